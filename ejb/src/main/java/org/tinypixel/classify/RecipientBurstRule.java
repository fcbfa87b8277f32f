package org.tinypixel.classify;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tinypixel.hits.HitNotes;

/**
 * One address that asks for several recipients' mails within a minute, or one mail of which many copies are asked for within the same second: a scanner in front of many
 * mailboxes. Two or three colleagues behind one office address are people, a company's network has more of them, and a phone provider has thousands behind one address.
 * Providers' proxies load for everybody, so they prove nothing.
 */
final class RecipientBurstRule implements SingleRule {
    private static final int OFFICE = 8;
    private static final int PHONES = 20;
    private static final int OTHERS = 4;
    private static final int SAME_SECOND = 8;
    private static final Opinion ONE_ADDRESS = Opinion.machine(
            Confidence.HIGH,
            "burst-over-recipients",
            "The same address asked for the mails of several recipients within a minute, as scanners do.");
    private static final Opinion ONE_SECOND = Opinion.machine(
            Confidence.MEDIUM,
            "same-second",
            "Many copies of this mail were asked for within the same second, as scanners do.");

    @Override
    public List<Opinion> opinions() {
        return List.of(ONE_ADDRESS, ONE_SECOND);
    }

    @Override
    public @Nullable Opinion judge(Sight sight) {
        var network = sight.network().type();
        if (!network.tellsPeopleApart()) {
            return null;
        }
        if (sight.atLeast(HitNotes.CROWD) >= limit(network)) {
            return ONE_ADDRESS;
        }
        return sight.atLeast(HitNotes.SECOND) >= SAME_SECOND ? ONE_SECOND : null;
    }

    private static int limit(NetworkClass network) {
        return network == NetworkClass.BUSINESS ? OFFICE : network == NetworkClass.MOBILE ? PHONES : OTHERS;
    }
}
