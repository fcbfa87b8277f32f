package org.tinypixel.outbox;

import jakarta.enterprise.context.Dependent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rows behind {@link Outbox}. */
@Dependent
class OutboxRows {
    private static final String SEAM = "seam: its owner builds this";

    void put(Topic topic, String key, Instant notBefore) {
        throw new IllegalStateException(SEAM);
    }

    List<Claim> claim(Topic topic, int limit, Duration lease) {
        throw new IllegalStateException(SEAM);
    }

    boolean holds(Claim claim) {
        throw new IllegalStateException(SEAM);
    }

    boolean done(Claim claim) {
        throw new IllegalStateException(SEAM);
    }

    boolean retry(Claim claim, Instant due, String error, boolean counts) {
        throw new IllegalStateException(SEAM);
    }

    boolean dead(Claim claim, String error) {
        throw new IllegalStateException(SEAM);
    }

    boolean replay(Topic topic, String key) {
        throw new IllegalStateException(SEAM);
    }

    Optional<OutboxState> state(Topic topic, String key) {
        throw new IllegalStateException(SEAM);
    }
}
