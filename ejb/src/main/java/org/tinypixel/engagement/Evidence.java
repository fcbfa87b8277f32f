package org.tinypixel.engagement;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A fact about a copy other than a hit.
 *
 * @param status of a delivery, else null
 */
record Evidence(
        Kind kind,
        @Nullable DeliveryStatus status,
        Instant at,
        @Nullable String detail,
        boolean captured) {
    enum Kind {
        DELIVERY,
        REPLY
    }
}
