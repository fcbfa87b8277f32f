package org.tinypixel.recipient;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tinypixel.access.Administration;
import org.tinypixel.access.Role;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Ids;
import org.tinypixel.base.NotFound;
import org.tinypixel.privacy.Privacy;
import org.tinypixel.tracking.Messages;
import org.tinypixel.tracking.StoredCopy;
import org.tinypixel.tracking.StoredMessage;

/** The side of the recipients: who wrote, what they wish, what they ask for. Whoever holds a copy's token may ask; a forwarded mail carries it too, so nothing here tells what was recorded. */
@Stateless
public class RecipientPages {
    @Inject
    Messages messages;

    @Inject
    Privacy privacy;

    @Inject
    EntityManager database;

    @Inject
    Administration administration;

    @Inject
    InstantSource clock;

    /**
     * Who sent the mail, and when.
     *
     * @param opens whether the mail carries a pixel
     * @param links how many of its links are counted
     */
    public record About(EmailAddress sender, @Nullable String senderName, Instant at, boolean opens, int links) {}

    /** What a person can ask of the organisation. */
    public enum Question {
        /** A copy of all that is stored. */
        @JsonProperty("data")
        DATA,
        /** That it is erased. */
        @JsonProperty("erasure")
        ERASURE
    }

    /**
     * One question that waits for an administrator.
     *
     * @param doneAt null while it waits
     */
    public record Request(
            String id,
            EmailAddress email,
            Question question,
            Instant askedAt,
            @Nullable Instant doneAt) {}

    /** Empty for a copy that is no longer stored. */
    public Optional<About> about(CopyId copy) {
        return messages.findByCopy(copy).map(message -> {
            var own = own(message, copy);
            return new About(
                    message.sender(),
                    message.senderName(),
                    message.createdAt(),
                    own.tracksOpens(),
                    own.links().size());
        });
    }

    /** Notes the wish of the copy's recipient for all mails, also those already sent; done when the transaction is committed. Of a copy that is no longer stored there is nobody left to note. */
    public void wish(CopyId copy, Privacy.Kind kind) {
        messages.findByCopy(copy)
                .ifPresent(message -> privacy.wish(
                        own(message, copy).recipient(), kind, "Wish of the recipient, on the page of a mail."));
    }

    /** Notes a question; the same one while it waits is one. */
    public void ask(CopyId copy, Question question) {
        messages.findByCopy(copy).ifPresent(message -> {
            var email = own(message, copy).recipient();
            var waits = database.createQuery(
                            "select count(r) from RequestRow r where r.email = :email and r.question = :question and r.doneAt is null",
                            Long.class)
                    .setParameter("email", email.value())
                    .setParameter("question", question)
                    .getSingleResult();
            if (waits == 0) {
                database.persist(new RequestRow(Ids.next(), email, question, clock.instant()));
            }
        });
    }

    /** What people asked for, those that wait first; for administrators. */
    public List<Request> requests(Viewer viewer) {
        viewer.mustBe(Role.ADMINISTRATOR);
        return database.createQuery(
                        "select r from RequestRow r order by case when r.doneAt is null then 0 else 1 end, r.askedAt desc, r.id",
                        RequestRow.class)
                .setMaxResults(500)
                .getResultStream()
                .map(RequestRow::shown)
                .toList();
    }

    /** Marks a question as answered. */
    public Request done(Viewer viewer, String id) {
        viewer.mustBe(Role.ADMINISTRATOR);
        var row = Optional.ofNullable(database.find(RequestRow.class, id))
                .orElseThrow(() -> new NotFound("There is no such request."));
        if (row.doneAt == null) {
            row.doneAt = clock.instant();
            administration.note(viewer, "request of a recipient answered", row.email + " (" + row.question + ")");
        }
        return row.shown();
    }

    private static StoredCopy own(StoredMessage message, CopyId copy) {
        return message.copies().stream()
                .filter(one -> one.id().equals(copy))
                .findFirst()
                .orElseThrow();
    }
}
