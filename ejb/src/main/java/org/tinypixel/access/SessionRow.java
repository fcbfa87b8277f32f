package org.tinypixel.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "login_session")
class SessionRow {
    @Id
    String hash;

    @Column(name = "user_id")
    String userId;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Nullable
    String address;

    @Column(name = "user_agent")
    @Nullable
    String userAgent;

    protected SessionRow() {}

    SessionRow(String token, String userId, Instant createdAt, Instant expiresAt, Client client) {
        this.hash = Secrets.hash(token);
        this.userId = userId;
        this.createdAt = createdAt;
        this.expiresAt = expiresAt;
        this.address = client.address();
        this.userAgent = client.userAgent();
    }
}
