package org.tinypixel.classify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gmail fetches ahead with an agent that no browser has (SparkPost 2021; mautic/mautic pull request 10245). */
final class GmailPrefetchRule implements SingleRule {
    private static final Opinion AHEAD = Opinion.machine(
            Confidence.HIGH, "gmail-prefetch", "Gmail loaded the picture by itself when the mail arrived.");

    @Override
    public List<Opinion> opinions() {
        return List.of(AHEAD);
    }

    @Override
    public @Nullable Opinion judge(Sight sight) {
        if (!sight.agent().endsWith("Edge/12.246 Mozilla/5.0")) {
            return null;
        }
        return sight.from(NetworkClass.GOOGLE) ? AHEAD : AHEAD.as(Confidence.MEDIUM);
    }
}
