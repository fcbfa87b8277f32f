package org.tinypixel.crm;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.PageRequest;
import org.tinypixel.base.UserId;
import org.tinypixel.engagement.EventType;

/** The rows of what CRMs are told. */
@Dependent
final class Commands {
    private final EntityManager database;

    @Inject
    Commands(EntityManager database) {
        this.database = database;
    }

    /** Ids of the rows about this event; more than one where the address belongs to several persons. */
    List<String> of(String connection, String copy, EventType event) {
        return database.createQuery(
                        "select r.id from CommandRow r where r.connection = :connection and r.copy = :copy and r.event = :event"
                                + " order by r.id",
                        String.class)
                .setParameter("connection", connection)
                .setParameter("copy", copy)
                .setParameter("event", event)
                .getResultList();
    }

    Optional<CommandRow> find(String id) {
        return Optional.ofNullable(database.find(CommandRow.class, id));
    }

    /** Locks the row, so that planning and settling do not overwrite each other. */
    Optional<CommandRow> lock(String id) {
        var row = database.find(CommandRow.class, id);
        if (row == null) {
            return Optional.empty();
        }
        database.refresh(row, LockModeType.PESSIMISTIC_WRITE);
        return Optional.of(row);
    }

    Optional<CommandRow> withKey(String connection, String key) {
        return database.createQuery(
                        "from CommandRow r where r.connection = :connection and r.key = :key", CommandRow.class)
                .setParameter("connection", connection)
                .setParameter("key", key)
                .getResultStream()
                .findFirst();
    }

    void add(CommandRow row) {
        database.persist(row);
        database.flush();
    }

    void remove(CommandRow row) {
        database.remove(row);
        database.flush();
    }

    void flush() {
        database.flush();
    }

    /** How much of a connection waits. */
    record Counts(long backlog, @Nullable Instant oldest, long dead) {}

    Counts counts(String connection) {
        var open = database.createQuery(
                        "select count(r), min(r.pendingSince) from CommandRow r where r.connection = :connection and r.state in :states",
                        Object[].class)
                .setParameter("connection", connection)
                .setParameter("states", Set.of(CommandRow.State.WAITING, CommandRow.State.PARKED))
                .getSingleResult();
        var dead = database.createQuery(
                        "select count(r) from CommandRow r where r.connection = :connection and r.state = :dead",
                        Long.class)
                .setParameter("connection", connection)
                .setParameter("dead", CommandRow.State.DEAD)
                .getSingleResult();
        return new Counts((Long) open[0], (Instant) open[1], dead);
    }

    /** Newest first, one more than asked for; {@code owners} null for everybody's. */
    List<CommandRow> page(
            String connection, CommandRow.@Nullable State state, @Nullable Set<UserId> owners, PageRequest page) {
        var after = page.after();
        var query = database.createQuery(
                "from CommandRow r where r.connection = :connection"
                        + (state == null ? "" : " and r.state = :state")
                        + (owners == null ? "" : " and r.owner in :owners")
                        + (after == null ? "" : " and (r.createdAt < :at or r.createdAt = :at and r.id < :id)")
                        + " order by r.createdAt desc, r.id desc",
                CommandRow.class);
        query.setParameter("connection", connection);
        if (state != null) {
            query.setParameter("state", state);
        }
        if (owners != null) {
            query.setParameter("owners", owners.stream().map(UserId::value).collect(Collectors.toSet()));
        }
        if (after != null) {
            query.setParameter("at", after.at()).setParameter("id", after.id());
        }
        return query.setMaxResults(page.limit() + 1).getResultList();
    }

    /** Ids of all rows that wait for this connection. */
    List<String> open(String connection) {
        return database.createQuery(
                        "select r.id from CommandRow r where r.connection = :connection and r.state in :states order by r.createdAt, r.id",
                        String.class)
                .setParameter("connection", connection)
                .setParameter("states", Set.of(CommandRow.State.WAITING, CommandRow.State.PARKED))
                .getResultList();
    }
}
