package org.tinypixel.classify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Nobody can read a mail that is not delivered yet. The built-in inbox has it from the start. */
final class BeforeDeliveryRule implements SingleRule {
    private static final Opinion BEFORE = Opinion.machine(
            Confidence.HIGH,
            "before-delivery",
            "Loaded before the mail was delivered, so the receiving server was checking it.");

    @Override
    public List<Opinion> opinions() {
        return List.of(BEFORE);
    }

    @Override
    public @Nullable Opinion judge(Sight sight) {
        return sight.age().isNegative() && !sight.copy().captured() ? BEFORE : null;
    }
}
