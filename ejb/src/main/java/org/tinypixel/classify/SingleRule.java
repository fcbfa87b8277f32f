package org.tinypixel.classify;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.HitId;

/** Judges a hit by itself. */
interface SingleRule extends Rule {
    /** What this rule says, or null where it has nothing to say. */
    @Nullable
    Opinion judge(Sight sight);

    @Override
    default Map<HitId, Opinion> judge(List<Sight> open, List<Sight> all) {
        var opinions = new HashMap<HitId, Opinion>();
        for (var sight : open) {
            var opinion = judge(sight);
            if (opinion != null) {
                opinions.put(sight.hit().id(), opinion);
            }
        }
        return opinions;
    }
}
