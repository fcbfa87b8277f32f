package org.tinypixel.engagement;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.tinypixel.scheduling.Sweep;

/** After an update with new rules: folds old copies again, a portion at a time, so that hits and mails go first. */
@Dependent
class RefoldOldRules implements Sweep {
    private static final int PORTIONS = 50;

    private final Refolding refolding;

    @Inject
    RefoldOldRules(Refolding refolding) {
        this.refolding = refolding;
    }

    @Override
    public String name() {
        return "refold";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void run(Instant now) {
        var left = PORTIONS;
        while (left > 0 && refolding.some() > 0) {
            left--;
        }
    }
}
