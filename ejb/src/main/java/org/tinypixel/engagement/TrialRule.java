package org.tinypixel.engagement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tinypixel.classify.Engagement;

/** What it means that new rules give another result than the old ones gave. Pure. */
final class TrialRule {
    /** In the place of a rule's key where no hit is judged otherwise, and the copy counts otherwise all the same. */
    static final String COUNTING = "counting";

    private static final int EXAMPLES = 5;
    /** Kinds of change that are kept apart; rarer ones are counted in the total only. */
    private static final int KINDS = 40;

    private TrialRule() {}

    /** Whether a figure of the copy is another: what screens, CRM and reports show as a number, a status or a time. */
    static boolean changesFigures(Engagement before, Engagement after) {
        return before.status() != after.status()
                || before.opens() != after.opens()
                || before.inferred() != after.inferred()
                || before.machineLoads() != after.machineLoads()
                || before.clicks() != after.clicks()
                || !before.clicksPerLink().equals(after.clicksPerLink())
                || !Objects.equals(before.firstOpen(), after.firstOpen())
                || !Objects.equals(before.lastOpen(), after.lastOpen())
                || !before.forwardLikelihood().equals(after.forwardLikelihood());
    }

    /** Whether at least its words are others: reason, confidence, devices, places. */
    static boolean changesWords(Engagement before, Engagement after) {
        return !before.reason().equals(after.reason())
                || before.confidence() != after.confidence()
                || !before.devices().equals(after.devices())
                || !before.countries().equals(after.countries());
    }

    /**
     * The kind of a copy's change.
     *
     * @param lines how each hit was judged so far
     */
    static RuleDifference difference(String copy, Engagement before, Engagement after, List<TimelineRow> lines) {
        var first = after.hits().stream()
                .map(hit -> pair(ruleOf(hit.hit().id().value(), lines), hit.rule()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(new String[] {COUNTING, COUNTING});
        return new RuleDifference(before.status(), after.status(), first[0], first[1], 1, List.of(copy));
    }

    private static @Nullable String ruleOf(String hit, List<TimelineRow> lines) {
        return lines.stream()
                .filter(line -> line.id.equals(hit))
                .map(line -> line.rule)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static String @Nullable [] pair(@Nullable String before, String after) {
        return before == null || before.equals(after) ? null : new String[] {before, after};
    }

    /** Adds what was found to what is known, the most frequent first. */
    static List<RuleDifference> add(List<RuleDifference> known, List<RuleDifference> found) {
        var all = new ArrayList<>(known);
        for (var one : found) {
            var there = all.stream().filter(one::isLike).findFirst();
            if (there.isPresent()) {
                all.set(all.indexOf(there.get()), sum(there.get(), one));
            } else if (all.size() < KINDS) {
                all.add(one);
            }
        }
        all.sort(Comparator.comparingLong(RuleDifference::copies).reversed());
        return all;
    }

    private static RuleDifference sum(RuleDifference known, RuleDifference more) {
        return new RuleDifference(
                known.before(),
                known.after(),
                known.ruleBefore(),
                known.ruleAfter(),
                known.copies() + more.copies(),
                Stream.concat(known.examples().stream(), more.examples().stream())
                        .distinct()
                        .limit(EXAMPLES)
                        .toList());
    }
}
