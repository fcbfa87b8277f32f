package org.tinypixel.engagement;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashSet;
import org.tinypixel.hits.HitLog;

/** Lets go of what raw hits hold of requests when their time is over; what they meant stays, so no figure changes. */
@Stateless
public class OldHits {
    private static final int PORTION = 100;

    @Inject
    HitLog log;

    @Inject
    CopyRows rows;

    @Inject
    Folding folding;

    /** Settles the hits from before then of some copies, in one transaction; false where none was left. */
    public boolean settleSome(Instant before) {
        var copies = log.rawBefore(before, PORTION);
        folding.settle(copies, before);
        var gone = new HashSet<>(copies);
        gone.removeAll(rows.recipients(copies).keySet());
        log.remove(gone, before);
        return !copies.isEmpty();
    }
}
