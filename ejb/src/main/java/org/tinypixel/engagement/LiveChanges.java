package org.tinypixel.engagement;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.tinypixel.database.OldRows;

/** The changes that were committed, each call in a transaction of its own. Only the live feed reads them. */
@Stateless
public class LiveChanges {
    @Inject
    EntityManager database;

    /** The newest id, 0 where there is none. */
    public long newest() {
        var id = database.createQuery("select max(c.id) from LiveChangeRow c", Long.class)
                .getSingleResult();
        return id == null ? 0 : id;
    }

    /** The oldest id that is kept, 0 where there is none. */
    public long oldest() {
        var id = database.createQuery("select min(c.id) from LiveChangeRow c", Long.class)
                .getSingleResult();
        return id == null ? 0 : id;
    }

    /** The oldest changes behind an id, in the order of ids. */
    public List<LiveFeed.Change> after(long id, int limit) {
        return database.createQuery("select c from LiveChangeRow c where c.id > :id order by c.id", LiveChangeRow.class)
                .setParameter("id", id)
                .setMaxResults(limit)
                .getResultStream()
                .map(LiveChangeRow::change)
                .toList();
    }

    /** The newest changes behind one id up to another, in the order of ids. */
    public List<LiveFeed.Change> between(long after, long upTo, int limit) {
        return database.createQuery(
                        "select c from LiveChangeRow c where c.id > :after and c.id <= :upTo order by c.id desc",
                        LiveChangeRow.class)
                .setParameter("after", after)
                .setParameter("upTo", upTo)
                .setMaxResults(limit)
                .getResultStream()
                .map(LiveChangeRow::change)
                .sorted(java.util.Comparator.comparingLong(LiveFeed.Change::id))
                .toList();
    }

    /** Those of the ids that are there by now. */
    public List<LiveFeed.Change> these(Collection<Long> ids) {
        return database.createQuery(
                        "select c from LiveChangeRow c where c.id in :ids order by c.id", LiveChangeRow.class)
                .setParameter("ids", ids)
                .getResultStream()
                .map(LiveChangeRow::change)
                .toList();
    }

    /** Drops some of what was noted before; gives how many, 0 where none was left. */
    public int forget(Instant before) {
        return OldRows.remove(database, LiveChangeRow.class, "id", "notedAt", before);
    }
}
