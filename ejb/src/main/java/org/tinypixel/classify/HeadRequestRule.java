package org.tinypixel.classify;

import org.jspecify.annotations.Nullable;

/** Browsers and mail clients ask for pictures and pages with GET. */
final class HeadRequestRule implements SingleRule {
    @Override
    public @Nullable Opinion judge(Sight sight) {
        return sight.hit().method().equals("HEAD")
                ? Opinion.machine(
                        Confidence.HIGH,
                        "head-request",
                        "A program only asked whether the address exists (HEAD request).")
                : null;
    }
}
