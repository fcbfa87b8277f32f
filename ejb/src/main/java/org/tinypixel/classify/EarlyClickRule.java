package org.tinypixel.classify;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A click right after delivery is doubtful, but a silent loss would be worse: it counts with low confidence. In the built-in inbox nothing filters, so there it is a click. */
final class EarlyClickRule implements SingleRule {
    static final String KEY = "early-click";

    private static final Duration EARLY = Duration.ofSeconds(30);
    private static final Opinion QUICK = Opinion.human(
            Confidence.LOW,
            KEY,
            "Clicked within seconds of delivery: a quick reader, or a scanner that looks like one.");

    @Override
    public List<Opinion> opinions() {
        return List.of(QUICK);
    }

    @Override
    public @Nullable Opinion judge(Sight sight) {
        var doubtful = sight.isClick()
                && sight.isWithin(EARLY)
                && !sight.copy().captured()
                && !sight.agent().isEmpty();
        return doubtful ? QUICK : null;
    }
}
