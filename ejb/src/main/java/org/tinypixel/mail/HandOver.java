package org.tinypixel.mail;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.engagement.DeliveryChange;
import org.tinypixel.engagement.Engagements;
import org.tinypixel.outbox.Claim;
import org.tinypixel.outbox.Outbox;
import org.tinypixel.outbox.Topic;
import org.tinypixel.privacy.Privacy;
import org.tinypixel.relay.Relays;
import org.tinypixel.tracking.CopyContent;

/**
 * The steps of handing one mail to the relay, each a transaction of its own: claim, intent, then (outside) SMTP, then the answer. The intent is committed before
 * {@code DATA}, and a mail with an intent and no answer is never offered again: at most one final dot is written for a mail whose fate is unknown.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class HandOver {
    /** A worker that dies before the intent costs this much time. */
    static final Duration CLAIM = Duration.ofMinutes(2);

    /** Longer than the wait for an answer to the final dot (ten minutes: RFC 5321, section 4.5.3.2.6). */
    static final Duration INTENT = Duration.ofMinutes(15);

    /** So many mails say why they wait; a screen says it of all. */
    private static final int TOLD = 50;

    @Inject
    Outbox outbox;

    @Inject
    OutgoingMails outgoing;

    @Inject
    MailContents contents;

    @Inject
    MailPieces pieces;

    @Inject
    CapturedMails captured;

    @Inject
    Engagements engagements;

    @Inject
    Privacy privacy;

    @Inject
    @Any
    Instance<BeforeHandOver> questions;

    @Inject
    Event<HandedOver> handedOver;

    @Inject
    Relays relays;

    @Inject
    Homes homes;

    @Inject
    InstantSource clock;

    /** Whether a mail for this relay is due. */
    public boolean isAnyDue(String relay) {
        return outbox.isAnyDue(Topic.MAIL, relay);
    }

    /** Mails for this relay that are due, oldest first. */
    public List<Claim> claim(String relay, int limit) {
        return outbox.claim(Topic.MAIL, relay, limit, CLAIM);
    }

    /**
     * Commits the intent to hand the mail over. Empty where there is nothing to hand over: somebody stopped it, an earlier worker began and did not finish (it is
     * now "not confirmed"), the lease was lost, the mail goes to another relay since, or the built-in inbox took it.
     *
     * @param relay the one that the worker is connected to
     */
    public Optional<OutgoingMail> intent(Claim claim, String relay) {
        var now = clock.instant();
        if (!outbox.extend(claim, INTENT)) {
            return Optional.empty();
        }
        var row = outgoing.lock(claim.key()).orElse(null);
        if (row == null || (row.state != OutgoingState.DUE && row.state != OutgoingState.HANDING_OVER)) {
            outbox.done(claim);
            return Optional.empty();
        }
        if (row.state == OutgoingState.HANDING_OVER) {
            store(claim, row, HandOverRule.afterCrash(), now, false);
            return Optional.empty();
        }
        if (!row.relay.equals(relay)) {
            outbox.move(Topic.MAIL, List.of(row.id), row.relay);
            outbox.postpone(claim, now, "It goes to another mail server now.");
            return Optional.empty();
        }
        var refusal = refusal(row);
        if (refusal.isPresent()) {
            store(claim, row, HandOverRule.cancelled(refusal.get()), now, false);
            return Optional.empty();
        }
        if (relays.find(relay).filter(known -> known.server() == null).isPresent()) {
            captured.keep(row, content(row), outgoing.bytes(row), now);
            var taken = new Outcome.Sent("Kept in the built-in inbox; nothing left this server.");
            store(claim, row, HandOverRule.afterAttempt(taken, claim.attempts(), row.since(), now), now, true);
            return Optional.empty();
        }
        row.handingOver(now);
        return Optional.of(new OutgoingMail(
                row.copy(), EmailAddress.of(row.sender), EmailAddress.of(row.recipient), content(row), row.envelope()));
    }

    /** A small one is read here, where a transaction is open; a large one is read while it is sent. */
    private CopyContent content(OutgoingRow row) {
        var bytes = outgoing.bytes(row);
        var shared = row.contentId;
        if (shared == null) {
            return CopyContent.of(bytes);
        }
        var here = CopyContent.of(bytes, () -> new PieceStream(place -> contents.piece(shared, place)));
        return here.length() <= MailContents.PIECE
                ? CopyContent.of(here.bytes())
                : CopyContent.of(bytes, () -> new PieceStream(place -> pieces.piece(shared, place)));
    }

    /** Brings what was committed to the disk; called between the intent and {@code DATA}, since a lost intent could send a mail twice. */
    public void force() {
        outgoing.force();
    }

    /**
     * Stores how the attempt ended. A worker whose lease was lost meanwhile still brings the answer: it alone knows what the server said, and since then the
     * mail was at most marked as not confirmed.
     */
    public void settle(Claim claim, Outcome outcome) {
        var now = clock.instant();
        // Locks in the order of the intent; whether the lease still holds is asked again where the outbox row is
        // changed.
        outbox.holds(claim);
        var row = outgoing.lock(claim.key()).orElse(null);
        if (row == null) {
            return;
        }
        var known = outcome instanceof Outcome.Sent || outcome instanceof Outcome.Refused;
        if (row.state == OutgoingState.HANDING_OVER || (row.state == OutgoingState.NOT_CONFIRMED && known)) {
            store(claim, row, HandOverRule.afterAttempt(outcome, claim.attempts(), row.since(), now), now, false);
        }
    }

    /** Gives back what was claimed and not begun, for example since the relay's rate is used up. */
    public void giveBack(Claim claim) {
        // By the time of its taking in, so that it stays before those that came later.
        var due = outgoing.find(claim.key()).map(row -> row.createdAt).orElse(Instant.EPOCH);
        outbox.postpone(claim, due, "");
    }

    /**
     * A relay cannot be used: tells it at the mails that wait longest, and gives up those whose time is over. Attempts are not counted, and the order of the mails
     * stays.
     */
    public void relayDown(String relay, String said) {
        var now = clock.instant();
        for (var id : outgoing.waiting(relay, TOLD)) {
            var claim = outbox.claimOne(Topic.MAIL, id, CLAIM).orElse(null);
            var row = claim == null || !outbox.holds(claim)
                    ? null
                    : outgoing.lock(id)
                            .filter(found -> found.state == OutgoingState.DUE)
                            .orElse(null);
            if (claim == null || row == null) {
                continue;
            }
            var decision = HandOverRule.relayDown(said, row.since(), now);
            if (decision.nextAttempt() == null) {
                store(claim, row, decision, now, false);
            } else {
                if (!decision.detail().equals(row.reply)) {
                    tell(row, decision, now, false);
                }
                outbox.postpone(claim, row.createdAt, decision.detail());
            }
        }
    }

    /** Finds mails whose worker died between its intent and the answer; they need no relay to be "not confirmed". */
    public void abandoned() {
        var now = clock.instant();
        for (var id : outgoing.handingOverSince(now.minus(INTENT))) {
            outbox.claimOne(Topic.MAIL, id, CLAIM)
                    .filter(outbox::holds)
                    .ifPresent(claim -> outgoing.lock(id)
                            .filter(row -> row.state == OutgoingState.HANDING_OVER)
                            .ifPresent(row -> store(claim, row, HandOverRule.afterCrash(), now, false)));
        }
    }

    /** Gives mails that wait to the relays that their senders have now. */
    public void rehome() {
        homes.rehome();
    }

    /** Refusals of the recipient first: they win over everything. */
    private Optional<String> refusal(OutgoingRow row) {
        return privacy.refusesMail(EmailAddress.of(row.recipient))
                .or(() -> questions.stream()
                        .flatMap(question -> question.refuse(row.copy()).stream())
                        .findFirst());
    }

    private void store(Claim claim, OutgoingRow row, HandOverRule.Decision decision, Instant now, boolean isCaptured) {
        tell(row, decision, now, isCaptured);
        if (decision.nextAttempt() == null) {
            outbox.done(claim);
        } else {
            outbox.retry(claim, decision.nextAttempt(), decision.detail());
        }
        // A mail that did not arrive for sure keeps its content for a while, so that a person can have it sent again.
        if (decision.nextAttempt() == null
                && decision.state() != OutgoingState.NOT_CONFIRMED
                && decision.state() != OutgoingState.FAILED) {
            contents.forget(outgoing.forgetContent(row));
        }
        if (decision.nextAttempt() == null) {
            handedOver.fire(new HandedOver(row.copy(), decision.shown(), now, decision.detail()));
        }
    }

    private void tell(OutgoingRow row, HandOverRule.Decision decision, Instant now, boolean isCaptured) {
        row.becomes(decision.state(), now, decision.detail());
        engagements.delivery(row.copy(), new DeliveryChange(decision.shown(), now, decision.detail(), isCaptured));
    }
}
