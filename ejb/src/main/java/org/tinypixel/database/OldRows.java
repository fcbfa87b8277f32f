package org.tinypixel.database;

import jakarta.persistence.EntityManager;
import java.time.Instant;

/** Removes rows whose time is over, some in each transaction, so that a month that was missed is made up for without holding anybody up. */
public final class OldRows {
    /** So many in one transaction. */
    public static final int PORTION = 1000;

    private OldRows() {}

    /**
     * Removes the oldest rows from before then; gives how many, 0 where none was left.
     *
     * @param type an entity
     * @param key the attribute that is its id
     * @param time the attribute that tells its age; an index begins with it
     */
    public static int remove(EntityManager database, Class<?> type, String key, String time, Instant before) {
        var old = database.createQuery(
                        "select r." + key + " from " + type.getSimpleName() + " r where r." + time
                                + " < :before order by r." + time,
                        Object.class)
                .setParameter("before", before)
                .setMaxResults(PORTION)
                .getResultList();
        return old.isEmpty()
                ? 0
                : database.createQuery("delete from " + type.getSimpleName() + " r where r." + key + " in :old")
                        .setParameter("old", old)
                        .executeUpdate();
    }
}
