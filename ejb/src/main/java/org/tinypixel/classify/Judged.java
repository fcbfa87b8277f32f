package org.tinypixel.classify;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.HitId;

/** A hit with what it means, and what it was judged by. */
record Judged(Sight sight, Opinion opinion) {
    Judged as(Opinion other) {
        return new Judged(sight, other);
    }

    HitId id() {
        return sight.hit().id();
    }

    Instant at() {
        return sight.hit().receivedAt();
    }

    boolean isHuman() {
        return opinion.verdict() == Verdict.HUMAN;
    }

    boolean isMachine() {
        return opinion.verdict() == Verdict.MACHINE;
    }

    Confidence confidence() {
        return opinion.confidence();
    }

    /** The place that may be shown: none for proxies, relays and server networks, and for those who ask for privacy. */
    @Nullable
    String country() {
        var hidden = sight.device().kind().equals(Device.HIDDEN) || sight.says("SuperhumanProxy");
        return hidden || sight.wantsPrivacy() || !sight.network().type().showsPlace()
                ? null
                : sight.network().country();
    }

    /** The same with the region behind a slash, where one is known. */
    @Nullable
    String place() {
        var country = country();
        var region = sight.network().region();
        return country == null || region == null ? country : country + "/" + region;
    }

    /** The device that may be shown. */
    Device device() {
        if (sight.wantsPrivacy()) {
            return new Device(Device.UNKNOWN, Device.UNKNOWN, Device.UNKNOWN);
        }
        var client = sight.device().client();
        return opinion.key().equals("microsoft-proxy")
                ? new Device(Device.HIDDEN, Device.UNKNOWN, "Outlook on the web")
                : client.equals(Device.UNKNOWN) && isMachine()
                        ? new Device(Device.UNKNOWN, Device.UNKNOWN, Device.UNKNOWN)
                        : sight.device();
    }

    JudgedHit shown() {
        return new JudgedHit(
                sight.hit(),
                opinion.verdict(),
                opinion.confidence(),
                opinion.key(),
                opinion.sentence(),
                device(),
                place());
    }
}
