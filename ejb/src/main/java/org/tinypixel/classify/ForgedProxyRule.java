package org.tinypixel.classify;

import org.jspecify.annotations.Nullable;

/** An agent that claims to be a mail provider's proxy, from a network that is not that provider's. */
final class ForgedProxyRule implements SingleRule {
    @Override
    public @Nullable Opinion judge(Sight sight) {
        return sight.says("GoogleImageProxy") || sight.says("YahooMailProxy")
                ? Opinion.machine(
                        Confidence.LOW,
                        "forged-proxy-agent",
                        "Claims to be a mail provider's image proxy, but came from another network.")
                : null;
    }
}
