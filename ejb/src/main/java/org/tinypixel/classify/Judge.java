package org.tinypixel.classify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.HitId;
import org.tinypixel.hits.Hit;

/** Judges each hit of a copy. The order of the rules is the policy: the first that says something decides. */
final class Judge {
    private static final List<SingleRule> BEFORE_BURSTS = List.of(
            new TestCopyRule(),
            new OwnViewRule(),
            new OneClickRule(),
            new HeadRequestRule(),
            new BrowserPrefetchRule(),
            new BeforeDeliveryRule(),
            new FilterNetworkRule(),
            new ImageProxyRule(),
            new ApplePrivacyRule(),
            new GmailPrefetchRule(),
            new RobotRule(),
            new ProbableFilterRule());
    private static final List<SingleRule> AFTER_BURSTS = List.of(
            new EarlyClickRule(), new ForgedProxyRule(), new EarlyHostingRule(), new ClientRule(), new NoAgentRule());
    private static final UnknownRule LAST = new UnknownRule();

    private Judge() {}

    /** Every hit once, oldest first, whatever order and how often they come. */
    static List<Judged> judge(CopyFacts copy, List<Hit> hits, NetworkLookup networks, Devices devices) {
        var each = new HashMap<HitId, Hit>();
        hits.forEach(hit -> each.putIfAbsent(hit.id(), hit));
        var sights = each.values().stream()
                .sorted(Comparator.comparing(Hit::receivedAt)
                        .thenComparing(hit -> hit.id().value()))
                .map(hit -> Sight.of(copy, hit, networks, devices))
                .toList();
        var decided = new HashMap<HitId, Opinion>();
        var open = new ArrayList<Sight>();
        for (var sight : sights) {
            var opinion = first(BEFORE_BURSTS, sight);
            if (opinion != null) {
                decided.put(sight.hit().id(), opinion);
            } else if (sight.isClick()) {
                open.add(sight);
            }
        }
        decided.putAll(LinkBurstRule.judge(open));
        return sights.stream()
                .map(sight -> new Judged(sight, decision(sight, decided)))
                .map(judged -> BounceRule.judge(copy, judged))
                .toList();
    }

    private static Opinion decision(Sight sight, Map<HitId, Opinion> decided) {
        var opinion = decided.get(sight.hit().id());
        if (opinion == null) {
            opinion = first(AFTER_BURSTS, sight);
        }
        return opinion == null ? LAST.judge(sight) : opinion;
    }

    private static @Nullable Opinion first(List<SingleRule> rules, Sight sight) {
        for (var rule : rules) {
            var opinion = rule.judge(sight);
            if (opinion != null) {
                return opinion;
            }
        }
        return null;
    }
}
