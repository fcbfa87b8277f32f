package org.tinypixel.mail;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tinypixel.access.PerOwner;
import org.tinypixel.access.Role;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.Ids;
import org.tinypixel.base.NotFound;
import org.tinypixel.base.PageRequest;
import org.tinypixel.base.UserId;
import org.tinypixel.database.OldRows;
import org.tinypixel.database.Rows;
import org.tinypixel.tracking.CopyContent;
import org.tinypixel.tracking.Messages;

/** The rows behind {@link CapturedInbox}. */
@Dependent
final class CapturedMails {
    private static final int LONGEST_SUBJECT = 1000;

    private static final Comparator<CapturedRow> NEWEST = Comparator.comparing((CapturedRow row) -> row.capturedAt)
            .thenComparing(row -> row.id)
            .reversed();

    private final EntityManager database;
    private final MailContents contents;
    private final Messages messages;

    @Inject
    CapturedMails(EntityManager database, MailContents contents, Messages messages) {
        this.database = database;
        this.contents = contents;
        this.messages = messages;
    }

    /**
     * Keeps a mail as it would have left.
     *
     * @param stored see {@link OutgoingMails#bytes}
     */
    void keep(OutgoingRow mail, CopyContent content, byte[] stored, Instant now) {
        var message = messages.findByCopy(mail.copy());
        var subject = subject(content);
        var id = Ids.next();
        database.createNativeQuery("""
                        insert into captured_mail
                            (id, captured_at, owner_id, copy_id, message_id, sender, recipient, subject, size_bytes, content_id)
                        values (:id, :at, :owner, :copy, :message, :sender, :recipient, :subject, :size, :shared)
                        """)
                .setParameter("id", id)
                .setParameter("at", now)
                .setParameter(
                        "owner", message.map(found -> found.owner().value()).orElse(null))
                .setParameter("copy", mail.copyId)
                .setParameter(
                        "message", message.map(found -> found.id().value()).orElse(null))
                .setParameter("sender", mail.sender)
                .setParameter("recipient", mail.recipient)
                .setParameter(
                        "subject",
                        subject.length() <= LONGEST_SUBJECT ? subject : subject.substring(0, LONGEST_SUBJECT))
                .setParameter("size", (long) content.length())
                .setParameter("shared", mail.contentId)
                .executeUpdate();
        database.createNativeQuery("update captured_mail set " + column(mail.contentId) + " = :bytes where id = :id")
                .setParameter("bytes", stored)
                .setParameter("id", id)
                .executeUpdate();
    }

    private static String column(@Nullable String shared) {
        return shared == null ? "content" : "own";
    }

    /** No header is longer than this (see {@link MimeReader}). */
    private static String subject(CopyContent content) {
        try (var in = content.open()) {
            return MimeReader.subject(in.readNBytes(2 * MailContents.PIECE));
        } catch (IOException broken) {
            throw new UncheckedIOException("the content of a captured mail cannot be read", broken);
        }
    }

    /** Newest first, one row more than asked for. */
    List<CapturedRow> list(Viewer viewer, PageRequest page) {
        var limit = page.limit() + 1;
        var owned = PerOwner.first(viewer.visible(), limit, NEWEST, some -> list("in :owners", some, page));
        return viewer.is(Role.ADMINISTRATOR)
                ? Stream.concat(owned.stream(), list("is null", Set.of(), page).stream())
                        .sorted(NEWEST)
                        .limit(limit)
                        .toList()
                : owned;
    }

    private List<CapturedRow> list(String whose, Set<UserId> owners, PageRequest page) {
        var after = page.after();
        var query = database.createQuery(
                "select r from CapturedRow r where r.ownerId " + whose
                        + (after == null ? "" : " and r.capturedAt <= :at and (r.capturedAt < :at or r.id < :id)")
                        + " order by r.capturedAt desc, r.id desc",
                CapturedRow.class);
        if (!owners.isEmpty()) {
            query.setParameter("owners", owners.stream().map(UserId::value).toList());
        }
        if (after != null) {
            query.setParameter("at", after.at()).setParameter("id", after.id());
        }
        return query.setMaxResults(page.limit() + 1).getResultList();
    }

    /** {@link NotFound} also for a mail that the viewer may not see. */
    CapturedRow find(Viewer viewer, String id) {
        return Optional.ofNullable(database.find(CapturedRow.class, id))
                .filter(row ->
                        row.ownerId == null ? viewer.is(Role.ADMINISTRATOR) : viewer.sees(new UserId(row.ownerId)))
                .orElseThrow(() -> new NotFound("There is no such mail; captured mails are kept for "
                        + CapturedInbox.KEPT.toDays() + " days."));
    }

    CopyContent content(CapturedRow row) {
        var bytes = Rows.of(
                        database.createNativeQuery(
                                        "select " + column(row.contentId) + " from captured_mail where id = :id",
                                        byte[].class)
                                .setParameter("id", row.id),
                        byte[].class)
                .get(0);
        var shared = row.contentId;
        return shared == null
                ? CopyContent.of(bytes)
                : CopyContent.of(bytes, () -> new PieceStream(place -> contents.piece(shared, place)));
    }

    void delete(CapturedRow row) {
        database.remove(row);
        database.flush();
        contents.forget(row.contentId);
    }

    /** Some of them; 0 where none was left. */
    int deleteBefore(Instant time) {
        return OldRows.remove(database, CapturedRow.class, "id", "capturedAt", time);
    }
}
