package org.tinypixel.classify;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rented server soon after delivery: two weak signs of a machine that together are enough for a picture. For a click, whose loss would be silent, only the first half
 * minute is.
 */
final class EarlyHostingRule implements SingleRule {
    private static final Duration FOR_PICTURES = Duration.ofMinutes(2);
    private static final Duration FOR_CLICKS = Duration.ofSeconds(30);
    private static final Opinion EARLY = Opinion.machine(
            Confidence.MEDIUM, "early-hosting", "It came from a rented server right after delivery, as scanners do.");

    @Override
    public List<Opinion> opinions() {
        return List.of(EARLY);
    }

    @Override
    public @Nullable Opinion judge(Sight sight) {
        var early = sight.isWithin(sight.isPixel() ? FOR_PICTURES : FOR_CLICKS);
        return early && sight.from(NetworkClass.HOSTING) && !sight.agent().isEmpty() ? EARLY : null;
    }
}
