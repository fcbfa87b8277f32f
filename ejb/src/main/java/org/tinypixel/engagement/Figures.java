package org.tinypixel.engagement;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tinypixel.classify.Engagement;

/**
 * All that is derived of one copy; two folds of the same facts give equal ones.
 *
 * @param repliedAt the first human reply
 * @param engagement without its hits
 * @param unsubscribed the recipient unsubscribed through this copy
 * @param marked a person said something of it by hand
 */
record Figures(
        Delivery delivery, @Nullable Instant repliedAt, Engagement engagement, boolean unsubscribed, boolean marked) {
    private static final int LONGEST = 2000;

    Figures {
        // Exactly what the columns keep, so that a row read back equals the fold that wrote it.
        engagement = withoutHits(engagement);
    }

    private static Engagement withoutHits(Engagement full) {
        return new Engagement(
                full.status(),
                Texts.cut(full.reason(), LONGEST),
                full.confidence(),
                full.opens(),
                full.inferred(),
                full.machineLoads(),
                full.firstOpen(),
                full.lastOpen(),
                full.clicks(),
                full.clicksPerLink(),
                full.firstClick(),
                full.lastClick(),
                full.devices(),
                full.countries(),
                full.forwardLikelihood(),
                Texts.cut(full.forwardBecause(), LONGEST),
                full.viewing(),
                full.printed(),
                full.settlesAt(),
                List.of(),
                full.ruleVersion());
    }
}
