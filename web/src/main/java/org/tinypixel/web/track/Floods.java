package org.tinypixel.web.track;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLongArray;
import org.tinypixel.tracking.Tokens;

/**
 * Tells an address that is asked for more often than any person does. It remembers the latest minute of some 65,000 addresses in half a megabyte; where two share a
 * place the later one takes it, so now and then one request too many is stored, and never one too few.
 */
final class Floods {
    private static final int PLACES = 1 << 16;
    private static final int COUNT_BITS = 16;
    private static final int MINUTE_BITS = 16;
    private static final long COUNT = (1L << COUNT_BITS) - 1;

    /** Hash of the address (32 bits), minute (16), how often (16). */
    private final AtomicLongArray places = new AtomicLongArray(PLACES);

    private final int perMinute;

    Floods(int perMinute) {
        this.perMinute = perMinute;
    }

    /** Counts a request; true where it is one too many in this minute. */
    boolean isOver(Tokens.Verified token, Instant now) {
        // Copy ids are random, so their hash spreads.
        long hash = (token.copy().hashCode() * 31L + token.linkIndex()) * 0x9E3779B97F4A7C15L;
        var place = (int) (hash >>> 48);
        var minute = now.getEpochSecond() / 60 & ((1L << MINUTE_BITS) - 1);
        var key = (hash >>> 16 << 32) | minute << COUNT_BITS;
        while (true) {
            var before = places.get(place);
            var same = (before & ~COUNT) == key;
            var count = same ? before & COUNT : 0;
            if (count >= perMinute) {
                return true;
            }
            if (places.compareAndSet(place, before, key | (count + 1))) {
                return false;
            }
        }
    }
}
