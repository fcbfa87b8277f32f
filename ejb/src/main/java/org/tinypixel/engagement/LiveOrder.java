package org.tinypixel.engagement;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts changes into the order of their ids. A transaction takes its id before it commits, so a missing id may still come: what lies behind it waits a moment.
 * An id that stays away (rolled back, or the database skipped it) is passed, looked for a while longer, and given late where it comes after all.
 */
final class LiveOrder {
    static final Duration PATIENCE = Duration.ofSeconds(1);
    static final Duration MEMORY = Duration.ofMinutes(5);
    private static final int MOST_MISSING = 1000;

    private final SortedMap<Long, Instant> missing = new TreeMap<>();
    private long settled;
    private @Nullable Instant gapSince;

    LiveOrder(long settled) {
        this.settled = settled;
    }

    /** Everything up to this id was given or passed. */
    long settled() {
        return settled;
    }

    /** Ids that were passed and may still come. */
    Set<Long> missing() {
        return Set.copyOf(missing.keySet());
    }

    /** What can be given now of the changes behind {@link #settled}. */
    List<LiveFeed.Change> take(List<LiveFeed.Change> behind, Instant now) {
        var ready = new ArrayList<LiveFeed.Change>();
        for (var change : behind) {
            if (change.id() > settled + 1) {
                var since = gapSince == null ? now : gapSince;
                gapSince = since;
                if (now.isBefore(since.plus(PATIENCE))) {
                    return ready;
                }
                for (var id = Math.max(settled + 1, change.id() - MOST_MISSING); id < change.id(); id++) {
                    missing.put(id, now);
                }
            }
            gapSince = null;
            settled = change.id();
            ready.add(change);
        }
        return ready;
    }

    /** Takes note of passed ids that came after all, and gives up those that are too old or too many. */
    void found(List<LiveFeed.Change> late, Instant now) {
        late.forEach(change -> missing.remove(change.id()));
        missing.values().removeIf(passed -> passed.isBefore(now.minus(MEMORY)));
        var tooMany = missing.size() - MOST_MISSING;
        if (tooMany > 0) {
            missing.keySet()
                    .removeAll(new HashSet<>(List.copyOf(missing.keySet()).subList(0, tooMany)));
        }
    }
}
