package org.tinypixel.classify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Networks in which a mail filter has its servers and nobody reads mail, for example Microsoft 365 endpoint sets 9 and 10. */
final class FilterNetworkRule implements SingleRule {
    static final String KEY = "mail-filter-network";

    private static final Opinion FILTER = Opinion.machine(
            Confidence.HIGH, KEY, "A mail filter checked the message; the request came from its servers.");

    @Override
    public List<Opinion> opinions() {
        return List.of(FILTER);
    }

    @Override
    public @Nullable Opinion judge(Sight sight) {
        return sight.from(NetworkClass.FILTER) ? FILTER : null;
    }
}
