package org.tinypixel.engagement;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.tinypixel.scheduling.Sweep;

/** Drops changes that no screen will ask for any more. */
@Dependent
class ForgetLiveChanges implements Sweep {
    private static final Duration KEPT = Duration.ofDays(1);

    private final LiveChanges changes;

    @Inject
    ForgetLiveChanges(LiveChanges changes) {
        this.changes = changes;
    }

    @Override
    public String name() {
        return "live-changes";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(1);
    }

    @Override
    public void run(Instant now) {
        while (changes.forget(now.minus(KEPT)) > 0) {
            // one transaction each time, until none is left
        }
    }
}
