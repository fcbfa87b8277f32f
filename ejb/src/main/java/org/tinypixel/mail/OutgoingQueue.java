package org.tinypixel.mail;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.Conflict;
import org.tinypixel.base.NotFound;
import org.tinypixel.base.Page;
import org.tinypixel.base.PageRequest;
import org.tinypixel.base.UserId;
import org.tinypixel.engagement.DeliveryChange;
import org.tinypixel.engagement.DeliveryStatus;
import org.tinypixel.engagement.Engagements;
import org.tinypixel.outbox.Outbox;
import org.tinypixel.outbox.OutboxState;
import org.tinypixel.outbox.Topic;
import org.tinypixel.relay.Relay;
import org.tinypixel.relay.Relays;

/** The outgoing mails as people see them, and what they can do with one. A person sees those of the people whose mails that person sees. */
@Stateless
public class OutgoingQueue {
    @Inject
    OutgoingMails outgoing;

    @Inject
    MailContents contents;

    @Inject
    Outbox outbox;

    @Inject
    Relays relays;

    @Inject
    Engagements engagements;

    @Inject
    Event<HandedOver> handedOver;

    @Inject
    InstantSource clock;

    /** Newest first. */
    public Page<QueueView> list(Viewer viewer, QueueFilter filter, PageRequest page) {
        var known = relays.all().stream().collect(Collectors.toMap(Relay::id, Function.identity()));
        var now = clock.instant();
        return Page.of(
                        outgoing.list(viewer, filter, page),
                        page.limit(),
                        row -> new PageRequest.Mark(row.createdAt, row.id).cursor())
                .map(row -> view(row, known, now));
    }

    /** One mail; {@link NotFound} also for one that the viewer may not see. */
    public QueueView find(Viewer viewer, String id) {
        return view(seen(viewer, id));
    }

    /**
     * Sends a mail again whose hand-over was not confirmed or was given up: the same bytes under the same Message-ID. {@link Conflict} for any other, and where its
     * content was forgotten.
     */
    public QueueView repeat(Viewer viewer, String id) {
        var relay = seen(viewer, id).relay;
        // The outbox row first, as everywhere: whoever locks both in another order could wait for ever.
        outbox.put(Topic.MAIL, id, Instant.EPOCH, relay);
        var row = outgoing.lock(id).orElseThrow(OutgoingQueue::none);
        if (row.state != OutgoingState.NOT_CONFIRMED && row.state != OutgoingState.FAILED) {
            throw new Conflict("Only a mail whose hand-over is not confirmed or was given up can be sent again.");
        }
        if (!row.hasContent) {
            throw new Conflict(
                    "The mail was kept for " + CapturedInbox.KEPT.toDays() + " days and is gone: write it again.");
        }
        var now = clock.instant();
        var said = "Sent again by " + viewer.name() + ".";
        row.again(now, said);
        engagements.delivery(row.copy(), new DeliveryChange(DeliveryStatus.QUEUED, now, said, false));
        return view(row);
    }

    /** Makes a waiting mail due at once, and its relay is knocked at whatever it said before. */
    public QueueView tryNow(Viewer viewer, String id) {
        seen(viewer, id);
        outbox.replay(Topic.MAIL, id);
        var row = outgoing.lock(id).orElseThrow(OutgoingQueue::none);
        if (row.state != OutgoingState.DUE) {
            throw new Conflict(
                    "This mail does not wait: " + QueueView.State.of(row.state).label() + ".");
        }
        relays.knock(row.relay);
        return view(row);
    }

    /** Takes back a mail that waits; {@link Conflict} where it is being handed over or gone. */
    public QueueView withdraw(Viewer viewer, String id) {
        seen(viewer, id);
        outbox.remove(Topic.MAIL, id);
        var row = outgoing.lock(id).orElseThrow(OutgoingQueue::none);
        if (row.state != OutgoingState.DUE) {
            throw new Conflict(
                    row.state == OutgoingState.HANDING_OVER
                            ? "This mail is being handed over at this moment, so it cannot be taken back."
                            : "This mail does not wait: "
                                    + QueueView.State.of(row.state).label() + ".");
        }
        var now = clock.instant();
        var decision = HandOverRule.cancelled("Withdrawn by " + viewer.name() + ".");
        row.becomes(decision.state(), now, decision.detail());
        contents.forget(outgoing.forgetContent(row));
        engagements.delivery(row.copy(), new DeliveryChange(decision.shown(), now, decision.detail(), false));
        handedOver.fire(new HandedOver(row.copy(), decision.shown(), now, decision.detail()));
        return view(row);
    }

    private OutgoingRow seen(Viewer viewer, String id) {
        return outgoing.find(id)
                .filter(row -> row.ownerId != null && viewer.sees(new UserId(row.ownerId)))
                .orElseThrow(OutgoingQueue::none);
    }

    private QueueView view(OutgoingRow row) {
        return view(
                row, relays.all().stream().collect(Collectors.toMap(Relay::id, Function.identity())), clock.instant());
    }

    private QueueView view(OutgoingRow row, Map<String, Relay> known, Instant now) {
        var relay = known.get(row.relay);
        var waits = row.state == OutgoingState.DUE;
        var queued = waits ? outbox.state(Topic.MAIL, row.id).orElse(null) : null;
        var state = QueueView.State.of(row.state);
        return new QueueView(
                row.id,
                row.copyId,
                row.messageId,
                row.subject,
                row.sender,
                row.recipient,
                state,
                state.label(),
                waits ? reason(row, relay) : row.reply,
                queued == null ? 0 : queued.attempts(),
                waits ? nextAttempt(queued, relay, now) : null,
                row.createdAt,
                row.settledAt,
                new QueueView.Relay(row.relay, relay == null ? "removed" : relay.name()),
                actions(row));
    }

    private @Nullable String reason(OutgoingRow row, @Nullable Relay relay) {
        if (relay != null && !relay.enabled()) {
            return "The mail server “" + relay.name() + "” is switched off.";
        }
        var down = relays.health(row.relay).reason();
        return down == null ? row.reply : "The mail server cannot be used: " + down;
    }

    private @Nullable Instant nextAttempt(@Nullable OutboxState queued, @Nullable Relay relay, Instant now) {
        if (queued == null || relay == null || !relay.enabled()) {
            return null;
        }
        var due = queued.due().isBefore(now) ? now : queued.due();
        var rest = relays.health(relay.id()).restsUntil();
        return rest != null && rest.isAfter(due) ? rest : due;
    }

    private List<QueueView.Action> actions(OutgoingRow row) {
        return switch (row.state) {
            case DUE -> List.of(QueueView.Action.TRY, QueueView.Action.WITHDRAW);
            case NOT_CONFIRMED, FAILED -> row.hasContent ? List.of(QueueView.Action.REPEAT) : List.of();
            case HANDING_OVER, SENT, REFUSED, CANCELLED -> List.of();
        };
    }

    private static NotFound none() {
        return new NotFound("There is no such outgoing mail.");
    }
}
