package org.tinypixel.tracking;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.Invalid;
import org.tinypixel.base.MessageId;
import org.tinypixel.base.UserId;
import org.tinypixel.privacy.Privacy;
import org.tinypixel.settings.Settings;

/** Makes the copies of a checked mail, stores them, and tells of them. */
@Dependent
final class Intake {
    /** All copies of one mail lie in memory together until they are stored. */
    private static final long MOST_BYTES = 300L * 1024 * 1024;

    private static final int LONGEST_REASON = 200;

    private final MessageRows rows;
    private final Privacy privacy;
    private final Tokens tokens;
    private final Settings settings;
    private final Event<MessageCreated> created;

    @Inject
    Intake(MessageRows rows, Privacy privacy, Tokens tokens, Settings settings, Event<MessageCreated> created) {
        this.rows = rows;
        this.privacy = privacy;
        this.tokens = tokens;
        this.settings = settings;
        this.created = created;
    }

    /**
     * A mail whose content is complete.
     *
     * @param mime as it leaves apart from tracking
     * @param test see {@link StoredMessage#test}
     */
    record Complete(MessageId id, UserId owner, Draft draft, byte[] mime, boolean test, Instant createdAt) {}

    /** An id for a new mail without one; another host never makes the same. */
    String messageIdHeader(MessageId id) {
        return id.value() + "@" + host();
    }

    String host() {
        return Objects.requireNonNullElse(settings.publicUrl().getHost(), "localhost");
    }

    boolean knows(String messageIdHeader) {
        return rows.hasHeader(messageIdHeader);
    }

    Messages.Created take(Complete complete) {
        var draft = complete.draft();
        if ((long) complete.mime().length * draft.to().size() > MOST_BYTES) {
            throw new Invalid("to", "A mail of this size has too many recipients: send it in several parts.");
        }
        var mail = TrackableMail.read(complete.mime(), settings.publicUrl());
        var copies = new ArrayList<TrackedCopy>();
        Untracked untracked = null;
        for (var recipient : draft.to()) {
            var decision = decide(recipient, draft, mail.obstacle());
            if (decision.opens() || decision.clicks()) {
                copies.add(tracked(mail, recipient, decision, draft));
            } else {
                untracked = untracked == null ? new Untracked(mail.make(null, null)) : untracked;
                copies.add(copy(recipient, decision, draft, untracked.made, null, List.of(), List.of()));
            }
        }
        var stored = new StoredMessage(
                complete.id(),
                complete.owner(),
                draft.from().address(),
                draft.from().name(),
                draft.subject(),
                Objects.requireNonNull(draft.messageIdHeader()),
                draft.references(),
                draft.campaign(),
                draft.template(),
                draft.sequence(),
                complete.test(),
                complete.createdAt(),
                copies.stream().map(TrackedCopy::copy).toList());
        rows.add(stored);
        rows.addMetadata(stored.id(), draft.metadata());
        created.fire(new MessageCreated(stored, draft.send()));
        return new Messages.Created(stored, copies, draft.send());
    }

    /** Content that all copies without tracking share. */
    private record Untracked(TrackableMail.Made made) {}

    private TrackingDecision decide(Draft.Recipient recipient, Draft draft, @Nullable String obstacle) {
        var refusal = privacy.refusesTracking(recipient.address()).orElse(draft.doubt());
        return new TrackingDecision(
                tokens,
                settings.publicUrl().toString(),
                CopyId.next(),
                TrackingRule.decide(refusal, draft.track(), obstacle, settings.viewTime()));
    }

    private static TrackedCopy tracked(
            TrackableMail mail, Draft.Recipient recipient, TrackingDecision decision, Draft draft) {
        var openUrl = decision.openUrl();
        var links = decision.clicks() ? mail.links() : List.<TrackableHtml.Link>of();
        var shown = new ArrayList<TrackedCopy.TrackedLink>();
        for (var i = 0; i < links.size(); i++) {
            var destination = links.get(i).destination();
            shown.add(new TrackedCopy.TrackedLink(destination.value(), decision.clickUrl(i, destination)));
        }
        var urls = decision.clicks()
                ? shown.stream().map(TrackedCopy.TrackedLink::trackedUrl).toList()
                : null;
        var stored = links.stream()
                .map(link -> new StoredCopy.Link(link.destination().value(), link.label()))
                .toList();
        return copy(recipient, decision, draft, mail.make(decision.pictures(), urls), openUrl, stored, shown);
    }

    private static TrackedCopy copy(
            Draft.Recipient recipient,
            TrackingDecision decision,
            Draft draft,
            TrackableMail.Made made,
            @Nullable String openUrl,
            List<StoredCopy.Link> stored,
            List<TrackedCopy.TrackedLink> links) {
        var reason = decision.notTracked();
        var copy = new StoredCopy(
                decision.copy(),
                recipient.address(),
                recipient.name(),
                decision.opens(),
                reason == null || reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON),
                stored,
                recipient.timeZone(),
                recipient.crm());
        var mime = offersStop(decision, draft)
                ? ListUnsubscribe.into(made.mime(), decision.unsubscribeUrl())
                : made.mime();
        return new TrackedCopy(copy, mime, html(draft, made), draft.text(), openUrl, links);
    }

    /** A person who is tracked, or whom a plan writes again, can say stop with one click. A mail that a person wrote to another stays as it is. */
    private static boolean offersStop(TrackingDecision decision, Draft draft) {
        return decision.opens()
                || decision.clicks()
                || draft.sequence() != null
                || draft.headers().containsKey("Auto-Submitted");
    }

    /** With the client's own line ends; inside a mail they are CR LF. */
    private static @Nullable String html(Draft draft, TrackableMail.Made made) {
        var given = draft.html();
        var html = made.html() == null ? given : made.html();
        return html == null || given == null || given.contains("\r") ? html : html.replace("\r\n", "\n");
    }
}
