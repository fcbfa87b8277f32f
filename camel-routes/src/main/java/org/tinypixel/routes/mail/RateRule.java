package org.tinypixel.routes.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Counts the mails of the last sixty seconds, so that a server gets no more in any minute than it wants. */
final class RateRule {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Deque<Instant> sent = new ArrayDeque<>();

    /** How many may go now, without counting them. */
    synchronized int free(int perMinute, Instant now) {
        if (perMinute <= 0) {
            return Integer.MAX_VALUE;
        }
        forget(now);
        return Math.max(0, perMinute - sent.size());
    }

    /** Counts one mail, unless that would be one too many. */
    synchronized boolean take(int perMinute, Instant now) {
        if (free(perMinute, now) == 0) {
            return false;
        }
        if (perMinute > 0) {
            sent.add(now);
        }
        return true;
    }

    /** What lies in the future was counted before the clock was set back. */
    private void forget(Instant now) {
        sent.removeIf(at -> at.isAfter(now) || !at.isAfter(now.minus(MINUTE)));
    }
}
