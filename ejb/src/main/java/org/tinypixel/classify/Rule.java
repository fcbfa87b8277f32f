package org.tinypixel.classify;

import java.util.List;
import java.util.Map;
import org.tinypixel.base.HitId;

/** A rule by which hits are judged. Pure. Its place in {@link Rules#IN_ORDER} is part of its meaning: it sees only hits on which no rule before had an opinion. */
interface Rule {
    /** All that this rule can say, with {@code {client}} where a name stands. Keys are stable: they are stored and shown. */
    List<Opinion> opinions();

    /**
     * What this rule says of the hits that are still open.
     *
     * @param open hits without an opinion, oldest first
     * @param all hits of the copy, oldest first
     */
    Map<HitId, Opinion> judge(List<Sight> open, List<Sight> all);
}
