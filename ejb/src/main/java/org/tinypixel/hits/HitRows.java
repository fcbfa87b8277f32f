package org.tinypixel.hits;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.HitId;
import org.tinypixel.base.Times;

/** The tables {@code hit} and {@code hit_node}. */
@Dependent
final class HitRows {
    /** A node that nobody heard of for so long holds nobody up any more; its hits come when it comes back. */
    static final Duration LOST = Duration.ofMinutes(15);

    private static final int CHUNK = 500;
    private static final int HITS_PER_COPY = 4;

    private final EntityManager database;

    @Inject
    HitRows(EntityManager database) {
        this.database = database;
    }

    List<Hit> insertNew(List<Hit> batch) {
        var fresh = new LinkedHashMap<HitId, Hit>();
        batch.forEach(hit -> fresh.putIfAbsent(hit.id(), hit));
        known(fresh.keySet()).forEach(fresh::remove);
        var rows = new ArrayList<HitRow>(fresh.size());
        for (var hit : fresh.values()) {
            var row = new HitRow(hit);
            database.persist(row);
            rows.add(row);
        }
        // Now, so that a failure is the batch's own, and the rows need not be compared again at the commit.
        database.flush();
        rows.forEach(database::detach);
        return List.copyOf(fresh.values());
    }

    private Collection<HitId> known(Collection<HitId> ids) {
        var known = new HashSet<HitId>();
        for (var chunk : chunks(ids.stream().map(HitId::value).toList())) {
            database.createQuery("select h.id from HitRow h where h.id in :ids", String.class)
                    .setParameter("ids", chunk)
                    .getResultStream()
                    .map(HitId::new)
                    .forEach(known::add);
        }
        return known;
    }

    /** As they were written: {@link #insertNew} does so at once, and nothing else makes hits. */
    Map<CopyId, List<Hit>> of(Collection<CopyId> copies) {
        var hits = new LinkedHashMap<CopyId, List<Hit>>();
        for (var chunk : chunks(copies.stream().map(CopyId::value).distinct().toList())) {
            chunk.forEach(copy -> hits.put(new CopyId(copy), new ArrayList<>()));
            var rows = database.createQuery(
                            "select h from HitRow h where h.copy in :copies order by h.receivedAt, h.id", HitRow.class)
                    .setParameter("copies", chunk)
                    .setHint("org.hibernate.readOnly", true)
                    .setFlushMode(FlushModeType.COMMIT)
                    .getResultList();
            for (var row : rows) {
                var hit = row.hit();
                hits.computeIfAbsent(hit.copy(), copy -> new ArrayList<>()).add(hit);
                database.detach(row);
            }
        }
        return hits;
    }

    /** The hits of these networks from then to then, both included. */
    List<Neighbor> neighbors(Collection<String> networks, Instant from, Instant to) {
        var near = new ArrayList<Neighbor>();
        for (var chunk : chunks(networks.stream().distinct().toList())) {
            database.createQuery(
                            "select h.id, h.copy, h.neighborhood, h.address, h.receivedAt, h.crowd, h.sameSecond from HitRow h"
                                    + " where h.neighborhood in :networks and h.receivedAt between :from and :to",
                            Object[].class)
                    .setParameter("networks", chunk)
                    .setParameter("from", Times.micros(from))
                    .setParameter("to", Times.micros(to))
                    .getResultStream()
                    .map(row -> new Neighbor(
                            new HitId((String) row[0]),
                            new CopyId((String) row[1]),
                            (String) row[2],
                            (String) row[3],
                            (Instant) row[4],
                            (Integer) row[5],
                            (Integer) row[6]))
                    .forEach(near::add);
        }
        return near;
    }

    /** Networks from which at least so many copies were asked for since then. Whole addresses only: what is older than a day is settled. */
    List<String> busyNetworks(Instant since, int copies) {
        return database.createQuery(
                        "select h.neighborhood from HitRow h where h.whole = true and h.receivedAt > :since"
                                + " and h.neighborhood is not null group by h.neighborhood having count(distinct h.copy) >= :copies",
                        String.class)
                .setParameter("since", Times.micros(since))
                .setParameter("copies", (long) copies)
                .getResultList();
    }

    void crowd(HitId hit, int crowd, int sameSecond) {
        database.createQuery("update HitRow h set h.crowd = :crowd, h.sameSecond = :second where h.id = :id")
                .setParameter("crowd", crowd)
                .setParameter("second", sameSecond)
                .setParameter("id", hit.value())
                .executeUpdate();
    }

    private static List<List<String>> chunks(List<String> all) {
        var chunks = new ArrayList<List<String>>();
        for (var from = 0; from < all.size(); from += CHUNK) {
            chunks.add(all.subList(from, Math.min(all.size(), from + CHUNK)));
        }
        return chunks;
    }

    void publish(String node, Instant foldedUntil, Instant now) {
        var changed = database.createNativeQuery("update hit_node set folded_until = ?1, seen_at = ?2 where node = ?3")
                .setParameter(1, Times.micros(foldedUntil))
                .setParameter(2, Times.micros(now))
                .setParameter(3, node)
                .executeUpdate();
        if (changed == 0) {
            database.createNativeQuery("insert into hit_node (node, folded_until, seen_at) values (?1, ?2, ?3)")
                    .setParameter(1, node)
                    .setParameter(2, Times.micros(foldedUntil))
                    .setParameter(3, Times.micros(now))
                    .executeUpdate();
        }
    }

    /** This node stops and holds no hit. By plain JDBC, since at that time the beans may be gone already. */
    static void leave(DataSource database, String node) throws SQLException {
        try (var connection = database.getConnection();
                var delete = connection.prepareStatement("delete from hit_node where node = ?")) {
            delete.setString(1, node);
            delete.executeUpdate();
        }
    }

    Instant completeUntil(Instant now) {
        var oldest = (Instant)
                database.createNativeQuery("select min(folded_until) from hit_node where seen_at > ?1", Instant.class)
                        .setParameter(1, Times.micros(now.minus(LOST)))
                        .getSingleResult();
        return oldest == null || oldest.isAfter(now) ? now : oldest;
    }

    boolean shortenAddresses(Instant before) {
        var whole = database.createQuery(
                        "select h from HitRow h where h.whole = true and h.receivedAt < :before order by h.receivedAt",
                        HitRow.class)
                .setParameter("before", Times.micros(before))
                .setMaxResults(CHUNK)
                .getResultList();
        whole.forEach(HitRow::shortenAddress);
        return !whole.isEmpty();
    }

    /** Copies with hits from before then that are raw, those with the oldest ones; empty where there is none. */
    List<CopyId> rawBefore(Instant before, int limit) {
        // What is the same is left out here: a database that does it looks at all old hits first.
        return database.createQuery(
                        "select h.copy from HitRow h where h.settled = false and h.receivedAt < :before order by h.receivedAt",
                        String.class)
                .setParameter("before", Times.micros(before))
                .setMaxResults(HITS_PER_COPY * limit)
                .getResultStream()
                .distinct()
                .limit(limit)
                .map(CopyId::new)
                .toList();
    }

    void settle(List<Hit> hits) {
        hits.forEach(hit -> database.find(HitRow.class, hit.id().value()).settle(hit));
    }

    /** Removes hits from before then of copies that are not there. */
    void remove(Collection<CopyId> copies, Instant before) {
        database.createQuery("delete from HitRow h where h.copy in :copies and h.receivedAt < :before")
                .setParameter("copies", copies.stream().map(CopyId::value).toList())
                .setParameter("before", Times.micros(before))
                .executeUpdate();
    }

    /** PostgreSQL begins a new timeline whenever a server leaves recovery; the first eight digits of a log file's name say which one it is. */
    String history(boolean postgreSql) {
        return postgreSql
                ? (String) database.createNativeQuery("select substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)")
                        .getSingleResult()
                : "embedded";
    }

    /** On H2 a commit alone is not on disk. */
    void force(boolean postgreSql) {
        if (!postgreSql) {
            database.createNativeQuery("checkpoint sync").executeUpdate();
        }
    }
}
