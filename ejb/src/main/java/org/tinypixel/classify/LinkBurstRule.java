package org.tinypixel.classify;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.tinypixel.base.HitId;

/**
 * Clicks that no person makes: three or more links of one mail within ten seconds, or both of two links together with a second sign (a rented server, or right after
 * delivery). Holds for the first of them, too. Judges only clicks that no rule before has judged, so a filter's scan at the time of a click does not take the click along.
 */
final class LinkBurstRule implements Rule {
    private static final Duration WINDOW = Duration.ofSeconds(10);
    /** In this time all links of a mail are surely not a person's. */
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    private static final Duration RIGHT_AFTER = Duration.ofSeconds(30);
    private static final int MANY = 3;

    private static final String KEY = "all-links-at-once";
    private static final Opinion ALL =
            Opinion.machine(Confidence.HIGH, KEY, "A scanner followed all links of the mail within seconds.");
    private static final Opinion SEVERAL =
            Opinion.machine(Confidence.MEDIUM, KEY, "A scanner followed several links of the mail within seconds.");

    @Override
    public List<Opinion> opinions() {
        return List.of(ALL, SEVERAL);
    }

    @Override
    public Map<HitId, Opinion> judge(List<Sight> open, List<Sight> hits) {
        var clicks = open.stream().filter(Sight::isClick).toList();
        var bursts = new HashMap<HitId, Opinion>();
        for (var first = 0; first < clicks.size(); first++) {
            var sure = within(clicks, first, AT_ONCE);
            var all = links(sure) >= Math.max(MANY, clicks.get(first).copy().links());
            var window = all ? sure : within(clicks, first, WINDOW);
            if (all || links(window) >= MANY || bothOfTwo(window)) {
                var opinion = all ? ALL : SEVERAL;
                for (var sight : window) {
                    bursts.merge(
                            sight.hit().id(),
                            opinion,
                            (one, other) -> one.confidence().compareTo(other.confidence()) >= 0 ? one : other);
                }
            }
        }
        return bursts;
    }

    private static List<Sight> within(List<Sight> clicks, int first, Duration time) {
        var start = clicks.get(first).hit().receivedAt();
        var end = first;
        while (end < clicks.size()
                && Duration.between(start, clicks.get(end).hit().receivedAt()).compareTo(time) <= 0) {
            end++;
        }
        return clicks.subList(first, end);
    }

    private static int links(List<Sight> clicks) {
        var links = new HashSet<Integer>();
        clicks.forEach(click -> links.add(click.hit().linkIndex()));
        return links.size();
    }

    private static boolean bothOfTwo(List<Sight> window) {
        var first = window.get(0);
        return first.copy().links() == 2
                && links(window) == 2
                && (first.from(NetworkClass.HOSTING)
                        || (first.isWithin(RIGHT_AFTER) && !first.copy().captured()));
    }
}
