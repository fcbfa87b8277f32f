package org.tinypixel.web.api;

import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;
import org.tinypixel.access.Viewer;

/** Who called; resources ask it for the viewer. */
@RequestScoped
public class Caller {
    private @Nullable Viewer viewer;
    private @Nullable String sessionToken;
    private String requestId = "";

    /** The person behind the call; answers 401 where there is none. */
    public Viewer viewer() {
        var known = viewer;
        if (known == null) {
            throw new Unauthenticated();
        }
        return known;
    }

    /** The same, or null where nobody is signed in. */
    public @Nullable Viewer viewerOrNull() {
        return viewer;
    }

    /** The session's token, null with an API key. */
    public @Nullable String sessionToken() {
        return sessionToken;
    }

    /** In every answer and log line of this call. */
    public String requestId() {
        return requestId;
    }

    void is(@Nullable Viewer viewer, @Nullable String sessionToken) {
        this.viewer = viewer;
        this.sessionToken = sessionToken;
    }

    void named(String requestId) {
        this.requestId = requestId;
    }

    /** Nobody is signed in, and somebody must be. */
    static final class Unauthenticated extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unauthenticated() {
            super("Sign in, or send an API key as: Authorization: Bearer <key>.");
        }
    }
}
