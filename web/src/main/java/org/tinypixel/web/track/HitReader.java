package org.tinypixel.web.track;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.HitId;
import org.tinypixel.hits.Hit;
import org.tinypixel.hits.HitKind;
import org.tinypixel.tracking.Tokens;

/** Makes a hit of a request: what the verdict needs and no more. */
@ApplicationScoped
public class HitReader {
    private static final List<String> HEADERS = List.of(
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
            "dnt");
    private static final List<String> SESSIONS = List.of("__Host-tinypixel_session", "tinypixel_session");
    private static final int LONGEST = 512;

    @Inject
    ClientAddress address;

    @Inject
    InstantSource clock;

    Hit read(HttpServletRequest request, HitKind kind, Tokens.Verified token) {
        return new Hit(
                HitId.next(),
                token.copy(),
                kind,
                token.linkIndex(),
                clock.instant(),
                request.getMethod(),
                address.of(request),
                headers(request),
                session(request));
    }

    private static Map<String, String> headers(HttpServletRequest request) {
        var headers = new HashMap<String, String>();
        for (var name : HEADERS) {
            var values = request.getHeaders(name);
            if (values.hasMoreElements()) {
                var text = String.join(", ", Collections.list(values));
                headers.put(name, text.length() <= LONGEST ? text : text.substring(0, LONGEST));
            }
        }
        return headers;
    }

    /** The application's cookie is no tracking cookie: it tells the sender's own views, and only its hash is kept. */
    private static @Nullable String session(HttpServletRequest request) {
        var cookies = request.getCookies();
        if (cookies == null) {
            return null;
        }
        for (var name : SESSIONS) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(name) && !cookie.getValue().isEmpty()) {
                    return hash(cookie.getValue());
                }
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
