package org.tinypixel.classify;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A click right after delivery is doubtful, but a silent loss would be worse: it counts with low confidence, unless nobody could be so fast. In the built-in inbox nothing filters, so there it is a click. */
final class EarlyClickRule implements SingleRule {
    static final String KEY = "early-click";

    private static final Duration EARLY = Duration.ofSeconds(30);
    /** In this time nobody has found, read and followed anything. */
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    private static final Opinion IMPOSSIBLE = Opinion.machine(
            Confidence.MEDIUM,
            "click-at-delivery",
            "Clicked in the moment of delivery, faster than a person finds and reads a mail.");
    private static final Opinion QUICK = Opinion.human(
            Confidence.LOW,
            KEY,
            "Clicked within seconds of delivery: a quick reader, or a scanner that looks like one.");

    @Override
    public List<Opinion> opinions() {
        return List.of(IMPOSSIBLE, QUICK);
    }

    @Override
    public @Nullable Opinion judge(Sight sight) {
        var doubtful = sight.isClick()
                && sight.isWithin(EARLY)
                && !sight.copy().captured()
                && !sight.agent().isEmpty();
        if (!doubtful) {
            return null;
        }
        return sight.isWithin(AT_ONCE) && !sight.from(NetworkClass.LOCAL) ? IMPOSSIBLE : QUICK;
    }
}
