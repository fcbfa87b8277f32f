package org.tinypixel.relay;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A relay as a person types it, not yet checked.
 *
 * @param port null for the usual one of {@code security}
 * @param security null for the safest that fits
 * @param password null or empty keeps the stored one
 * @param authorities certificates as PEM; null or empty for none
 * @param senders addresses and domains
 * @param perMinute null or 0 for no limit
 * @param connections null for the usual two
 * @param enabled null for true
 */
public record RelayDraft(
        @Nullable String name,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable Security security,
        @Nullable String user,
        @Nullable String password,
        @Nullable String authorities,
        @Nullable List<String> senders,
        @Nullable Boolean isDefault,
        @Nullable Integer perMinute,
        @Nullable Integer connections,
        @Nullable Boolean enabled) {
    /** Without the password. */
    @Override
    public String toString() {
        return "draft of relay " + name;
    }

    /** The same with a name, for a look at settings that nobody named yet. */
    RelayDraft named() {
        return name != null && !name.isBlank()
                ? this
                : new RelayDraft(
                        "unnamed",
                        host,
                        port,
                        security,
                        user,
                        password,
                        authorities,
                        senders,
                        isDefault,
                        perMinute,
                        connections,
                        enabled);
    }
}
