package org.tinypixel.web.api;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import org.tinypixel.base.Ids;
import org.tinypixel.base.Unavailable;
import org.tinypixel.database.Database;
import org.tinypixel.web.api.Problem.Kind;
import org.tinypixel.web.session.Authentication;
import org.tinypixel.web.session.Authentication.Result;

/** Before every call: a request id, the size of the body, the database, who calls. After it: headers that keep answers private. */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION)
public class Gate implements ContainerRequestFilter, ContainerResponseFilter {
    @Inject
    Authentication authentication;

    @Inject
    Database database;

    @Inject
    Caller caller;

    @Context
    HttpServletRequest request;

    @Override
    public void filter(ContainerRequestContext call) {
        caller.named(Ids.next());
        if (call.getLength() > BodyLimit.BYTES) {
            refuse(call, Kind.TOO_LARGE, BodyLimit.SENTENCE);
            return;
        }
        call.setEntityStream(new BodyLimit(call.getEntityStream()));
        try {
            database.mustBeReady();
        } catch (Unavailable away) {
            refuse(call, Kind.UNAVAILABLE, String.valueOf(away.getMessage()));
            return;
        }
        var result = authentication.of(request);
        if (result instanceof Result.Somebody somebody) {
            caller.is(somebody.viewer(), somebody.sessionToken());
        } else if (result instanceof Result.Refused refused) {
            refuse(call, refused.status() == 403 ? Kind.FORBIDDEN : Kind.UNAUTHENTICATED, refused.reason());
        }
    }

    private void refuse(ContainerRequestContext call, Kind kind, String sentence) {
        call.abortWith(Problem.of(kind, sentence, List.of(), caller.requestId()).response());
    }

    @Override
    public void filter(ContainerRequestContext call, ContainerResponseContext answer) {
        var headers = answer.getHeaders();
        headers.putSingle("X-Request-Id", caller.requestId());
        headers.putSingle("X-Content-Type-Options", "nosniff");
        headers.putSingle("Referrer-Policy", "no-referrer");
        headers.computeIfAbsent("Cache-Control", name -> List.of("no-store, private"));
        headers.computeIfAbsent(
                "Content-Security-Policy", name -> List.of("default-src 'none'; frame-ancestors 'none'"));
    }
}
