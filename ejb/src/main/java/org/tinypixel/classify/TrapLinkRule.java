package org.tinypixel.classify;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tinypixel.base.HitId;
import org.tinypixel.hits.HitNotes;

/**
 * A link that no person can see was followed: a program reads the mail's source. Whatever else comes from its neighborhood of addresses within a minute is the same program's,
 * also what came just before: programs follow links in any order.
 */
final class TrapLinkRule implements Rule {
    private static final Duration AROUND = Duration.ofSeconds(60);
    private static final Opinion TRAPPED = Opinion.machine(
            Confidence.HIGH,
            "trap-link",
            "A program followed a link that people cannot see, and did this in the same minute.");

    @Override
    public List<Opinion> opinions() {
        return List.of(TRAPPED);
    }

    @Override
    public Map<HitId, Opinion> judge(List<Sight> open, List<Sight> all) {
        var traps = all.stream().filter(sight -> sight.isMarked(HitNotes.TRAP)).toList();
        var opinions = new HashMap<HitId, Opinion>();
        for (var sight : open) {
            if (traps.stream().anyMatch(trap -> isWith(trap, sight))) {
                opinions.put(sight.hit().id(), TRAPPED);
            }
        }
        return opinions;
    }

    private static boolean isWith(Sight trap, Sight sight) {
        var apart = Duration.between(trap.hit().receivedAt(), sight.hit().receivedAt())
                .abs();
        // Behind a front proxy that hides addresses, or a provider's, everybody is a neighbor.
        var alike = trap.isNear(sight)
                && (sight.network().type().tellsPeopleApart() || trap.agent().equals(sight.agent()));
        return trap.equals(sight) || (alike && apart.compareTo(AROUND) <= 0);
    }
}
