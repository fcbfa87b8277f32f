package org.tinypixel.classify;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A rented server seconds after delivery: two weak signs of a machine that together are enough for a picture. For a click they only lower the confidence. */
final class EarlyHostingRule implements SingleRule {
    private static final Duration EARLY = Duration.ofSeconds(30);

    @Override
    public @Nullable Opinion judge(Sight sight) {
        return sight.from(NetworkClass.HOSTING)
                        && sight.isWithin(EARLY)
                        && sight.isPixel()
                        && !sight.agent().isEmpty()
                ? Opinion.machine(
                        Confidence.MEDIUM,
                        "early-hosting",
                        "Loaded from a rented server within seconds of delivery, as scanners do.")
                : null;
    }
}
