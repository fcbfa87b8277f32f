package org.tinypixel.engagement;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.tinypixel.scheduling.Sweep;

/** Ends the time of raw hits, 90 days. In small transactions, so that a month that was missed is made up for without holding anybody up. */
@Dependent
class SettleOldHits implements Sweep {
    static final Duration KEPT = Duration.ofDays(90);

    private static final int PORTIONS = 200;

    private final OldHits hits;

    @Inject
    SettleOldHits(OldHits hits) {
        this.hits = hits;
    }

    @Override
    public String name() {
        return "settle-old-hits";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(1);
    }

    @Override
    public void run(Instant now) {
        var left = PORTIONS;
        while (left > 0 && hits.settleSome(now.minus(KEPT))) {
            left--;
        }
    }
}
