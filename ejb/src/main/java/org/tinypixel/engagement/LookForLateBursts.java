package org.tinypixel.engagement;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.tinypixel.scheduling.Sweep;

/** Wakes {@link LateBursts}. */
@Dependent
class LookForLateBursts implements Sweep {
    private final LateBursts bursts;

    @Inject
    LookForLateBursts(LateBursts bursts) {
        this.bursts = bursts;
    }

    @Override
    public String name() {
        return "bursts";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void run(Instant now) {
        bursts.look(now);
    }
}
