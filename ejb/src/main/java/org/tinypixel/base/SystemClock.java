package org.tinypixel.base;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;

/** The only place that reads the system clock; everything else is handed an instant or this source. */
@ApplicationScoped
class SystemClock {
    private static final Duration MICROSECOND = Duration.ofNanos(1000);

    /** Instants in whole microseconds, which is what the databases keep. */
    @Produces
    @ApplicationScoped
    InstantSource clock() {
        return Clock.tick(Clock.systemUTC(), MICROSECOND);
    }
}
