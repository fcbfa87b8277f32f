package org.tinypixel.classify;

import org.jspecify.annotations.Nullable;

/** Hits of a mail that somebody sent to themselves to try things out. */
final class TestCopyRule implements SingleRule {
    @Override
    public @Nullable Opinion judge(Sight sight) {
        return sight.copy().test()
                ? new Opinion(Verdict.TEST, Confidence.HIGH, "test-copy", "A test mail: it is in no number.")
                : null;
    }
}
