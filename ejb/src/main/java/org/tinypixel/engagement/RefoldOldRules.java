package org.tinypixel.engagement;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.tinypixel.scheduling.Sweep;

/** After an update with new rules: tries them out on old copies, and folds those when they may be; a portion at a time, so that hits and mails go first. */
@Dependent
class RefoldOldRules implements Sweep {
    private static final int PORTIONS = 50;

    private final RuleChanges changes;
    private final Refolding refolding;

    @Inject
    RefoldOldRules(RuleChanges changes, Refolding refolding) {
        this.changes = changes;
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
        if (!changes.begin(now)) {
            return;
        }
        var left = PORTIONS;
        while (left > 0 && changes.trySome(now)) {
            left--;
        }
        if (left > 0 && changes.mayApply(now)) {
            while (left > 0 && refolding.some() > 0) {
                left--;
            }
            changes.done(now);
        }
    }
}
