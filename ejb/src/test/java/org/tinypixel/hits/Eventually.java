package org.tinypixel.hits;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for something that another thread does. */
final class Eventually {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private Eventually() {}

    /** The first value that is not null. */
    static <T> T value(Supplier<T> source) {
        var end = System.nanoTime() + LONGEST.toNanos();
        while (System.nanoTime() - end < 0) {
            var value = source.get();
            if (value != null) {
                return value;
            }
            LockSupport.parkNanos(1_000_000);
        }
        throw new AssertionError("nothing came within " + LONGEST);
    }

    static void isTrue(Supplier<Boolean> condition) {
        value(() -> condition.get() ? Boolean.TRUE : null);
    }
}
