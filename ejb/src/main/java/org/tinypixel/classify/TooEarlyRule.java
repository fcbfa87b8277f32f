package org.tinypixel.classify;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A picture that is there as soon as the mail: mail programs and filters prepare mails when they arrive, people take longer. On this machine or network somebody tries things out. */
final class TooEarlyRule implements SingleRule {
    private static final Duration AT_ONCE = Duration.ofSeconds(2);
    private static final Opinion AT_DELIVERY = Opinion.machine(
            Confidence.MEDIUM, "at-delivery", "Loaded in the moment of delivery, faster than a person opens a mail.");

    @Override
    public List<Opinion> opinions() {
        return List.of(AT_DELIVERY);
    }

    @Override
    public @Nullable Opinion judge(Sight sight) {
        var early = sight.isPixel()
                && sight.isWithin(AT_ONCE)
                && !sight.copy().captured()
                && !sight.from(NetworkClass.LOCAL)
                && !sight.agent().isEmpty();
        return early ? AT_DELIVERY : null;
    }
}
