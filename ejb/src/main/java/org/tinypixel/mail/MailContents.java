package org.tinypixel.mail;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.Ids;
import org.tinypixel.database.Rows;
import org.tinypixel.settings.Settings;
import org.tinypixel.tracking.SharedContent;

/** What the copies of one mail share, kept once for all that wait and all that were captured. */
@Dependent
final class MailContents {
    /** In bytes; so much of a mail is in memory at once. */
    static final int PIECE = 256 * 1024;

    /** H2 keeps what was written in this heap until it has a dozen megabytes, and again as much while it brings them to its file. */
    private static final int PIECES_IN_HEAP = 4;

    private final EntityManager database;
    private final boolean embedded;

    @Inject
    MailContents(EntityManager database, Settings settings) {
        this(database, !settings.database().isPostgreSql());
    }

    MailContents(EntityManager database, boolean embedded) {
        this.database = database;
        this.embedded = embedded;
    }

    /** Gives the id under which it is kept. */
    String keep(SharedContent shared) {
        var id = Ids.next();
        try (var in = shared.open()) {
            var place = 0;
            for (var piece = in.readNBytes(PIECE); piece.length > 0 || place == 0; piece = in.readNBytes(PIECE)) {
                database.createNativeQuery(
                                "insert into mail_content (id, place, content) values (:id, :place, :content)")
                        .setParameter("id", id)
                        .setParameter("place", place++)
                        .setParameter("content", piece)
                        .executeUpdate();
                if (embedded && place % PIECES_IN_HEAP == 0) {
                    database.createNativeQuery("checkpoint").executeUpdate();
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading from memory", impossible);
        }
        return id;
    }

    /** Empty behind the last. */
    Optional<byte[]> piece(String id, int place) {
        return Rows.of(
                        database.createNativeQuery(
                                        "select content from mail_content where id = :id and place = :place",
                                        byte[].class)
                                .setParameter("id", id)
                                .setParameter("place", place),
                        byte[].class)
                .stream()
                .findFirst();
    }

    /** Removes it where no mail has it any more; the last two mails of it may be finished at the same time. */
    void forget(@Nullable String id) {
        if (id == null) {
            return;
        }
        database.createNativeQuery("select place from mail_content where id = :id and place = 0 for update")
                .setParameter("id", id)
                .getResultList();
        var used = database.createNativeQuery("""
                        select 1 from outgoing_mail where content_id = :id
                        union all select 1 from captured_mail where content_id = :id
                        """)
                .setParameter("id", id)
                .setMaxResults(1)
                .getResultList();
        if (used.isEmpty()) {
            database.createNativeQuery("delete from mail_content where id = :id")
                    .setParameter("id", id)
                    .executeUpdate();
        }
    }

    /** The same for all of them. */
    void forgetUnused() {
        database.createNativeQuery("""
                        delete from mail_content
                        where not exists (select 1 from outgoing_mail o where o.content_id = mail_content.id)
                          and not exists (select 1 from captured_mail c where c.content_id = mail_content.id)
                        """).executeUpdate();
    }
}
