package org.tinypixel.classify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hits of a mail that somebody sent to themselves to try things out. */
final class TestCopyRule implements SingleRule {
    private static final Opinion TEST =
            new Opinion(Verdict.TEST, Confidence.HIGH, "test-copy", "A test mail: it is in no number.");

    @Override
    public List<Opinion> opinions() {
        return List.of(TEST);
    }

    @Override
    public @Nullable Opinion judge(Sight sight) {
        return sight.copy().test() ? TEST : null;
    }
}
