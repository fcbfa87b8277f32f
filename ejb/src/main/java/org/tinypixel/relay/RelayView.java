package org.tinypixel.relay;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A relay as screens show it; no secret is in it.
 *
 * @param fromEnvironment named by the server's settings, so it cannot be changed here
 * @param capture the built-in inbox; host, port and security are null then
 * @param passwordSet whether a password is stored
 * @param stateText a sentence; null where there is nothing to say
 */
public record RelayView(
        String id,
        String name,
        boolean fromEnvironment,
        boolean capture,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable Security security,
        @Nullable String user,
        boolean passwordSet,
        @Nullable String authorities,
        List<String> senders,
        boolean isDefault,
        int perMinute,
        int connections,
        boolean enabled,
        State state,
        @Nullable String stateText,
        @Nullable Instant downSince,
        @Nullable Instant nextAttempt,
        @Nullable Instant lastTakenAt) {
    public RelayView {
        senders = List.copyOf(senders);
    }

    /** How it is. */
    public enum State {
        @JsonProperty("ok")
        OK,
        /** It cannot be used at the moment; its mails wait. */
        @JsonProperty("down")
        DOWN,
        /** Somebody switched it off; its mails wait. */
        @JsonProperty("off")
        OFF
    }

    static RelayView of(Relay relay, Health health) {
        var server = relay.server();
        var down = health.downSince() != null && relay.enabled();
        return new RelayView(
                relay.id(),
                relay.name(),
                relay.isOfEnvironment(),
                server == null,
                server == null ? null : server.host(),
                server == null ? null : server.port(),
                server == null ? null : server.security(),
                server == null ? null : server.user(),
                server != null && server.password() != null,
                server == null ? null : server.authorities(),
                relay.senders(),
                relay.isDefault(),
                relay.perMinute(),
                relay.connections(),
                relay.enabled(),
                relay.enabled() ? down ? State.DOWN : State.OK : State.OFF,
                relay.enabled() ? health.reason() : "Its mails wait until it is switched on.",
                down ? health.downSince() : null,
                down ? health.restsUntil() : null,
                health.lastTakenAt());
    }
}
