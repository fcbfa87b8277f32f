package org.tinypixel.access;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Invalid;

/**
 * A person to be added, not yet checked.
 *
 * @param password 10 characters or more, at most 72 bytes (bcrypt reads no further)
 * @param roles null for salesperson
 * @param teams ids; null for the first team
 */
public record NewUser(
        @Nullable String name,
        @Nullable String email,
        @Nullable String password,
        @Nullable List<Role> roles,
        @Nullable List<String> teams) {
    private static final int SHORTEST_PASSWORD = 10;
    private static final int LONGEST_PASSWORD = 72;

    record Checked(String name, EmailAddress email, String password) {}

    /** What can be stored, or {@link Invalid} with every wrong field. */
    Checked checked() {
        var errors = new Invalid.Collector();
        var givenName = name == null ? "" : name.strip();
        errors.require(!givenName.isEmpty(), "name", "Please give a name.");
        errors.require(
                givenName.length() <= 200 && givenName.chars().noneMatch(Character::isISOControl),
                "name",
                "A name has at most 200 characters and no line break.");
        var address = EmailAddress.parse(email == null ? "" : email);
        errors.require(address.isPresent(), "email", "This is no e-mail address; one looks like anna@example.com.");
        var secret = password == null ? "" : password;
        errors.require(
                secret.length() >= SHORTEST_PASSWORD,
                "password",
                "A password needs " + SHORTEST_PASSWORD + " characters or more.");
        errors.require(
                secret.getBytes(StandardCharsets.UTF_8).length <= LONGEST_PASSWORD,
                "password",
                "This password is too long: at most " + LONGEST_PASSWORD + " bytes.");
        errors.throwIfAny();
        return new Checked(givenName, address.orElseThrow(), secret);
    }
}
