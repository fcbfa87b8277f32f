package org.tinypixel.hits;

import jakarta.ejb.Stateless;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.tinypixel.base.CopyId;

/** The raw log of hits in the database. */
@Stateless
public class HitLog {
    /** Inserts the hits whose id is new, in the caller's transaction; gives those. */
    public List<Hit> insertNew(List<Hit> batch) {
        throw new IllegalStateException("seam: its owner builds this");
    }

    /** All hits of each copy, oldest first. */
    public Map<CopyId, List<Hit>> of(Collection<CopyId> copies) {
        throw new IllegalStateException("seam: its owner builds this");
    }

    /** The time up to which the hits of every live node are stored and folded; an open later than that may still be on its way. */
    public Instant completeUntil(Instant now) {
        throw new IllegalStateException("seam: its owner builds this");
    }
}
