package org.tinypixel.engagement;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.HitId;
import org.tinypixel.hits.Neighbor;

/**
 * How many people's mails one address asked for within a minute, and one network within a second. Several mails to one person count once: somebody may go through all of
 * them. Pure; a level once reached stays, so neither order nor borders of batches matter.
 */
final class CrowdRule {
    static final Duration MINUTE = Duration.ofSeconds(60);
    static final int LEAST = 4;

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int[] IN_A_MINUTE = {LEAST, 8, 20};
    private static final int[] IN_A_SECOND = {8};

    private CrowdRule() {}

    /** Those of the hits around which more people are than noted so far; hits of copies whose recipient is not known count for nobody. */
    static List<Neighbor> raised(Collection<Neighbor> hits, Map<CopyId, EmailAddress> recipients) {
        var known = hits.stream()
                .filter(hit -> recipients.containsKey(hit.copy()))
                .sorted(Comparator.comparing(Neighbor::at)
                        .thenComparing(hit -> hit.hit().value()))
                .toList();
        var crowd = levels(known, Neighbor::household, MINUTE, IN_A_MINUTE, recipients);
        var second = levels(known, Neighbor::network, SECOND, IN_A_SECOND, recipients);
        return known.stream()
                .filter(hit -> crowd.getOrDefault(hit.hit(), 0) > hit.crowd()
                        || second.getOrDefault(hit.hit(), 0) > hit.sameSecond())
                .map(hit -> hit.among(
                        Math.max(hit.crowd(), crowd.getOrDefault(hit.hit(), 0)),
                        Math.max(hit.sameSecond(), second.getOrDefault(hit.hit(), 0))))
                .toList();
    }

    private static Map<HitId, Integer> levels(
            List<Neighbor> hits,
            Function<Neighbor, @Nullable String> key,
            Duration window,
            int[] levels,
            Map<CopyId, EmailAddress> recipients) {
        var groups = new LinkedHashMap<String, List<Neighbor>>();
        for (var hit : hits) {
            var group = key.apply(hit);
            if (group != null) {
                groups.computeIfAbsent(group, same -> new ArrayList<>()).add(hit);
            }
        }
        var reached = new HashMap<HitId, Integer>();
        groups.values().forEach(group -> reach(group, window, levels, recipients, reached));
        return reached;
    }

    /** Moves a window over the hits, oldest first; whoever is in one with enough people has reached the level. */
    private static void reach(
            List<Neighbor> group,
            Duration window,
            int[] levels,
            Map<CopyId, EmailAddress> recipients,
            Map<HitId, Integer> reached) {
        var people = new HashMap<EmailAddress, Integer>();
        var upTo = new int[levels.length];
        var first = 0;
        for (var last = 0; last < group.size(); last++) {
            people.merge(recipients.get(group.get(last).copy()), 1, Integer::sum);
            while (Duration.between(group.get(first).at(), group.get(last).at()).compareTo(window) > 0) {
                people.computeIfPresent(
                        recipients.get(group.get(first).copy()), (same, count) -> count == 1 ? null : count - 1);
                first++;
            }
            for (var level = 0; level < levels.length && people.size() >= levels[level]; level++) {
                // Everybody in the window; those before the mark have it from a window before.
                for (var one = Math.max(first, upTo[level]); one <= last; one++) {
                    reached.merge(group.get(one).hit(), levels[level], Math::max);
                }
                upTo[level] = last + 1;
            }
        }
    }
}
