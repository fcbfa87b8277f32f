package org.tinypixel.engagement;

import java.time.Instant;
import java.util.Map;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.HitId;
import org.tinypixel.hits.Hit;
import org.tinypixel.hits.HitKind;

/** Hits as the {@link SimpleClassifier} understands them. */
final class Hits {
    private Hits() {}

    static Hit open(CopyId copy, String who, Instant at) {
        return hit(copy, HitKind.OPEN, -1, who, at, null);
    }

    static Hit click(CopyId copy, int link, String who, Instant at) {
        return hit(copy, HitKind.CLICK, link, who, at, null);
    }

    static Hit hit(CopyId copy, HitKind kind, int link, String who, Instant at, String session) {
        var method = kind == HitKind.UNSUBSCRIBE ? "POST" : "GET";
        return new Hit(HitId.next(), copy, kind, link, at, method, "198.51.100.7", Map.of("user-agent", who), session);
    }
}
