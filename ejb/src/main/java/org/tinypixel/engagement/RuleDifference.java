package org.tinypixel.engagement;

import java.util.List;
import org.tinypixel.classify.EngagementStatus;

/**
 * One kind of change that new rules make.
 *
 * @param before the status by the old rules
 * @param after the status by the new ones; the same where only numbers change
 * @param ruleBefore the key by which the first hit that is judged otherwise was judged, or {@link TrialRule#COUNTING} where each hit is judged as it was
 * @param ruleAfter the key by which it is judged now
 * @param copies how many of those tried out
 * @param examples ids of some of them
 */
record RuleDifference(
        EngagementStatus before,
        EngagementStatus after,
        String ruleBefore,
        String ruleAfter,
        long copies,
        List<String> examples) {
    RuleDifference {
        examples = List.copyOf(examples);
    }

    boolean isLike(RuleDifference other) {
        return before == other.before
                && after == other.after
                && ruleBefore.equals(other.ruleBefore)
                && ruleAfter.equals(other.ruleAfter);
    }
}
