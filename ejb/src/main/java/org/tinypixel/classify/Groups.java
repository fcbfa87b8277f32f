package org.tinypixel.classify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;

/** Puts hits together that are one act of a person. */
final class Groups {
    private Groups() {}

    /** Hits of one key with no longer gap than this between neighbors are one group. The hits come oldest first, and so do the groups by their first hit. */
    static <K> List<List<Judged>> of(List<Judged> hits, Function<Judged, K> key, Duration gap) {
        var groups = new ArrayList<List<Judged>>();
        var latest = new HashMap<K, List<Judged>>();
        for (var hit : hits) {
            var group = latest.get(key.apply(hit));
            if (group == null
                    || Duration.between(group.get(group.size() - 1).at(), hit.at())
                                    .compareTo(gap)
                            > 0) {
                group = new ArrayList<>();
                groups.add(group);
                latest.put(key.apply(hit), group);
            }
            group.add(hit);
        }
        return groups;
    }
}
