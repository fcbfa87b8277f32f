package org.tinypixel.relay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a relay is.
 *
 * @param downSince null while it can be used
 * @param reason a sentence; null while it can be used
 * @param restsUntil until then no node knocks; null while it can be used
 * @param lastTakenAt when it last took a mail, to the minute
 */
public record Health(
        @Nullable Instant downSince,
        @Nullable String reason,
        @Nullable Instant restsUntil,
        @Nullable Instant lastTakenAt) {

    /** Whether nobody should knock now. */
    public boolean rests(Instant now) {
        return restsUntil != null && now.isBefore(restsUntil);
    }
}
