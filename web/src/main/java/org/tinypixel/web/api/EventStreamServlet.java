package org.tinypixel.web.api;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.Ids;
import org.tinypixel.base.Json;
import org.tinypixel.base.Unavailable;
import org.tinypixel.database.Database;
import org.tinypixel.engagement.LiveFeed;
import org.tinypixel.web.api.Problem.Kind;
import org.tinypixel.web.session.Authentication;
import org.tinypixel.web.session.Authentication.Result;

/**
 * {@code GET /api/v1/events/stream}: changes of copies as Server-Sent Events. A servlet of its own, because its non-blocking output holds no thread per
 * listener. {@code Last-Event-ID} resumes.
 */
@WebServlet(urlPatterns = "/api/v1/events/stream", asyncSupported = true)
public class EventStreamServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(EventStreamServlet.class);
    private static final int SOONEST_RETRY_MILLIS = 1000;
    private static final int LATEST_RETRY_MILLIS = 6000;

    @Inject
    transient Authentication authentication;

    @Inject
    transient Database database;

    @Inject
    transient LiveFeed feed;

    @Inject
    transient EventStreams streams;

    @Inject
    transient EventFrames frames;

    @Inject
    transient InstantSource clock;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var requestId = Ids.next();
        response.setHeader("X-Request-Id", requestId);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store, private");
        try {
            database.mustBeReady();
        } catch (Unavailable away) {
            refuse(response, Kind.UNAVAILABLE, String.valueOf(away.getMessage()), requestId);
            return;
        }
        Result result;
        try {
            result = authentication.of(request);
        } catch (RuntimeException away) {
            LOG.debug("Nobody can be recognized at the moment", away);
            refuse(response, Kind.UNAVAILABLE, "The database does not answer at the moment.", requestId);
            return;
        }
        if (result instanceof Result.Somebody somebody) {
            if (streams.isFull()) {
                refuse(response, Kind.UNAVAILABLE, "Too many live connections are open at the moment.", requestId);
            } else if (streams.hasEnoughOf(somebody.viewer().id())) {
                refuse(response, Kind.TOO_MANY, "Too many live connections of yours are open: close some.", requestId);
            } else {
                open(request, response, somebody.viewer());
            }
            return;
        }
        var reason = result instanceof Result.Refused refused
                ? refused.reason()
                : "Sign in, or send an API key as: Authorization: Bearer <key>.";
        refuse(response, Kind.UNAUTHENTICATED, reason, requestId);
    }

    private void open(HttpServletRequest request, HttpServletResponse response, Viewer viewer) throws IOException {
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        // Proxies such as nginx would hold events back.
        response.setHeader("X-Accel-Buffering", "no");
        var async = request.startAsync();
        async.setTimeout(0);
        var self = new AtomicReference<EventStream>();
        var stream = new EventStream(async, response.getOutputStream(), viewer, clock, frames, () -> {
            var closed = self.get();
            if (closed != null) {
                streams.remove(closed);
            }
        });
        self.set(stream);
        streams.add(stream, request);
        async.addListener(stream);
        stream.greet(ThreadLocalRandom.current().nextInt(SOONEST_RETRY_MILLIS, LATEST_RETRY_MILLIS));
        stream.ping();
        response.getOutputStream().setWriteListener(stream);
        stream.listensBy(feed.listen(lastEventId(request), stream));
    }

    /** Anything but a number is a stranger's: such a client begins with what is new. */
    private static @Nullable Long lastEventId(HttpServletRequest request) {
        var text = request.getHeader("Last-Event-ID");
        try {
            return text == null ? null : Long.valueOf(text.strip());
        } catch (NumberFormatException foreign) {
            return null;
        }
    }

    private static void refuse(HttpServletResponse response, Kind kind, String sentence, String requestId)
            throws IOException {
        response.setStatus(kind.status());
        response.setContentType(Problem.MEDIA_TYPE);
        response.setCharacterEncoding("UTF-8");
        if (kind == Kind.UNAVAILABLE || kind == Kind.TOO_MANY) {
            response.setHeader("Retry-After", "10");
        }
        response.getWriter().print(Json.write(Problem.of(kind, sentence, List.of(), requestId)));
    }
}
