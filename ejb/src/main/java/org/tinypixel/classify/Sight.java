package org.tinypixel.classify;

import java.time.Duration;
import org.tinypixel.hits.Hit;
import org.tinypixel.hits.HitKind;
import org.tinypixel.hits.HitNotes;

/**
 * One hit with all that is known of it before it is judged.
 *
 * @param agent user agent, cut
 * @param robot whether the agent says that it is a program
 */
record Sight(CopyFacts copy, Hit hit, String agent, boolean robot, Network network, Device device) {
    static Sight of(CopyFacts copy, Hit hit, NetworkLookup networks, Devices devices) {
        var agent = Devices.cut(hit.header("user-agent").strip());
        return new Sight(copy, hit, agent, devices.isRobot(agent), Network.of(hit, networks), devices.of(agent));
    }

    boolean isClick() {
        return hit.kind() == HitKind.CLICK && !isMarked(HitNotes.TRAP);
    }

    boolean isPixel() {
        return hit.kind() == HitKind.OPEN || hit.kind() == HitKind.VIEW;
    }

    /** The plain pixel: neither the held one nor one that a style loads. */
    boolean isLoad() {
        return hit.kind() == HitKind.OPEN && hit.header(HitNotes.MARK).isEmpty();
    }

    /** Whether it is the picture or link of this mark. */
    boolean isMarked(String mark) {
        return hit.header(HitNotes.MARK).equals(mark);
    }

    boolean from(NetworkClass type) {
        return network.type() == type;
    }

    boolean says(String word) {
        return agent.contains(word);
    }

    /** The least number of copies that a note stands for; 0 where it is absent. */
    int atLeast(String note) {
        var text = hit.header(note);
        return text.isEmpty() ? 0 : Integer.parseInt(text);
    }

    /** How long the client held the picture open. */
    Duration held() {
        return Duration.ofMillis(Math.max(0, hit.heldMillis()));
    }

    /** Since the next mail server took the copy; negative before that. */
    Duration age() {
        return Duration.between(copy.sentAt(), hit.receivedAt());
    }

    boolean isWithin(Duration limit) {
        return age().compareTo(limit) <= 0;
    }

    /** Whether the other came from the same neighborhood of addresses: what stays of an address after a day, so that the answer stays, too. */
    boolean isNear(Sight other) {
        return Near.isSame(hit.address(), other.hit.address());
    }

    /** Whether the request asks that nothing personal be kept of it (Global Privacy Control, Do Not Track). */
    boolean wantsPrivacy() {
        return PrivacySignalRule.asks(hit);
    }
}
