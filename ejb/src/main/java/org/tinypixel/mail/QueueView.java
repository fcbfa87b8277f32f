package org.tinypixel.mail;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One mail in the queue of outgoing mail.
 *
 * @param message the id of its message, null for one that is gone
 * @param reason why it is where it is, with the server's own answer where there was one; null while nothing happened
 * @param attempts failed ones
 * @param nextAttempt null where none is due
 * @param actions what can be done with it now
 */
public record QueueView(
        String id,
        String copy,
        @Nullable String message,
        @Nullable String subject,
        String from,
        String to,
        State state,
        String stateLabel,
        @Nullable String reason,
        int attempts,
        @Nullable Instant nextAttempt,
        Instant createdAt,
        @Nullable Instant settledAt,
        Relay relay,
        List<Action> actions) {
    public QueueView {
        actions = List.copyOf(actions);
    }

    /** The relay that it leaves by. */
    public record Relay(String id, String name) {}

    /** How far it is. */
    public enum State {
        @JsonProperty("waiting")
        WAITING("DUE", "Queued"),
        @JsonProperty("handing-over")
        HANDING_OVER("HANDING_OVER", "Being handed over"),
        @JsonProperty("sent")
        SENT("SENT", "Sent"),
        @JsonProperty("bounced")
        BOUNCED("REFUSED", "Bounced"),
        @JsonProperty("failed")
        FAILED("FAILED", "Failed"),
        @JsonProperty("not-confirmed")
        NOT_CONFIRMED("NOT_CONFIRMED", "Hand-over not confirmed"),
        @JsonProperty("cancelled")
        CANCELLED("CANCELLED", "Cancelled");

        private final String row;
        private final String label;

        State(String row, String label) {
            this.row = row;
            this.label = label;
        }

        String row() {
            return row;
        }

        /** As shown to people. */
        public String label() {
            return label;
        }

        /** As the API writes it. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }

        static State of(OutgoingState state) {
            return switch (state) {
                case DUE -> WAITING;
                case HANDING_OVER -> HANDING_OVER;
                case SENT -> SENT;
                case REFUSED -> BOUNCED;
                case FAILED -> FAILED;
                case NOT_CONFIRMED -> NOT_CONFIRMED;
                case CANCELLED -> CANCELLED;
            };
        }
    }

    /** What a person can do with a mail in the queue. */
    public enum Action {
        /** Send it again, although it may have arrived or was given up. */
        @JsonProperty("repeat")
        REPEAT,
        /** Try it now and not later. */
        @JsonProperty("try")
        TRY,
        /** Do not send it. */
        @JsonProperty("withdraw")
        WITHDRAW
    }
}
