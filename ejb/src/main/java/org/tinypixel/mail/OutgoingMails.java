package org.tinypixel.mail;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tinypixel.access.PerOwner;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.PageRequest;
import org.tinypixel.base.UserId;
import org.tinypixel.database.OldRows;
import org.tinypixel.database.Rows;
import org.tinypixel.settings.Settings;
import org.tinypixel.tracking.CopyContent;

/** The rows behind {@link Mail} and {@link HandOver}. */
@Dependent
final class OutgoingMails {
    private static final Comparator<OutgoingRow> NEWEST = Comparator.comparing((OutgoingRow row) -> row.createdAt)
            .thenComparing(row -> row.id)
            .reversed();

    private final EntityManager database;
    private final boolean embedded;

    @Inject
    OutgoingMails(EntityManager database, Settings settings) {
        this(database, !settings.database().isPostgreSql());
    }

    OutgoingMails(EntityManager database, boolean embedded) {
        this.database = database;
        this.embedded = embedded;
    }

    /** A mail whose content is its own. */
    void add(OutgoingRow row, byte[] content) {
        addWith("content", row, content);
    }

    /**
     * A mail that shares content.
     *
     * @param shared see {@link MailContents#keep}
     * @param own see {@link CopyContent#own}
     */
    void add(OutgoingRow row, String shared, byte[] own) {
        row.contentId = shared;
        addWith("own", row, own);
    }

    private void addWith(String column, OutgoingRow row, byte[] bytes) {
        database.persist(row);
        database.flush();
        database.createNativeQuery("update outgoing_mail set " + column + " = :bytes where id = :id")
                .setParameter("bytes", bytes)
                .setParameter("id", row.id)
                .executeUpdate();
    }

    Optional<CopyId> copyOnce(String onceKey) {
        return database.createQuery("select r.copyId from OutgoingRow r where r.onceKey = :key", String.class)
                .setParameter("key", onceKey)
                .getResultStream()
                .map(CopyId::new)
                .findAny();
    }

    /** The row as it is now, locked until the transaction ends. */
    Optional<OutgoingRow> lock(String id) {
        return Optional.ofNullable(database.find(OutgoingRow.class, id, LockModeType.PESSIMISTIC_WRITE));
    }

    Optional<OutgoingRow> find(String id) {
        return Optional.ofNullable(database.find(OutgoingRow.class, id));
    }

    Optional<OutgoingRow> ofMessage(String message) {
        return database.createQuery("select r from OutgoingRow r where r.messageId = :message", OutgoingRow.class)
                .setParameter("message", message)
                .getResultStream()
                .findFirst();
    }

    /** Some mails of a sender that wait for another relay than this. */
    List<String> waitingElsewhere(String sender, String relay, int limit) {
        return database.createQuery(
                        "select r.id from OutgoingRow r where r.state = :due and r.sender = :sender and r.relay <> :relay"
                                + " order by r.createdAt, r.id",
                        String.class)
                .setParameter("due", OutgoingState.DUE)
                .setParameter("sender", sender)
                .setParameter("relay", relay)
                .setMaxResults(limit)
                .getResultList();
    }

    void move(List<String> ids, String relay) {
        database.createQuery("update OutgoingRow r set r.relay = :relay where r.id in :ids and r.state = :due")
                .setParameter("relay", relay)
                .setParameter("ids", ids)
                .setParameter("due", OutgoingState.DUE)
                .executeUpdate();
    }

    List<String> waitingSenders() {
        return database.createQuery("select distinct r.sender from OutgoingRow r where r.state = :due", String.class)
                .setParameter("due", OutgoingState.DUE)
                .getResultList();
    }

    /** Oldest first. */
    List<String> waiting(String relay, int limit) {
        return database.createQuery(
                        "select r.id from OutgoingRow r where r.state = :due and r.relay = :relay order by r.createdAt, r.id",
                        String.class)
                .setParameter("due", OutgoingState.DUE)
                .setParameter("relay", relay)
                .setMaxResults(limit)
                .getResultList();
    }

    List<String> handingOverSince(Instant time) {
        return database.createQuery(
                        "select r.id from OutgoingRow r where r.state = :state and r.handingOverAt < :time",
                        String.class)
                .setParameter("state", OutgoingState.HANDING_OVER)
                .setParameter("time", time)
                .setMaxResults(100)
                .getResultList();
    }

    /** Newest first, one row more than asked for. */
    List<OutgoingRow> list(Viewer viewer, QueueFilter filter, PageRequest page) {
        return PerOwner.first(viewer.visible(), page.limit() + 1, NEWEST, some -> list(some, filter, page));
    }

    private List<OutgoingRow> list(Set<UserId> owners, QueueFilter filter, PageRequest page) {
        var after = page.after();
        var states = filter.states();
        var query = database.createQuery(
                "select r from OutgoingRow r where r.ownerId in :owners"
                        + (states.isEmpty() ? "" : " and r.state in :states")
                        + (filter.relay() == null ? "" : " and r.relay = :relay")
                        + (filter.q() == null
                                ? ""
                                : " and (lower(r.recipient) like :q escape '!' or lower(r.sender) like :q escape '!' or lower(r.subject) like :q escape '!')")
                        + (after == null ? "" : " and r.createdAt <= :at and (r.createdAt < :at or r.id < :id)")
                        + " order by r.createdAt desc, r.id desc",
                OutgoingRow.class);
        query.setParameter("owners", owners.stream().map(UserId::value).toList());
        if (!states.isEmpty()) {
            query.setParameter("states", states);
        }
        if (filter.relay() != null) {
            query.setParameter("relay", filter.relay());
        }
        if (filter.q() != null) {
            query.setParameter("q", filter.pattern());
        }
        if (after != null) {
            query.setParameter("at", after.at()).setParameter("id", after.id());
        }
        return query.setMaxResults(page.limit() + 1).getResultList();
    }

    /** The content where it is the mail's own, else the mail's part of it. */
    byte[] bytes(OutgoingRow row) {
        var column = row.contentId == null ? "content" : "own";
        var found = Rows.of(
                database.createNativeQuery(
                                "select " + column + " from outgoing_mail where id = :id and " + column
                                        + " is not null",
                                byte[].class)
                        .setParameter("id", row.id),
                byte[].class);
        if (found.isEmpty()) {
            throw new IllegalStateException("the content of outgoing mail " + row.id + " is gone");
        }
        return found.get(0);
    }

    /** Gives what it shared with other mails, which may be unused now; null where its content was its own. */
    @Nullable
    String forgetContent(OutgoingRow row) {
        var shared = row.contentId;
        row.contentId = null;
        row.hasContent = false;
        database.flush();
        database.createNativeQuery("update outgoing_mail set content = null, own = null where id = :id")
                .setParameter("id", row.id)
                .executeUpdate();
        return shared;
    }

    /** Forgets some contents that were kept for a person's decision; gives how many, 0 where none was left. */
    int forgetContents(Instant settledBefore) {
        var old = database.createQuery(
                        "select r.id from OutgoingRow r where r.hasContent = true and r.settledAt < :before order by r.settledAt",
                        String.class)
                .setParameter("before", settledBefore)
                .setMaxResults(OldRows.PORTION)
                .getResultList();
        return old.isEmpty()
                ? 0
                : database.createNativeQuery("""
                                update outgoing_mail set content = null, own = null, content_id = null, has_content = false
                                where id in (:old) and settled_at < :before
                                """)
                        .setParameter("old", old)
                        .setParameter("before", settledBefore)
                        .executeUpdate();
    }

    /** H2 answers a commit before the disk has it; a PostgreSQL commit is on disk. */
    void force() {
        if (embedded) {
            database.createNativeQuery("checkpoint sync").executeUpdate();
        }
    }
}
