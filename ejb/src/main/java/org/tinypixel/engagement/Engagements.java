package org.tinypixel.engagement;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.StableKey;
import org.tinypixel.base.Times;
import org.tinypixel.outbox.Outbox;
import org.tinypixel.outbox.Topic;

/** What became of each copy: the one read model behind screens, API, CRM, follow-ups and reports. */
@Stateless
public class Engagements {
    @Inject
    CopyRows rows;

    @Inject
    CopyQueries queries;

    @Inject
    Facts facts;

    @Inject
    Outbox outbox;

    @Inject
    InstantSource clock;

    /** A copy's state, for trusted code inside the application. */
    public Optional<CopyState> state(CopyId copy) {
        return rows.read(copy).map(EngagementRow::state);
    }

    /**
     * Notes news of a copy's delivery and folds the copy again; older news never replaces newer, a bounce stays, and the same news twice is one. News of a
     * copy that is not there (erased) is dropped.
     */
    public void delivery(CopyId copy, DeliveryChange change) {
        facts.add(
                List.of(copy),
                new Evidence(Evidence.Kind.DELIVERY, change.status(), change.at(), change.detail(), change.captured()));
    }

    /** Notes a human reply (mailbox or CRM saw it); stops what waits for one. */
    public void reply(CopyId copy, Instant at, String detail) {
        facts.add(List.of(copy), new Evidence(Evidence.Kind.REPLY, null, at, detail, false));
    }

    /** Notes that somebody who was no recipient replied to the copy, so that it was forwarded; it is no reply of the recipient's. Told again it is one. */
    public void otherAddressReply(CopyId copy, Instant at, String detail) {
        facts.remark(copy, new Remark(null, Remark.What.OTHER_REPLY, at, detail));
    }

    /** News from the recipient's side that change no figure. */
    public enum News {
        /** A program answered for the recipient. */
        AUTO_REPLY,
        /** Somebody who was no recipient answered. */
        OTHER_REPLY,
        /** The mail program says that the mail was displayed. */
        READ_RECEIPT,
        /** A mail server said something that settles nothing. */
        NOTICE,
        /** The recipient called it spam. */
        COMPLAINT,
        /** The recipient asked by mail for no more mail. */
        UNSUBSCRIBE
    }

    /** Puts such news into the copy's history; told again it is one. */
    public void tell(CopyId copy, Instant at, News news, String text) {
        var when = Times.micros(at);
        rows.lock(copy).ifPresent(row -> {
            var id = StableKey.of("news", copy.value(), news.name(), when.toString());
            if (rows.addNew(new TimelineRow(id, row, when, Shown.wire(news), text))) {
                rows.add(List.of(new LiveChangeRow(row, clock.instant(), null)));
            }
        });
    }

    /** The recipient is away until then, as an automatic reply says; null where it does not say. */
    public void away(CopyId copy, @Nullable LocalDate returnsOn) {
        rows.lock(copy).ifPresent(row -> row.awayUntil = returnsOn);
    }

    /** The newest mail of one of these senders to the address that was sent within the time; tests are none. */
    public Optional<CopyId> lastMail(
            EmailAddress recipient, Collection<EmailAddress> senders, Instant from, Instant to) {
        return senders.isEmpty() ? Optional.empty() : queries.lastMail(recipient, senders, from, to);
    }

    /**
     * Puts a line into the copy's history ({@code GET /messages/id/events}), for example a follow-up's decision; the same line twice is one. News of a
     * follow-up is also told to other systems.
     */
    public void note(CopyId copy, Instant at, EventType type, String text) {
        var when = Times.micros(at);
        rows.lock(copy).ifPresent(row -> {
            var id = StableKey.of("note", copy.value(), type.name(), when.toString(), text);
            if (rows.addNew(new TimelineRow(id, row, when, Shown.wire(type), text))
                    && type == EventType.FOLLOW_UP
                    && !row.test) {
                outbox.put(Topic.ENGAGEMENT, copy + "|" + type, clock.instant());
            }
        });
    }

    /** A line that {@link #note} put into the history. */
    public record Note(Instant at, String text) {}

    /** The newest line of this type that was noted for the copy, for trusted code inside the application. */
    public Optional<Note> lastNote(CopyId copy, EventType type) {
        return queries.lastNote(copy, type);
    }

    /**
     * Copies by the time of sending (or of taking in, while not sent), oldest first, for reports, without tests; read inside the caller's transaction and
     * closed by the caller. Rows come in portions, so that a long list needs little memory.
     */
    public Stream<CopyState> rows(Viewer viewer, CopyFilter filter) {
        return queries.rows(viewer, filter);
    }

    /**
     * Which copies; null means any.
     *
     * @param from inclusive
     * @param to exclusive
     * @param team the id of a team
     * @param person the id or the address of a user
     */
    public record CopyFilter(
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String team,
            @Nullable String person,
            @Nullable String campaign,
            @Nullable String template,
            @Nullable String sequence) {}
}
