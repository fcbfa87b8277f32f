package org.tinypixel.hits;

import java.time.Duration;

/**
 * How long the reader rests behind a batch. Hits must be taken when they come, while folding them can wait: so the more hits come in, the smaller is the share of
 * the processor that folding takes. Pure.
 */
final class PaceRule {
    /** Three times the rate a node is made for; below it folding takes what it needs. */
    private static final long MANY = 1_000;

    private static final long VERY_MANY = 3_000;
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private PaceRule() {}

    /**
     * The rest behind a batch.
     *
     * @param took how long the batch took
     * @param accepted hits that came in meanwhile
     * @param hurry whether the journal's room on the disk runs out, so that folding must win
     */
    static Duration rest(Duration took, long accepted, boolean hurry) {
        var perSecond = took.isZero() ? 0 : accepted * 1_000_000_000L / took.toNanos();
        if (hurry || perSecond < MANY) {
            return Duration.ZERO;
        }
        var rest = took.multipliedBy(perSecond < VERY_MANY ? 1 : 9);
        return rest.compareTo(LONGEST) > 0 ? LONGEST : rest;
    }
}
