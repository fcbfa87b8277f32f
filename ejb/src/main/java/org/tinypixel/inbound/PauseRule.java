package org.tinypixel.inbound;

import java.time.Duration;

/** How long a mailbox that cannot be read is left alone. Pure. */
final class PauseRule {
    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private PauseRule() {}

    /**
     * Doubles with each failure in a row; short enough that follow-ups, which wait for it, go on soon after it works again.
     *
     * @param failures in a row, this one among them
     */
    static Duration pause(int failures) {
        var doubled = FIRST.multipliedBy(1L << Math.min(Math.max(failures, 1) - 1, 10));
        return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    }
}
