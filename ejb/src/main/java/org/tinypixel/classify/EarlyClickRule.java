package org.tinypixel.classify;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A click right after delivery is doubtful, but a silent loss would be worse: it counts with low confidence. In the built-in inbox nothing filters, so there it is a click. */
final class EarlyClickRule implements SingleRule {
    private static final Duration EARLY = Duration.ofSeconds(30);

    @Override
    public @Nullable Opinion judge(Sight sight) {
        return sight.isClick()
                        && sight.isWithin(EARLY)
                        && !sight.copy().captured()
                        && !sight.agent().isEmpty()
                ? Opinion.human(
                        Confidence.LOW,
                        "early-click",
                        "Clicked within seconds of delivery: a quick reader, or a scanner that looks like one.")
                : null;
    }
}
