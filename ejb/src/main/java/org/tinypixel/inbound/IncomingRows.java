package org.tinypixel.inbound;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tinypixel.access.PerOwner;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.PageRequest;
import org.tinypixel.base.UserId;
import org.tinypixel.database.OldRows;

/** What came back to our mails. */
@Dependent
final class IncomingRows {
    private static final Comparator<IncomingRow> NEWEST = Comparator.comparing((IncomingRow row) -> row.receivedAt)
            .thenComparing(row -> row.id)
            .reversed();

    private final EntityManager database;

    @Inject
    IncomingRows(EntityManager database) {
        this.database = database;
    }

    void add(IncomingRow row) {
        database.persist(row);
    }

    boolean knows(String messageHash) {
        return !database.createQuery("select r.id from IncomingRow r where r.messageHash = :hash", String.class)
                .setParameter("hash", messageHash)
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }

    Optional<Instant> arrived(CopyId copy) {
        return database.createQuery(
                        "select r.receivedAt from IncomingRow r where r.copy = :copy and r.because = :arrived order by r.receivedAt",
                        Instant.class)
                .setParameter("copy", copy.value())
                .setParameter("arrived", IncomingRow.ARRIVED)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    /** The newest notice that tells whether the address works: that it is dead, or any proof that it lives. */
    Optional<IncomingRow> newestProof(EmailAddress recipient) {
        return database.createQuery(
                        "select r from IncomingRow r where r.recipient = :recipient and r.other = false and r.guessed = false"
                                + " and (r.hard = true or r.action = :delivered or r.kind in :alive) order by r.receivedAt desc, r.id",
                        IncomingRow.class)
                .setParameter("recipient", recipient.value())
                .setParameter("delivered", Report.Action.DELIVERED)
                .setParameter(
                        "alive",
                        Set.of(
                                IncomingKind.REPLY,
                                IncomingKind.AUTO_REPLY,
                                IncomingKind.READ_RECEIPT,
                                IncomingKind.OTHER))
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    /** Those of the copies of which a failure was told that says nothing against the address. */
    List<CopyId> soft(Collection<CopyId> copies) {
        return copies.isEmpty()
                ? List.of()
                : database.createQuery(
                                "select distinct r.copy from IncomingRow r where r.copy in :copies and r.action = :failed and r.hard = false",
                                String.class)
                        .setParameter(
                                "copies", copies.stream().map(CopyId::value).toList())
                        .setParameter("failed", Report.Action.FAILED)
                        .getResultStream()
                        .map(CopyId::new)
                        .toList();
    }

    /** Newest first, one more than asked for; what only says that our own mail arrived is left out. */
    List<IncomingRow> list(Viewer viewer, @Nullable IncomingKind kind, @Nullable String mailbox, PageRequest page) {
        return PerOwner.first(viewer.visible(), page.limit() + 1, NEWEST, some -> list(some, kind, mailbox, page));
    }

    private List<IncomingRow> list(
            Set<UserId> owners, @Nullable IncomingKind kind, @Nullable String mailbox, PageRequest page) {
        var after = page.after();
        var query = database.createQuery(
                        "select r from IncomingRow r where r.owner in :owners and r.because <> :arrived"
                                + (kind == null ? "" : " and r.kind = :kind")
                                + (mailbox == null ? "" : " and r.mailbox = :mailbox")
                                + (after == null
                                        ? ""
                                        : " and r.receivedAt <= :at and (r.receivedAt < :at or r.id < :id)")
                                + " order by r.receivedAt desc, r.id desc",
                        IncomingRow.class)
                .setParameter("owners", owners.stream().map(UserId::value).toList())
                .setParameter("arrived", IncomingRow.ARRIVED);
        if (kind != null) {
            query.setParameter("kind", kind);
        }
        if (mailbox != null) {
            query.setParameter("mailbox", mailbox);
        }
        if (after != null) {
            query.setParameter("at", after.at()).setParameter("id", after.id());
        }
        return query.setMaxResults(page.limit() + 1).getResultList();
    }

    int forget(Instant before) {
        return OldRows.remove(database, IncomingRow.class, "id", "receivedAt", before);
    }
}
