package org.tinypixel.classify;

import org.jspecify.annotations.Nullable;

/** Gmail fetches ahead with an agent that no browser has (SparkPost 2021; mautic/mautic pull request 10245). */
final class GmailPrefetchRule implements SingleRule {
    @Override
    public @Nullable Opinion judge(Sight sight) {
        if (!sight.agent().endsWith("Edge/12.246 Mozilla/5.0")) {
            return null;
        }
        return Opinion.machine(
                sight.from(NetworkClass.GOOGLE) ? Confidence.HIGH : Confidence.MEDIUM,
                "gmail-prefetch",
                "Gmail loaded the picture by itself when the mail arrived.");
    }
}
