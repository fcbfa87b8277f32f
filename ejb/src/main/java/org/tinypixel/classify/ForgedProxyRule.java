package org.tinypixel.classify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An agent that claims to be a mail provider's proxy, from a network that is not that provider's. */
final class ForgedProxyRule implements SingleRule {
    private static final Opinion FORGED = Opinion.machine(
            Confidence.LOW,
            "forged-proxy-agent",
            "Claims to be a mail provider's image proxy, but came from another network.");

    @Override
    public List<Opinion> opinions() {
        return List.of(FORGED);
    }

    @Override
    public @Nullable Opinion judge(Sight sight) {
        return Devices.isProxy(sight.agent()) ? FORGED : null;
    }
}
