package org.tinypixel.classify;

import org.jspecify.annotations.Nullable;

/** Nobody can read a mail that is not delivered yet. The built-in inbox has it from the start. */
final class BeforeDeliveryRule implements SingleRule {
    @Override
    public @Nullable Opinion judge(Sight sight) {
        return sight.age().isNegative() && !sight.copy().captured()
                ? Opinion.machine(
                        Confidence.HIGH,
                        "before-delivery",
                        "Loaded before the mail was delivered, so the receiving server was checking it.")
                : null;
    }
}
