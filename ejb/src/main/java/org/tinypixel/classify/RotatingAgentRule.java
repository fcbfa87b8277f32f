package org.tinypixel.classify;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tinypixel.base.HitId;

/**
 * One neighborhood of addresses that shows two different systems for the same mail within seconds: a scanner that changes its name with each request (warmbly issue 410). A
 * mail client and the browser that it opens have the same system, and a person takes longer from the desk to the phone.
 */
final class RotatingAgentRule implements Rule {
    private static final Duration AT_ONCE = Duration.ofSeconds(5);
    private static final Opinion ROTATING = Opinion.machine(
            Confidence.MEDIUM,
            "rotating-agents",
            "Within seconds the same address said that it was two different devices, as scanners do.");

    @Override
    public List<Opinion> opinions() {
        return List.of(ROTATING);
    }

    @Override
    public Map<HitId, Opinion> judge(List<Sight> open, List<Sight> all) {
        var opinions = new HashMap<HitId, Opinion>();
        for (var one : open) {
            for (var other : open) {
                if (isOther(one, other)) {
                    opinions.put(one.hit().id(), ROTATING);
                }
            }
        }
        return opinions;
    }

    private static boolean isOther(Sight one, Sight other) {
        var mine = one.device().os();
        var theirs = other.device().os();
        return one.network().type().tellsPeopleApart()
                && !mine.equals(theirs)
                && !mine.equals(Device.UNKNOWN)
                && !theirs.equals(Device.UNKNOWN)
                && Duration.between(one.hit().receivedAt(), other.hit().receivedAt())
                                .abs()
                                .compareTo(AT_ONCE)
                        <= 0
                && one.isNear(other);
    }
}
