package org.tinypixel.mail;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tinypixel.access.Role;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.Ids;
import org.tinypixel.base.NotFound;
import org.tinypixel.base.PageRequest;
import org.tinypixel.base.UserId;
import org.tinypixel.database.Rows;
import org.tinypixel.tracking.Messages;

/** The rows behind {@link CapturedInbox}. */
@Dependent
final class CapturedMails {
    private static final int LONGEST_SUBJECT = 1000;

    private final EntityManager database;
    private final Messages messages;

    @Inject
    CapturedMails(EntityManager database, Messages messages) {
        this.database = database;
        this.messages = messages;
    }

    void keep(OutgoingRow mail, byte[] content, Instant now) {
        var message = messages.findByCopy(mail.copy());
        var subject = MimeReader.subject(content);
        database.createNativeQuery("""
                        insert into captured_mail
                            (id, captured_at, owner_id, copy_id, message_id, sender, recipient, subject, size_bytes, content)
                        values (:id, :at, :owner, :copy, :message, :sender, :recipient, :subject, :size, :content)
                        """)
                .setParameter("id", Ids.next())
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
                .setParameter("size", (long) content.length)
                .setParameter("content", content)
                .executeUpdate();
    }

    /** Newest first, one row more than asked for. */
    List<CapturedRow> list(Viewer viewer, PageRequest page) {
        var after = page.after();
        var query = database.createQuery(
                "select r from CapturedRow r where (r.ownerId in :owners or (r.ownerId is null and :all = true))"
                        + (after == null ? "" : " and (r.capturedAt < :at or (r.capturedAt = :at and r.id < :id))")
                        + " order by r.capturedAt desc, r.id desc",
                CapturedRow.class);
        if (after != null) {
            query.setParameter("at", after.at()).setParameter("id", after.id());
        }
        return query.setParameter(
                        "owners", viewer.visible().stream().map(UserId::value).toList())
                .setParameter("all", viewer.is(Role.ADMINISTRATOR))
                .setMaxResults(page.limit() + 1)
                .getResultList();
    }

    /** {@link NotFound} also for a mail that the viewer may not see. */
    CapturedRow find(Viewer viewer, String id) {
        return Optional.ofNullable(database.find(CapturedRow.class, id))
                .filter(row ->
                        row.ownerId == null ? viewer.is(Role.ADMINISTRATOR) : viewer.sees(new UserId(row.ownerId)))
                .orElseThrow(() -> new NotFound("There is no such mail; captured mails are kept for "
                        + CapturedInbox.KEPT.toDays() + " days."));
    }

    byte[] content(CapturedRow row) {
        return Rows.of(
                        database.createNativeQuery("select content from captured_mail where id = :id", byte[].class)
                                .setParameter("id", row.id),
                        byte[].class)
                .get(0);
    }

    void delete(CapturedRow row) {
        database.remove(row);
    }

    int deleteBefore(Instant time) {
        return database.createQuery("delete from CapturedRow r where r.capturedAt < :time")
                .setParameter("time", time)
                .executeUpdate();
    }
}
