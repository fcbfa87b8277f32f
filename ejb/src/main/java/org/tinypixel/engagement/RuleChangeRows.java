package org.tinypixel.engagement;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.Optional;

/** The table {@code rule_change}. */
@Dependent
final class RuleChangeRows {
    private final EntityManager database;

    @Inject
    RuleChangeRows(EntityManager database) {
        this.database = database;
    }

    /** The change to this version, locked: a portion that two nodes try at the same time is counted once. */
    Optional<RuleChangeRow> lock(int version) {
        return Optional.ofNullable(database.find(RuleChangeRow.class, version, LockModeType.PESSIMISTIC_WRITE));
    }

    /** The change to the newest version there ever was. */
    Optional<RuleChangeRow> last() {
        return database.createQuery("select r from RuleChangeRow r order by r.version desc", RuleChangeRow.class)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    void add(RuleChangeRow row) {
        database.persist(row);
    }
}
