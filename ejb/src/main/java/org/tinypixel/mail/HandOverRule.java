package org.tinypixel.mail;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tinypixel.engagement.DeliveryStatus;

/** Decides what becomes of a mail after an attempt. Pure. */
final class HandOverRule {
    /** A mail that was not taken by then has failed (RFC 5321, section 4.5.4.1, asks for four to five days of mail servers; people wait less). */
    static final Duration LONGEST_TRY = Duration.ofDays(3);

    private static final List<Duration> PAUSES = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30));
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /**
     * What is stored.
     *
     * @param shown the copy's delivery status
     * @param detail for people
     * @param nextAttempt null where there is none
     */
    record Decision(
            OutgoingState state,
            DeliveryStatus shown,
            String detail,
            @Nullable Instant nextAttempt) {}

    private HandOverRule() {}

    /**
     * The mail was offered to the relay.
     *
     * @param attempts failed ones before this
     * @param since when its days of trying began
     */
    static Decision afterAttempt(Outcome outcome, int attempts, Instant since, Instant now) {
        if (outcome instanceof Outcome.Sent sent) {
            return new Decision(OutgoingState.SENT, DeliveryStatus.SENT, sent.said(), null);
        }
        if (outcome instanceof Outcome.Refused refused) {
            return new Decision(
                    OutgoingState.REFUSED,
                    DeliveryStatus.BOUNCED,
                    RefusalRule.kind(refused.said()).sentence() + " The mail server refused it: " + refused.said(),
                    null);
        }
        if (outcome instanceof Outcome.Unknown unknown) {
            return notConfirmed(unknown.said());
        }
        return later(
                DeliveryStatus.DELAYED,
                "The mail server asked to try later: " + outcome.said(),
                pause(attempts),
                since,
                now);
    }

    /** The relay cannot be reached, so the mail was not even offered. The sentence names no time: the relay's own row does, for all of its mails. */
    static Decision relayDown(String said, Instant since, Instant now) {
        var reason = "The mail server cannot be used: " + sentence(said);
        return now.isAfter(since.plus(LONGEST_TRY))
                ? givenUp(reason)
                : new Decision(
                        OutgoingState.DUE,
                        DeliveryStatus.QUEUED,
                        reason + " It is tried again every few minutes.",
                        now);
    }

    /** An earlier worker ended between its intent and the answer. */
    static Decision afterCrash() {
        return notConfirmed("Tinypixel was interrupted while it handed the mail over.");
    }

    static Decision cancelled(String reason) {
        return new Decision(OutgoingState.CANCELLED, DeliveryStatus.CANCELLED, reason, null);
    }

    private static Decision notConfirmed(String said) {
        return new Decision(
                OutgoingState.NOT_CONFIRMED,
                DeliveryStatus.NOT_CONFIRMED,
                said + " It may have arrived, so it is not sent again by itself.",
                null);
    }

    private static Decision later(DeliveryStatus shown, String said, Duration pause, Instant since, Instant now) {
        var next = now.plus(pause);
        if (next.isAfter(since.plus(LONGEST_TRY))) {
            return givenUp(said);
        }
        return new Decision(
                OutgoingState.DUE, shown, sentence(said) + " Next attempt at " + CLOCK.format(next) + ".", next);
    }

    private static Decision givenUp(String said) {
        return new Decision(
                OutgoingState.FAILED,
                DeliveryStatus.FAILED,
                "Given up after " + LONGEST_TRY.toHours() + " hours. " + said,
                null);
    }

    private static Duration pause(int attempts) {
        return attempts < PAUSES.size() ? PAUSES.get(attempts) : LONGEST_PAUSE;
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }
}
