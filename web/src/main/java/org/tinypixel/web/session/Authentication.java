package org.tinypixel.web.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tinypixel.access.Sessions;
import org.tinypixel.access.Viewer;
import org.tinypixel.settings.Settings;

/** Finds out who asks. A bearer key wins over the cookie; a cookie needs the header token for everything that changes something. */
@ApplicationScoped
public class Authentication {
    /** Carries the value of {@code csrf} in {@code GET /api/v1/session}. */
    public static final String CSRF_HEADER = "X-Tinypixel-Csrf";

    private static final String BEARER = "Bearer ";

    @Inject
    Sessions sessions;

    @Inject
    Settings settings;

    /** Who asks, as far as the request says. */
    public sealed interface Result {
        /** Nobody: neither key nor session, or an ended session. */
        record Nobody() implements Result {}

        /** Credentials that are wrong, with a sentence. */
        record Refused(int status, String reason) implements Result {}

        /** Somebody; {@code sessionToken} is null with an API key. */
        record Somebody(Viewer viewer, @Nullable String sessionToken) implements Result {}
    }

    /** Reads key or cookie of a request. */
    public Result of(HttpServletRequest request) {
        var authorization = request.getHeader("Authorization");
        if (authorization != null) {
            return byKey(authorization);
        }
        var token = token(request).orElse(null);
        var viewer = token == null ? Optional.<Viewer>empty() : sessions.bySession(token);
        if (token == null || viewer.isEmpty()) {
            return new Result.Nobody();
        }
        if (changes(request.getMethod()) && !matches(csrf(token), request.getHeader(CSRF_HEADER))) {
            return new Result.Refused(
                    403, "The header " + CSRF_HEADER + " is missing or old: reload the page and try again.");
        }
        return new Result.Somebody(viewer.get(), token);
    }

    private Result byKey(String authorization) {
        if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return new Result.Refused(401, "Send the API key as: Authorization: Bearer <key>.");
        }
        return sessions.byApiKey(authorization.substring(BEARER.length()).strip())
                .<Result>map(viewer -> new Result.Somebody(viewer, null))
                .orElseGet(() -> new Result.Refused(401, "This API key is not known here; it may have been removed."));
    }

    private static boolean changes(String method) {
        return !method.equals("GET") && !method.equals("HEAD") && !method.equals("OPTIONS");
    }

    /** The session token in the request's cookie. */
    public Optional<String> token(HttpServletRequest request) {
        return Optional.ofNullable(request.getCookies()).stream()
                .flatMap(Arrays::stream)
                .filter(cookie -> cookie.getName().equals(cookieName()))
                .map(Cookie::getValue)
                .findFirst();
    }

    /** What a page must send back in {@link #CSRF_HEADER}; another site cannot know it. */
    public String csrf(String token) {
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256").digest(("csrf|" + token).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static boolean matches(String expected, @Nullable String given) {
        return given != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private boolean https() {
        return "https".equals(settings.publicUrl().getScheme());
    }

    /** The {@code __Host-} form binds the cookie to host and HTTPS; browsers refuse it on plain HTTP. */
    public String cookieName() {
        return https() ? "__Host-tinypixel_session" : "tinypixel_session";
    }

    /** The {@code Set-Cookie} value that carries a token, or ends the session where it is null. */
    public String cookie(@Nullable String token) {
        return cookieName() + "=" + (token == null ? "" : token) + "; Path=/; HttpOnly; SameSite=Lax; Max-Age="
                + (token == null ? 0 : Sessions.LENGTH.toSeconds()) + (https() ? "; Secure" : "");
    }
}
