package org.tinypixel.crm;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What follows from an outcome for its command and for its connection. Pure. */
final class SettleRule {
    static final Duration OLDEST = Duration.ofDays(3);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    private static final Duration LONGEST_ASKED = Duration.ofHours(24);
    private static final Duration UNTIL_RELEASED = Duration.ofHours(6);
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(15);

    private SettleRule() {}

    /** What becomes of a command. */
    sealed interface Settlement {
        /** Written; a note where there is something to say. */
        record Done(@Nullable String externalId, @Nullable String url) implements Settlement {}

        /** People deleted it in the CRM: it is not made again unless asked. */
        record Dropped(String note) implements Settlement {}

        /** Tried again. */
        record Again(Instant due, boolean counts, String error) implements Settlement {}

        /** Waits for the connection or for a person in the CRM; visible as parked. */
        record Parked(Instant due, String error) implements Settlement {}

        /** The person is looked up anew, then it is tried again. */
        record LookUp(Instant due, String error) implements Settlement {}

        record Dead(String error) implements Settlement {}
    }

    /**
     * One command's past.
     *
     * @param attempts counted ones before this
     * @param since when the oldest unwritten change came
     */
    record Past(int attempts, Instant since, List<Duration> pauses) {}

    /** @param jitter 0 to 1; spreads retries, so that a CRM that comes back is not met by all at once */
    static Settlement settle(Outcome outcome, Past past, int faults, Instant now, double jitter) {
        if (outcome instanceof Outcome.Ok ok) {
            return new Settlement.Done(ok.externalId(), ok.url());
        }
        if (outcome instanceof Outcome.Duplicate there) {
            return new Settlement.Done(there.externalId(), there.url());
        }
        if (outcome instanceof Outcome.Rejected rejected) {
            return new Settlement.Dead(rejected.text());
        }
        if (outcome instanceof Outcome.Forbidden forbidden) {
            return new Settlement.Dead(forbidden.text());
        }
        if (outcome instanceof Outcome.Gone gone && gone.what() == Outcome.What.RECORD) {
            return new Settlement.Dropped(gone.text());
        }
        if (outcome instanceof Outcome.Reauth refused) {
            return new Settlement.Again(now.plus(UNTIL_RELEASED), false, refused.text());
        }
        if (outcome instanceof Outcome.Misconfigured wrong) {
            return new Settlement.Parked(now.plus(LONGEST_PAUSE), wrong.text());
        }
        var tooOld = past.since().plus(OLDEST).isBefore(now);
        if (outcome instanceof Outcome.Gone gone) {
            return tooOld ? new Settlement.Dead(gone.text()) : new Settlement.LookUp(now.plus(LOOK_AGAIN), gone.text());
        }
        var retry = (Outcome.Retry) outcome;
        if (tooOld) {
            return new Settlement.Dead("Not written within " + OLDEST.toDays() + " days. Last answer: " + retry.text());
        }
        if (retry.scope() == Outcome.Scope.ACCOUNT) {
            return new Settlement.Again(pausedUntil(retry, faults, now, jitter), false, retry.text());
        }
        // A lost answer is no proof of a failure, so only proven ones use up the attempts.
        if (retry.certain() && past.attempts() >= past.pauses().size()) {
            return new Settlement.Dead(retry.text());
        }
        var pause = past.pauses().get(Math.min(past.attempts(), past.pauses().size() - 1));
        return new Settlement.Again(now.plus(longer(spread(pause, jitter), retry.after())), true, retry.text());
    }

    /** Nobody in the CRM has the address (yet). */
    static Settlement nobody(String address, Past past, Instant now) {
        var text = "Nobody in the CRM has the address " + address
                + ". Add it to the right person there; it is looked up again.";
        return past.since().plus(OLDEST).isBefore(now)
                ? new Settlement.Dead(text)
                : new Settlement.Parked(now.plus(LOOK_AGAIN), text);
    }

    /** The end of a connection's pause: what the CRM asked for, else longer with each fault in a row. */
    static Instant pausedUntil(Outcome.Retry retry, int faults, Instant now, double jitter) {
        var own = SHORTEST_PAUSE.multipliedBy(1L << Math.min(faults, 10));
        var pause = spread(own.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : own, jitter);
        var asked = retry.after();
        return now.plus(asked != null && asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : longer(pause, asked));
    }

    /** How a connection is after a batch. */
    record Health(
            ConnectionState state,
            @Nullable String text,
            @Nullable Instant until,
            int faults) {}

    /** The strongest outcome decides; a success alone makes a connection healthy again. Null: nothing was learned about the connection. */
    static @Nullable Health health(List<Outcome> outcomes, int faults, Instant now, double jitter) {
        Health health = null;
        for (var outcome : outcomes) {
            if (outcome instanceof Outcome.Reauth refused) {
                return new Health(ConnectionState.NEEDS_SIGN_IN, refused.text(), null, faults);
            } else if (outcome instanceof Outcome.Misconfigured wrong) {
                health = new Health(ConnectionState.DEGRADED, wrong.text(), now.plus(LONGEST_PAUSE), faults);
            } else if (outcome instanceof Outcome.Retry retry && retry.scope() == Outcome.Scope.ACCOUNT) {
                if (health == null || health.state() != ConnectionState.DEGRADED) {
                    health = new Health(
                            ConnectionState.PAUSED, retry.text(), pausedUntil(retry, faults, now, jitter), faults + 1);
                }
            } else if (health == null && !(outcome instanceof Outcome.Retry)) {
                health = new Health(ConnectionState.OK, null, null, 0);
            }
        }
        // A mixed batch ends unhealthy, but the CRM did answer: the pause starts from the shortest again.
        return health;
    }

    private static Duration spread(Duration pause, double jitter) {
        return pause.dividedBy(2).plusMillis((long) (pause.toMillis() / 2.0 * jitter));
    }

    private static Duration longer(Duration own, @Nullable Duration asked) {
        return asked != null && asked.compareTo(own) > 0 ? asked : own;
    }
}
