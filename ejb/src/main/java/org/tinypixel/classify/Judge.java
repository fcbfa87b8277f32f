package org.tinypixel.classify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tinypixel.base.HitId;
import org.tinypixel.hits.Hit;

/** Judges each hit of a copy by the rules in their order; what a person said by hand wins. */
final class Judge {
    private Judge() {}

    /** Every hit once, oldest first, whatever order and how often they come. */
    static List<Judged> judge(CopyFacts copy, List<Hit> hits, NetworkLookup networks, Devices devices) {
        return byRules(copy, hits, networks, devices).stream()
                .map(judged -> BounceRule.judge(copy, judged))
                .map(judged -> CorrectionRule.judge(copy, judged))
                .toList();
    }

    /** The same without what came later or from outside. */
    static List<Judged> byRules(CopyFacts copy, List<Hit> hits, NetworkLookup networks, Devices devices) {
        var each = new HashMap<HitId, Hit>();
        hits.forEach(hit -> each.putIfAbsent(hit.id(), hit));
        var sights = each.values().stream()
                .sorted(Comparator.comparing(Hit::receivedAt)
                        .thenComparing(hit -> hit.id().value()))
                .map(hit -> Sight.of(copy, hit, networks, devices))
                .toList();
        var fresh = sights.stream().filter(sight -> !Settled.is(sight.hit())).toList();
        var opinions = opinions(fresh);
        return sights.stream().map(sight -> judged(sight, opinions)).toList();
    }

    private static Map<HitId, Opinion> opinions(List<Sight> all) {
        var opinions = new HashMap<HitId, Opinion>();
        List<Sight> open = new ArrayList<>(all);
        for (var rule : Rules.IN_ORDER) {
            var said = rule.judge(open, all);
            if (!said.isEmpty()) {
                opinions.putAll(said);
                open = open.stream()
                        .filter(sight -> !said.containsKey(sight.hit().id()))
                        .toList();
            }
        }
        return opinions;
    }

    private static Judged judged(Sight sight, Map<HitId, Opinion> opinions) {
        var opinion = opinions.get(sight.hit().id());
        return opinion == null ? Settled.judged(sight) : new Judged(sight, opinion);
    }
}
