package org.tinypixel.mail;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Optional;
import org.tinypixel.base.CopyId;
import org.tinypixel.database.Rows;
import org.tinypixel.settings.Settings;

/** The rows behind {@link Mail} and {@link HandOver}. */
@Dependent
final class OutgoingMails {
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

    void add(OutgoingRow row, byte[] content) {
        database.persist(row);
        database.flush();
        database.createNativeQuery("update outgoing_mail set content = :content where id = :id")
                .setParameter("content", content)
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

    byte[] content(OutgoingRow row) {
        var found = Rows.of(
                database.createNativeQuery(
                                "select content from outgoing_mail where id = :id and content is not null",
                                byte[].class)
                        .setParameter("id", row.id),
                byte[].class);
        if (found.isEmpty()) {
            throw new IllegalStateException("the content of outgoing mail " + row.id + " is gone");
        }
        return found.get(0);
    }

    void forgetContent(OutgoingRow row) {
        database.createNativeQuery("update outgoing_mail set content = null where id = :id")
                .setParameter("id", row.id)
                .executeUpdate();
    }

    /** Forgets contents that were kept for a person's decision; gives how many. */
    int forgetContents(Instant settledBefore) {
        return database.createNativeQuery(
                        "update outgoing_mail set content = null where settled_at < :before and content is not null")
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
