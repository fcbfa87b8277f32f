package org.tinypixel.engagement;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.tinypixel.base.CopyId;
import org.tinypixel.hits.Hit;
import org.tinypixel.hits.HitLog;
import org.tinypixel.hits.Neighbor;

/** Sees who asks for many people's mails at once. What comes late marks what came before, so the copies of both must be folded again. In the caller's transaction. */
@Dependent
final class Bursts {
    private final HitLog log;
    private final CopyRows rows;

    @Inject
    Bursts(HitLog log, CopyRows rows) {
        this.log = log;
        this.rows = rows;
    }

    /** Marks what stands around these hits, which are in the log already; gives the copies of which more is known now. */
    List<CopyId> mark(Collection<Hit> fresh) {
        return mark(log.neighbors(fresh, CrowdRule.MINUTE));
    }

    /** The same for all that came in since then: two nodes may each have stored one half of a burst without seeing the other. */
    List<CopyId> markSince(Instant since) {
        return mark(log.busyNeighbors(since, CrowdRule.LEAST));
    }

    private List<CopyId> mark(List<Neighbor> near) {
        if (near.size() < CrowdRule.LEAST) {
            return List.of();
        }
        var copies = near.stream().map(Neighbor::copy).collect(Collectors.toSet());
        var raised = CrowdRule.raised(near, rows.recipients(copies));
        log.crowds(raised);
        return raised.stream().map(Neighbor::copy).distinct().toList();
    }
}
