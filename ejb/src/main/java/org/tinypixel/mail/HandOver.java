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
import org.tinypixel.settings.Settings;

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

    @Inject
    Outbox outbox;

    @Inject
    OutgoingMails outgoing;

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
    Settings settings;

    @Inject
    InstantSource clock;

    /** Mails that are due, oldest first. */
    public List<Claim> claim(int limit) {
        return outbox.claim(Topic.MAIL, limit, CLAIM);
    }

    /**
     * Commits the intent to hand the mail over. Empty where there is nothing to hand over: somebody stopped it, an earlier worker began and did not finish (it is
     * now "not confirmed"), the lease was lost, or the built-in inbox took it.
     */
    public Optional<OutgoingMail> intent(Claim claim) {
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
        var refusal = refusal(row);
        if (refusal.isPresent()) {
            store(claim, row, HandOverRule.cancelled(refusal.get()), now, false);
            return Optional.empty();
        }
        if (settings.relay() instanceof Settings.Relay.Capture) {
            captured.keep(row, outgoing.content(row), now);
            var taken = new Outcome.Sent("Kept in the built-in inbox; nothing left this server.");
            store(claim, row, HandOverRule.afterAttempt(taken, claim.attempts(), row.createdAt, now), now, true);
            return Optional.empty();
        }
        row.handingOver(now);
        return Optional.of(new OutgoingMail(
                row.copy(),
                EmailAddress.of(row.sender),
                EmailAddress.of(row.recipient),
                outgoing.content(row),
                row.envelope()));
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
            store(claim, row, HandOverRule.afterAttempt(outcome, claim.attempts(), row.createdAt, now), now, false);
        }
    }

    /** The relay could not be reached before an intent was made; the mail stays queued. */
    public void relayDown(Claim claim, String said) {
        var now = clock.instant();
        if (!outbox.holds(claim)) {
            return;
        }
        outgoing.lock(claim.key())
                .filter(row -> row.state == OutgoingState.DUE)
                .ifPresentOrElse(
                        row -> store(
                                claim,
                                row,
                                HandOverRule.relayDown(said, claim.attempts(), row.createdAt, now),
                                now,
                                false),
                        // The intent decides about all others, and needs no relay for it.
                        () -> outbox.postpone(claim, now, said));
    }

    /** Refusals of the recipient first: they win over everything. */
    private Optional<String> refusal(OutgoingRow row) {
        return privacy.refusesMail(EmailAddress.of(row.recipient))
                .or(() -> questions.stream()
                        .flatMap(question -> question.refuse(row.copy()).stream())
                        .findFirst());
    }

    private void store(Claim claim, OutgoingRow row, HandOverRule.Decision decision, Instant now, boolean isCaptured) {
        row.becomes(decision.state(), now, decision.detail());
        if (decision.nextAttempt() == null) {
            outbox.done(claim);
        } else {
            outbox.retry(claim, decision.nextAttempt(), decision.detail());
        }
        // A mail that may not have arrived keeps its content for a while, so that a person can have it sent again.
        if (decision.nextAttempt() == null && decision.state() != OutgoingState.NOT_CONFIRMED) {
            outgoing.forgetContent(row);
        }
        engagements.delivery(row.copy(), new DeliveryChange(decision.shown(), now, decision.detail(), isCaptured));
        if (decision.nextAttempt() == null) {
            handedOver.fire(new HandedOver(row.copy(), decision.shown(), now, decision.detail()));
        }
    }
}
