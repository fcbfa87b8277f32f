package org.tinypixel.access;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;

/** Writes who did what; rows are never changed. */
@Dependent
final class Audit {
    private final EntityManager database;

    @Inject
    Audit(EntityManager database) {
        this.database = database;
    }

    void note(Instant at, String who, String what, String detail) {
        database.persist(new AuditRow(at, who, what, detail));
    }
}
