package org.tinypixel.hits;

import jakarta.persistence.EntityManager;

/** The log of hits on the database of a test, for features above it. */
// The container is this class: it fills the injected fields.
@SuppressWarnings("UnnecessaryAssignment")
public final class RealHitLog {
    private RealHitLog() {}

    public static HitLog on(EntityManager manager, java.time.InstantSource clock) {
        var log = new HitLog();
        log.rows = new HitRows(manager);
        log.clock = clock;
        return log;
    }
}
