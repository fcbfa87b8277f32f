package org.tinypixel.engagement;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.HitId;
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

    /** Adds the remark, or puts it in the place of the one about the same; false where nothing changed or the copy is not there. */
    boolean remark(CopyId copy, Remark said) {
        var remark = new Remark(said.hit(), said.what(), Times.micros(said.at()), said.detail());
        var changed = rows.lock(copy).isPresent() && rows.put(copy, remark);
        if (changed) {
            folding.fold(List.of(copy));
        }
        return changed;
    }

    /** Takes a remark back; null where there was none. */
    @Nullable
    Remark takeBack(CopyId copy, @Nullable HitId hit, Remark.What what) {
        var was = rows.lock(copy).isEmpty() ? null : rows.remove(copy, hit, what);
        if (was != null) {
            folding.fold(List.of(copy));
        }
        return was;
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
