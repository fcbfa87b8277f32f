package org.tinypixel.access;

import java.time.Duration;

/** How long to wait after wrong passwords, the same for every way of signing in. Pure. */
public final class GuessDelay {
    private static final int FREE_ATTEMPTS = 5;
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private GuessDelay() {}

    /** Nothing for the first four wrong passwords in a row, then 2 s, doubled each time, up to a quarter of an hour. */
    public static Duration after(int failures) {
        if (failures < FREE_ATTEMPTS) {
            return Duration.ZERO;
        }
        return Duration.ofSeconds(Math.min(LONGEST.toSeconds(), 1L << Math.min(20, failures - FREE_ATTEMPTS + 1)));
    }
}
