package org.tinypixel.classify;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Networks of mail filters that also carry people in isolated browsers (Proofpoint, Mimecast, Cisco), and Microsoft's, where filters, Outlook on the web and rented desktops
 * live side by side. Pictures and early clicks are the filter's; a click later has a person behind it.
 */
final class ProbableFilterRule implements SingleRule {
    private static final Duration FILTER_TIME = Duration.ofMinutes(2);
    private static final Opinion FILTER = Opinion.machine(
            Confidence.MEDIUM,
            FilterNetworkRule.KEY,
            "Probably a mail filter that checked the message; the request came from its network.");
    private static final Opinion ISOLATED = Opinion.human(
            Confidence.MEDIUM,
            "isolated-browser",
            "Clicked in a protected browser of the recipient's mail filter, so the place is unknown.");
    private static final Opinion MICROSOFT = Opinion.machine(
            Confidence.MEDIUM,
            FilterNetworkRule.KEY,
            "Probably Microsoft's mail filter, which checks a message when it arrives.");

    @Override
    public List<Opinion> opinions() {
        return List.of(FILTER, ISOLATED, MICROSOFT);
    }

    @Override
    public @Nullable Opinion judge(Sight sight) {
        var early = sight.isWithin(FILTER_TIME);
        if (sight.from(NetworkClass.PROBABLE_FILTER)) {
            return early || !sight.isClick() ? FILTER : ISOLATED;
        }
        return sight.from(NetworkClass.MICROSOFT) && early ? MICROSOFT : null;
    }
}
