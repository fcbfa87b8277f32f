package org.tinypixel.relay;

import java.time.Duration;

/** How long a server that cannot be used is left alone. Pure. */
final class RestRule {
    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private RestRule() {}

    /**
     * Doubles with each failure in a row, since all its mails wait for one knock.
     *
     * @param failures in a row, this one among them
     */
    static Duration rest(int failures) {
        var doubled = FIRST.multipliedBy(1L << Math.min(Math.max(failures, 1) - 1, 10));
        return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    }
}
