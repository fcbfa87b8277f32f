package org.tinypixel.web.track;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.HitId;
import org.tinypixel.hits.Hit;
import org.tinypixel.hits.HitKind;
import org.tinypixel.hits.HitNotes;
import org.tinypixel.tracking.Tokens;

/** Makes a hit of a request: what the verdict needs and no more. */
@ApplicationScoped
public class HitReader {
    private static final String[] NAMES = {
        "user-agent",
        "accept",
        "accept-language",
        "purpose",
        "x-purpose",
        "sec-purpose",
        "x-moz",
        "referer",
        "via",
        "sec-fetch-dest",
        "sec-fetch-mode",
        "sec-gpc",
        "dnt"
    };
    private static final List<String> SESSIONS = List.of("__Host-tinypixel_session", "tinypixel_session");
    private static final int LONGEST = 512;

    @Inject
    ClientAddress address;

    @Inject
    InstantSource clock;

    @Inject
    RobotsAsked robots;

    Instant now() {
        return clock.instant();
    }

    Hit read(Visit visit, HitKind kind, Tokens.Verified token) {
        var from = address.of(visit);
        var now = clock.instant();
        var hit = new Hit(
                HitId.next(),
                token.copy(),
                kind,
                token.linkIndex(),
                now,
                visit.method(),
                from,
                kept(visit),
                session(visit));
        return robots.lately(from, now) ? hit.noted(Map.of(HitNotes.ROBOTS, "1")) : hit;
    }

    /** Somebody asks for the rules for robots. */
    void robot(Visit visit) {
        robots.ask(address.of(visit), clock.instant());
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // arrays of generics
    private static Map<String, String> kept(Visit visit) {
        var kept = new Map.Entry[NAMES.length];
        var count = 0;
        for (var name : NAMES) {
            var values = visit.header(name);
            if (!values.isEmpty()) {
                var text = values.size() == 1 ? values.get(0) : String.join(", ", values);
                kept[count++] = Map.entry(name, text.length() <= LONGEST ? text : text.substring(0, LONGEST));
            }
        }
        return Map.ofEntries(Arrays.copyOf(kept, count));
    }

    /** The application's cookie is no tracking cookie: it tells the sender's own views, and only its hash is kept. */
    private static @Nullable String session(Visit visit) {
        for (var name : SESSIONS) {
            var value = visit.cookie(name);
            if (value != null && !value.isEmpty()) {
                return hash(value);
            }
        }
        return null;
    }

    private static String hash(String value) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
