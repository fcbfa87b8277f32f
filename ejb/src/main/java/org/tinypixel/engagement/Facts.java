package org.tinypixel.engagement;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Collection;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.Times;

/** Takes facts other than hits: stores each once, writes it into the history and folds the copy again. */
@Dependent
final class Facts {
    private final CopyRows rows;
    private final Folding folding;

    @Inject
    Facts(CopyRows rows, Folding folding) {
        this.rows = rows;
        this.folding = folding;
    }

    /** Adds the fact to each of these copies; a copy that knows it already, or that is not there any more, is left alone. */
    void add(Collection<CopyId> copies, Evidence heard) {
        var fact = new Evidence(
                heard.kind(),
                heard.status(),
                Times.micros(heard.at()),
                Texts.cut(heard.detail(), 2000),
                heard.captured());
        var news = rows.lock(copies).stream()
                .filter(row -> rows.add(row.copy(), fact))
                .toList();
        for (var row : news) {
            // A mail that waits for days says so in its status; its history need not repeat each attempt.
            if (isAnotherAttempt(row, fact)) {
                continue;
            }
            rows.add(new TimelineRow(EvidenceRow.id(row.copy(), fact), row, fact.at(), kind(fact), fact.detail()));
        }
        folding.fold(news.stream().map(EngagementRow::copy).toList());
    }

    private static boolean isAnotherAttempt(EngagementRow row, Evidence fact) {
        var waits = fact.status() == DeliveryStatus.QUEUED || fact.status() == DeliveryStatus.DELAYED;
        return waits && row.version > 0 && row.delivery == fact.status();
    }

    private static String kind(Evidence fact) {
        var status = fact.status();
        if (status == null) {
            return Shown.wire(fact.kind());
        }
        return status == DeliveryStatus.BOUNCED ? "bounce" : Shown.wire(status);
    }
}
