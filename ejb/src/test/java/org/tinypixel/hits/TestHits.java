package org.tinypixel.hits;

import java.time.Instant;
import java.util.Map;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.HitId;

/** Hits for tests. */
final class TestHits {
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    static final String THUNDERBIRD =
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:115.0) Gecko/20100101 Thunderbird/115.9.0";

    private TestHits() {}

    static Hit open(CopyId copy) {
        return open(copy, NOON);
    }

    static Hit open(CopyId copy, Instant at) {
        return new Hit(
                HitId.next(),
                copy,
                HitKind.OPEN,
                -1,
                at,
                "GET",
                "192.0.2.7",
                Map.of("user-agent", THUNDERBIRD, "accept-language", "de-AT,de;q=0.9"),
                null);
    }

    static Hit open() {
        return open(CopyId.next());
    }
}
