package org.tinypixel.classify;

import org.jspecify.annotations.Nullable;

/** Networks in which a mail filter has its servers and nobody reads mail, for example Microsoft 365 endpoint sets 9 and 10. */
final class FilterNetworkRule implements SingleRule {
    static final String KEY = "mail-filter-network";

    @Override
    public @Nullable Opinion judge(Sight sight) {
        return sight.from(NetworkClass.FILTER)
                ? Opinion.machine(
                        Confidence.HIGH, KEY, "A mail filter checked the message; the request came from its servers.")
                : null;
    }
}
