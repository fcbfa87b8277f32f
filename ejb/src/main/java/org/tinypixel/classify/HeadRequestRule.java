package org.tinypixel.classify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Browsers and mail clients ask for pictures and pages with GET. */
final class HeadRequestRule implements SingleRule {
    private static final Opinion HEAD = Opinion.machine(
            Confidence.HIGH, "head-request", "A program only asked whether the address exists (HEAD request).");

    @Override
    public List<Opinion> opinions() {
        return List.of(HEAD);
    }

    @Override
    public @Nullable Opinion judge(Sight sight) {
        return sight.hit().method().equals("HEAD") ? HEAD : null;
    }
}
