package org.tinypixel.classify;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.tinypixel.hits.Hit;

/** Folds all evidence of one copy. Pure: same arguments, same answer, whatever the order of the hits. */
@ApplicationScoped
public class Classifier {
    /** Grows when rules change; results of an older version are folded again. */
    public static final int RULE_VERSION = 1;

    /** Judges each hit, then all together. */
    public Engagement fold(CopyFacts copy, List<Hit> hits) {
        throw new IllegalStateException("seam: its owner builds this");
    }
}
