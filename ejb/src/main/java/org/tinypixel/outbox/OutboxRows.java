package org.tinypixel.outbox;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tinypixel.base.Ids;
import org.tinypixel.database.ManyRows;
import org.tinypixel.database.Rows;
import org.tinypixel.settings.Settings;

/**
 * The rows behind {@link Outbox}. Every change is one statement that names the lease it relies on, and every time is the database's, so neither a frozen
 * worker nor a node with a wrong clock can settle a row that is another's.
 */
@Dependent
final class OutboxRows {
    private static final int LONGEST_ERROR = 2000;

    private static final String NEW_ROW =
            "(?, ?, ?, 1, 0, 'WAITING', 0, greatest(current_timestamp, cast(? as timestamp(6) with time zone)), ?)";

    /**
     * Both say the same. H2 has no "on conflict"; PostgreSQL's "merge" often fails when two transactions put the same new key at once. H2's does so rarely
     * (between reading and inserting), and the whole transaction is then to be repeated.
     */
    private static final String PUT_POSTGRESQL = """
            insert into outbox (id, topic, item_key, version, lease, state, attempts, due_at, lane)
            values %s
            on conflict (topic, item_key) do update set
                version = outbox.version + 1,
                lane = excluded.lane,
                due_at = case when outbox.state = 'WAITING' and outbox.attempts > 0
                              then greatest(outbox.due_at, excluded.due_at) else excluded.due_at end,
                attempts = case when outbox.state = 'DEAD' then 0 else outbox.attempts end,
                state = 'WAITING'
            """;

    private static final String PUT_H2 = """
            merge into outbox using (values %s) fresh (id, topic, item_key, version, lease, state, attempts, due_at, lane)
            on outbox.topic = fresh.topic and outbox.item_key = fresh.item_key
            when matched then update set
                version = outbox.version + 1,
                lane = fresh.lane,
                due_at = case when outbox.state = 'WAITING' and outbox.attempts > 0
                              then greatest(outbox.due_at, fresh.due_at) else fresh.due_at end,
                attempts = case when outbox.state = 'DEAD' then 0 else outbox.attempts end,
                state = 'WAITING'
            when not matched then insert (id, topic, item_key, version, lease, state, attempts, due_at, lane)
            values (fresh.id, fresh.topic, fresh.item_key, fresh.version, fresh.lease, fresh.state, fresh.attempts, fresh.due_at, fresh.lane)
            """;

    private static final String DUE = "topic = :topic and state = 'WAITING' and due_at <= current_timestamp"
            + " and (leased_until is null or leased_until <= current_timestamp)";

    private static final String LOCKED = " for update skip locked";

    private static final String UNTIL = "current_timestamp + cast(:seconds as integer) * interval '1' second";

    private final EntityManager database;
    private final String putStatement;

    @Inject
    OutboxRows(EntityManager database, Settings settings) {
        this(database, settings.database().isPostgreSql());
    }

    OutboxRows(EntityManager database, boolean postgreSql) {
        this.database = database;
        this.putStatement = postgreSql ? PUT_POSTGRESQL : PUT_H2;
    }

    /** News of a failing row wait for its next attempt: a busy key must not break the pause. News of a dead one bring it back. */
    void put(Topic topic, Map<String, Instant> dueByKey, String lane) {
        var rows = new ArrayList<List<Object>>(dueByKey.size());
        dueByKey.forEach((key, due) -> rows.add(List.of(Ids.next(), topic.name(), key, due, lane)));
        ManyRows.write(database, putStatement, NEW_ROW, rows);
    }

    /** H2 locks all due rows, not only those within the limit, until the claim commits; who asks meanwhile gets nothing and asks again later. */
    List<Claim> claim(Topic topic, int limit, Duration lease) {
        return lease(
                database.createNativeQuery(
                                "select id from outbox where " + DUE + " order by due_at, id limit :limit" + LOCKED)
                        .setParameter("topic", topic.name())
                        .setParameter("limit", limit)
                        .getResultList(),
                lease);
    }

    List<Claim> claim(Topic topic, String lane, int limit, Duration lease) {
        return lease(
                database.createNativeQuery("select id from outbox where " + DUE
                                + " and lane = :lane order by due_at, id limit :limit" + LOCKED)
                        .setParameter("topic", topic.name())
                        .setParameter("lane", lane)
                        .setParameter("limit", limit)
                        .getResultList(),
                lease);
    }

    List<Claim> claimOne(Topic topic, String key, Duration lease) {
        return lease(
                database.createNativeQuery("select id from outbox where " + DUE + " and item_key = :key" + LOCKED)
                        .setParameter("topic", topic.name())
                        .setParameter("key", key)
                        .getResultList(),
                lease);
    }

    private List<Claim> lease(List<?> ids, Duration lease) {
        if (ids.isEmpty()) {
            return List.of();
        }
        database.createNativeQuery(
                        "update outbox set lease = lease + 1, leased_until = " + UNTIL + " where id in (:ids)")
                .setParameter("seconds", seconds(lease))
                .setParameter("ids", ids)
                .executeUpdate();
        return database.createQuery(
                        "select new org.tinypixel.outbox.Claim(r.id, r.topic, r.key, r.version, r.lease, r.attempts)"
                                + " from OutboxRow r where r.id in :ids order by r.dueAt, r.id",
                        Claim.class)
                .setParameter("ids", ids)
                .getResultList();
    }

    /** The number alone decides: where nobody took an overdue row, the lock keeps everybody from it until the transaction ends. */
    boolean holds(Claim claim) {
        return !database.createNativeQuery("select id from outbox where id = :id and lease = :lease for update")
                .setParameter("id", claim.id())
                .setParameter("lease", claim.lease())
                .getResultList()
                .isEmpty();
    }

    boolean extend(Claim claim, Duration lease) {
        return database.createNativeQuery(
                                "update outbox set leased_until = " + UNTIL + " where id = :id and lease = :lease")
                        .setParameter("seconds", seconds(lease))
                        .setParameter("id", claim.id())
                        .setParameter("lease", claim.lease())
                        .executeUpdate()
                == 1;
    }

    boolean done(Claim claim) {
        var told = database.createNativeQuery(
                        "delete from outbox where id = :id and lease = :lease and version = :version")
                .setParameter("id", claim.id())
                .setParameter("lease", claim.lease())
                .setParameter("version", claim.version())
                .executeUpdate();
        return told == 1 || release(claim);
    }

    boolean retry(Claim claim, Instant due, String error, boolean counts) {
        return database.createNativeQuery("""
                                update outbox set lease = lease + 1, leased_until = null, attempts = attempts + :counted,
                                    due_at = :due, error = :error
                                where id = :id and lease = :lease
                                """)
                        .setParameter("counted", counts ? 1 : 0)
                        .setParameter("due", due)
                        .setParameter("error", cut(error))
                        .setParameter("id", claim.id())
                        .setParameter("lease", claim.lease())
                        .executeUpdate()
                == 1;
    }

    /** What was refused for good is the version that was told: newer news are tried on their own. */
    boolean dead(Claim claim, String error) {
        var dead = database.createNativeQuery("""
                        update outbox set lease = lease + 1, leased_until = null, attempts = attempts + 1,
                            state = 'DEAD', error = :error
                        where id = :id and lease = :lease and version = :version
                        """)
                .setParameter("error", cut(error))
                .setParameter("id", claim.id())
                .setParameter("lease", claim.lease())
                .setParameter("version", claim.version())
                .executeUpdate();
        return dead == 1 || release(claim);
    }

    /** One that was due already keeps its place before others. */
    boolean replay(Topic topic, String key) {
        return database.createNativeQuery("""
                                update outbox set state = 'WAITING', attempts = 0, due_at = least(due_at, current_timestamp)
                                where topic = :topic and item_key = :key
                                """)
                        .setParameter("topic", topic.name())
                        .setParameter("key", key)
                        .executeUpdate()
                == 1;
    }

    boolean isAnyDue(Topic topic, String lane) {
        return !database.createNativeQuery("select id from outbox where " + DUE + " and lane = :lane limit 1")
                .setParameter("topic", topic.name())
                .setParameter("lane", lane)
                .getResultList()
                .isEmpty();
    }

    List<String> lanes(Topic topic) {
        return Rows.of(
                database.createNativeQuery("select distinct lane from outbox where topic = :topic", String.class)
                        .setParameter("topic", topic.name()),
                String.class);
    }

    List<String> keys(Topic topic, String lane, int limit) {
        return Rows.of(
                database.createNativeQuery(
                                "select item_key from outbox where topic = :topic and lane = :lane order by due_at, id limit :limit",
                                String.class)
                        .setParameter("topic", topic.name())
                        .setParameter("lane", lane)
                        .setParameter("limit", limit),
                String.class);
    }

    void move(Topic topic, List<String> keys, String lane) {
        if (!keys.isEmpty()) {
            database.createNativeQuery("update outbox set lane = :lane where topic = :topic and item_key in (:keys)")
                    .setParameter("lane", lane)
                    .setParameter("topic", topic.name())
                    .setParameter("keys", keys)
                    .executeUpdate();
        }
    }

    /** Locks the row until the transaction ends, as whoever settles it does. */
    boolean remove(Topic topic, String key) {
        return database.createNativeQuery("delete from outbox where topic = :topic and item_key = :key")
                        .setParameter("topic", topic.name())
                        .setParameter("key", key)
                        .executeUpdate()
                == 1;
    }

    Optional<OutboxState> state(Topic topic, String key) {
        return database.createQuery(
                        "select r.state, r.attempts, r.dueAt, r.error from OutboxRow r"
                                + " where r.topic = :topic and r.key = :key",
                        Object[].class)
                .setParameter("topic", topic)
                .setParameter("key", key)
                .getResultStream()
                .map(row -> new OutboxState(
                        row[0] == OutboxRow.State.DEAD, (int) row[1], (Instant) row[2], (String) row[3]))
                .findAny();
    }

    private boolean release(Claim claim) {
        return database.createNativeQuery("""
                                update outbox set lease = lease + 1, leased_until = null, attempts = 0, error = null
                                where id = :id and lease = :lease
                                """)
                        .setParameter("id", claim.id())
                        .setParameter("lease", claim.lease())
                        .executeUpdate()
                == 1;
    }

    private static int seconds(Duration lease) {
        if (lease.toSeconds() < 1) {
            throw new IllegalArgumentException("a lease lasts a second or more, not " + lease);
        }
        return Math.toIntExact(lease.toSeconds());
    }

    private static String cut(String error) {
        return error.length() <= LONGEST_ERROR ? error : error.substring(0, LONGEST_ERROR);
    }
}
