package org.tinypixel.engagement;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.LinkedHashSet;
import java.util.List;
import org.tinypixel.hits.Hit;
import org.tinypixel.hits.HitLog;
import org.tinypixel.hits.HitSink;

/**
 * Takes batches of hits: logs those that are new and folds the copies that they touch, in one transaction per batch. What a copy becomes depends on all of its
 * hits and on nothing else, so neither order nor borders of batches, nor a repeat after a crash, change the result. Hits of unknown copies stay in the log.
 */
@Stateless
public class FoldHits implements HitSink {
    @Inject
    HitLog log;

    @Inject
    Folding folding;

    @Override
    public void store(List<Hit> batch) {
        var touched = new LinkedHashSet<org.tinypixel.base.CopyId>();
        for (var hit : log.insertNew(batch)) {
            touched.add(hit.copy());
        }
        folding.fold(touched);
    }
}
