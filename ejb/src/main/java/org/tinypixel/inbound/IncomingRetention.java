package org.tinypixel.inbound;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.tinypixel.scheduling.Sweep;

/** Forgets what came back long ago. */
@Dependent
final class IncomingRetention implements Sweep {
    private final IncomingMails incoming;

    @Inject
    IncomingRetention(IncomingMails incoming) {
        this.incoming = incoming;
    }

    @Override
    public String name() {
        return "incoming-retention";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(1);
    }

    @Override
    public void run(Instant now) {
        while (incoming.forgetOld(now) > 0) {
            // one transaction each time, until none is left
        }
    }
}
