package org.tinypixel.tracking;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.MessageId;
import org.tinypixel.base.UserId;
import org.tinypixel.privacy.Privacy;
import org.tinypixel.settings.Settings;

/** Makes the copies of a checked mail, stores them, and tells of them. */
@Dependent
final class Intake {
    private static final int LONGEST_REASON = 200;

    private final MessageRows rows;
    private final Privacy privacy;
    private final Tokens tokens;
    private final Settings settings;
    private final Event<MessageCreated> created;
    private final Supplier<Patience> patience;

    @Inject
    Intake(MessageRows rows, Privacy privacy, Tokens tokens, Settings settings, Event<MessageCreated> created) {
        this(rows, privacy, tokens, settings, created, Patience::begin);
    }

    Intake(
            MessageRows rows,
            Privacy privacy,
            Tokens tokens,
            Settings settings,
            Event<MessageCreated> created,
            Supplier<Patience> patience) {
        this.rows = rows;
        this.privacy = privacy;
        this.tokens = tokens;
        this.settings = settings;
        this.created = created;
        this.patience = patience;
    }

    /**
     * A mail whose content is complete.
     *
     * @param content as it leaves apart from tracking
     * @param test see {@link StoredMessage#test}
     */
    record Complete(MessageId id, UserId owner, Draft draft, ReadContent content, boolean test, Instant createdAt) {}

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
        var mail = TrackableMail.read(complete.content(), settings.publicUrl(), patience.get());
        var links = mail.links();
        var labels = links.stream()
                .map(link -> new StoredCopy.Link(link.destination().value(), link.label()))
                .toList();
        var copies = new ArrayList<TrackedCopy>();
        for (var recipient : draft.to()) {
            var decision = decide(recipient, draft, mail.obstacle());
            copies.add(copy(mail, links, labels, recipient, decision, draft));
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

    private TrackingDecision decide(Draft.Recipient recipient, Draft draft, @Nullable String obstacle) {
        var refusal = privacy.refusesTracking(recipient.address()).orElse(draft.doubt());
        return new TrackingDecision(
                tokens,
                settings.publicUrl().toString(),
                CopyId.next(),
                TrackingRule.decide(refusal, draft.track(), obstacle, settings.viewTime()),
                settings.judging().styleMarks());
    }

    private static TrackedCopy copy(
            TrackableMail mail,
            List<TrackableHtml.Link> links,
            List<StoredCopy.Link> labels,
            Draft.Recipient recipient,
            TrackingDecision decision,
            Draft draft) {
        var shown = new ArrayList<TrackedCopy.TrackedLink>();
        for (var i = 0; i < links.size() && decision.clicks(); i++) {
            var destination = links.get(i).destination();
            shown.add(new TrackedCopy.TrackedLink(destination.value(), decision.clickUrl(i, destination)));
        }
        var reason = decision.notTracked();
        var copy = new StoredCopy(
                decision.copy(),
                recipient.address(),
                recipient.name(),
                decision.opens(),
                reason == null || reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON),
                decision.clicks() ? labels : List.of(),
                recipient.timeZone(),
                recipient.crm());
        var filling = new TrackableMail.Filling(
                decision.pictures(),
                decision.clicks()
                        ? shown.stream()
                                .map(TrackedCopy.TrackedLink::trackedUrl)
                                .toList()
                        : null,
                offersStop(decision, draft) ? decision.unsubscribeUrl() : null);
        return new TrackedCopy(
                copy,
                () -> mail.make(filling),
                () -> html(draft, mail.html(filling)),
                draft.text(),
                decision.openUrl(),
                shown);
    }

    /** A person who is tracked, or whom a plan writes again, can say stop with one click. A mail that a person wrote to another stays as it is. */
    private static boolean offersStop(TrackingDecision decision, Draft draft) {
        return decision.opens()
                || decision.clicks()
                || draft.sequence() != null
                || draft.headers().containsKey("Auto-Submitted");
    }

    /** With the client's own line ends; inside a mail they are CR LF. */
    private static @Nullable String html(Draft draft, @Nullable String made) {
        var given = draft.html();
        var html = made == null ? given : made;
        return html == null || given == null || given.contains("\r") ? html : html.replace("\r\n", "\n");
    }
}
