package org.tinypixel.engagement;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import org.tinypixel.classify.Classifier;

/** Applies new rules to copies that were judged by old ones. */
@Stateless
public class Refolding {
    private static final int PORTION = 100;

    @Inject
    CopyQueries queries;

    @Inject
    Folding folding;

    @Inject
    Classifier classifier;

    /** Folds some copies again, in one transaction; gives how many, fewer than the last time where the end is near, 0 at the end. */
    public int some() {
        var old = queries.someJudgedBefore(classifier.version(), PORTION);
        folding.fold(old);
        return old.size();
    }
}
