package org.tinypixel.classify;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.tinypixel.hits.Hit;

/** Folds all evidence of one copy. Pure: same arguments, same answer, whatever the order of the hits. */
@ApplicationScoped
public class Classifier {
    /** Grows when rules change; results of an older version are folded again. */
    public static final int RULE_VERSION = 1;

    /** Not in the bean, of which the container may make more than one. */
    private static final class Lists {
        static final Devices DEVICES = new Devices();
        static final NetworkLookup NETWORKS = NetworkFile.bundled();
    }

    /** Judges each hit, then all together. Repeated hits count once. */
    public Engagement fold(CopyFacts copy, List<Hit> hits) {
        return Fold.fold(copy, hits, Lists.NETWORKS, Lists.DEVICES);
    }
}
