package org.tinypixel.engagement;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a copy came, folded from all that was heard of it.
 *
 * @param at when the status began
 * @param detail the server's answer or a sentence
 * @param captured the built-in inbox took it
 * @param sentAt when the next mail server took it, as far as that is certain
 */
record Delivery(
        DeliveryStatus status,
        Instant at,
        @Nullable String detail,
        boolean captured,
        @Nullable Instant sentAt,
        @Nullable Instant bouncedAt) {

    /** When the content left, also where the answer to it was never heard. */
    @Nullable
    Instant contentAt() {
        return sentAt == null && status == DeliveryStatus.NOT_CONFIRMED ? at : sentAt;
    }

    /** Whatever comes from the recipient's side proves that a hand-over without an answer succeeded, and that a mail that was late is there. */
    Delivery proven() {
        if (status == DeliveryStatus.DELAYED && sentAt != null) {
            return new Delivery(DeliveryStatus.SENT, sentAt, null, captured, sentAt, bouncedAt);
        }
        return status == DeliveryStatus.NOT_CONFIRMED
                ? new Delivery(DeliveryStatus.SENT, at, null, captured, at, bouncedAt)
                : this;
    }
}
