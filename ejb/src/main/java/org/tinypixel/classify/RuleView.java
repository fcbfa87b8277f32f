package org.tinypixel.classify;

import java.util.ArrayList;
import java.util.List;

/**
 * One thing that a rule can say of a hit.
 *
 * @param rule stable key
 * @param sentence in plain language; {@code {client}} stands for a name
 */
public record RuleView(String rule, Verdict verdict, Confidence confidence, String sentence) {
    static List<RuleView> all() {
        var all = new ArrayList<RuleView>();
        for (var rule : Rules.IN_ORDER) {
            rule.opinions().forEach(opinion -> all.add(of(opinion)));
        }
        Rules.AFTERWARDS.forEach(opinion -> all.add(of(opinion)));
        return List.copyOf(all);
    }

    private static RuleView of(Opinion opinion) {
        return new RuleView(opinion.key(), opinion.verdict(), opinion.confidence(), opinion.sentence());
    }
}
