package org.tinypixel.hits;

import java.time.Duration;
import java.time.Instant;

/** Decides on one hit of a journal that another node left. Pure. */
final class TakeOverRule {
    /** Hits are kept so long in the database; an older one may have been there, so it would count twice. */
    static final Duration RAW_HITS_KEPT = Duration.ofDays(90);

    private TakeOverRule() {}

    /** What becomes of the hit. */
    enum Fate {
        TAKEN,
        TOO_OLD,
        NOT_WANTED
    }

    /**
     * Decides.
     *
     * @param wanted whether the copy is known and its recipient may be tracked
     */
    static Fate decide(Hit hit, boolean wanted, Instant now) {
        if (hit.receivedAt().isBefore(now.minus(RAW_HITS_KEPT))) {
            return Fate.TOO_OLD;
        }
        return wanted ? Fate.TAKEN : Fate.NOT_WANTED;
    }
}
