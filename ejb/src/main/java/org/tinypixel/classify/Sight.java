package org.tinypixel.classify;

import java.time.Duration;
import org.tinypixel.hits.Hit;
import org.tinypixel.hits.HitKind;

/**
 * One hit with all that is known of it before it is judged.
 *
 * @param agent user agent, cut
 * @param robot whether the agent says that it is a program
 */
record Sight(CopyFacts copy, Hit hit, String agent, boolean robot, Network network, Device device) {
    static Sight of(CopyFacts copy, Hit hit, NetworkLookup networks, Devices devices) {
        var agent = Devices.cut(hit.header("user-agent").strip());
        return new Sight(copy, hit, agent, Robots.names(agent), networks.of(hit.address()), devices.of(agent));
    }

    boolean isClick() {
        return hit.kind() == HitKind.CLICK;
    }

    boolean isPixel() {
        return hit.kind() == HitKind.OPEN || hit.kind() == HitKind.VIEW;
    }

    boolean from(NetworkClass type) {
        return network.type() == type;
    }

    boolean says(String word) {
        return agent.contains(word);
    }

    /** Since the next mail server took the copy; negative before that. */
    Duration age() {
        return Duration.between(copy.sentAt(), hit.receivedAt());
    }

    boolean isWithin(Duration limit) {
        return age().compareTo(limit) <= 0;
    }

    /** Whether the request asks that nothing personal be kept of it (Global Privacy Control, Do Not Track). */
    boolean wantsPrivacy() {
        return hit.header("sec-gpc").equals("1") || hit.header("dnt").equals("1");
    }
}
