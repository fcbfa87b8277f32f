package org.tinypixel.classify;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tinypixel.hits.HitKind;

/**
 * How long a mail was viewed, from the time that clients held the second picture open. A lower limit. Where a provider's proxy holds it, or a client reads it to its end
 * before it shows anything, the time says how patient that program is, so nothing is measured.
 */
final class ViewRule {
    /** The held picture stands in the same mail as the pixel, so both are asked for together. */
    private static final Duration WITH_THE_OPEN = Duration.ofSeconds(5);

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private ViewRule() {}

    static Viewing fold(List<Judged> judged) {
        var opens = judged.stream()
                .filter(hit -> hit.isHuman() && hit.sight().isLoad())
                .toList();
        var times = judged.stream()
                .filter(hit -> hit.isHuman() && hit.sight().hit().kind() == HitKind.VIEW)
                .filter(hit -> notMeasurable(hit.device()) == null)
                .filter(hit -> opens.stream().anyMatch(open -> isTogether(open, hit)))
                .map(hit -> hit.sight().held())
                .filter(held -> held.compareTo(SHORTEST) >= 0)
                .mapToLong(held -> Math.min(held.toMillis(), LONGEST.toMillis()))
                .toArray();
        if (times.length > 0) {
            var total = 0L;
            var longest = 0L;
            for (var time : times) {
                total += time;
                longest = Math.max(longest, time);
            }
            return new Viewing(true, total, longest, null);
        }
        var reasons = opens.stream()
                .map(open -> notMeasurable(open.device()))
                .distinct()
                .toList();
        var always = !reasons.isEmpty() && reasons.stream().allMatch(Objects::nonNull);
        return always ? new Viewing(false, 0, 0, reasons.get(0)) : Viewing.NONE;
    }

    private static boolean isTogether(Judged open, Judged view) {
        return open.sight().device().equals(view.sight().device())
                && Duration.between(open.at(), view.at()).abs().compareTo(WITH_THE_OPEN) <= 0;
    }

    /** Why nothing can be measured with this device, as a phrase; null where it can. The table of clients in docs/explanation says the same. */
    static @Nullable String notMeasurable(Device device) {
        var outlookOnWindows = device.client().equals("Outlook") && device.os().equals("Windows");
        var through = device.kind().equals(Device.HIDDEN) || device.client().equals("Superhuman") || outlookOnWindows;
        return through ? "not measurable in " + device.client() : null;
    }
}
