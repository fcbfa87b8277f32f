package org.tinypixel.hits;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.tinypixel.scheduling.Sweep;

/** Shortens the addresses of hits a day after they came in. Everything that needs the whole address has been judged by then. */
@ApplicationScoped
class ForgetAddresses implements Sweep {
    static final Duration KEPT = Duration.ofHours(24);

    @Inject
    HitLog log;

    @Override
    public String name() {
        return "forget-addresses";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(15);
    }

    @Override
    public void run(Instant now) {
        while (log.shortenAddresses(now.minus(KEPT))) {
            // one transaction each time, until none is left
        }
    }
}
