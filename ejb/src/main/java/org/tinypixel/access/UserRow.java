package org.tinypixel.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.UserId;

@Entity
@Table(name = "app_user")
class UserRow {
    @Id
    String id;

    String name;
    String email;

    @Column(name = "password_hash")
    @Nullable
    String passwordHash;

    /** Role names with commas between them. */
    String roles;

    boolean active;

    @Column(name = "failed_sign_ins")
    int failedSignIns;

    @Column(name = "locked_until")
    @Nullable
    Instant lockedUntil;

    @Column(name = "created_at")
    Instant createdAt;

    protected UserRow() {}

    UserRow(String name, EmailAddress email, @Nullable String passwordHash, Collection<Role> roles, Instant now) {
        this.id = UserId.next().value();
        this.name = name;
        this.email = email.value();
        this.passwordHash = passwordHash;
        this.active = true;
        this.createdAt = now;
        this.roles = text(roles);
    }

    UserId userId() {
        return new UserId(id);
    }

    EmailAddress address() {
        return new EmailAddress(email);
    }

    Set<Role> roles() {
        return Arrays.stream(roles.split(",")).map(Role::valueOf).collect(Collectors.toSet());
    }

    void setRoles(Collection<Role> given) {
        roles = text(given);
    }

    private static String text(Collection<Role> roles) {
        return roles.stream().map(Role::name).sorted().distinct().collect(Collectors.joining(","));
    }
}
