package org.tinypixel.engagement;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.HitId;
import org.tinypixel.classify.Correction;

/**
 * What was said of a copy from outside the rules: of one of its hits, or of itself.
 *
 * @param hit null where it is about the copy
 */
record Remark(
        @Nullable HitId hit,
        What what,
        Instant at,
        @Nullable String detail) {
    /** What is said. */
    enum What {
        ME(Correction.ME),
        SCANNER(Correction.SCANNER),
        PERSON(Correction.PERSON),
        NOT_USEFUL(Correction.NOT_USEFUL),
        /** The recipient told of the mail by another way. */
        TOLD(null),
        /** Somebody who was no recipient replied to it. */
        OTHER_REPLY(null);

        private final @Nullable Correction correction;

        What(@Nullable Correction correction) {
            this.correction = correction;
        }

        @Nullable
        Correction correction() {
            return correction;
        }

        static What of(Correction said) {
            return valueOf(said.name());
        }
    }
}
