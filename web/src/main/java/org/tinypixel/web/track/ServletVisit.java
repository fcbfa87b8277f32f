package org.tinypixel.web.track;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.tinypixel.hits.Hit;
import org.tinypixel.hits.HitIntake;

/** A visit by an asynchronous servlet: the way in that every Jakarta EE server has. It holds no pictures. */
final class ServletVisit implements Visit {
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final TrackCounts counts;
    private final Duration longestWait;

    ServletVisit(HttpServletRequest request, HttpServletResponse response, TrackCounts counts, Duration longestWait) {
        this.request = request;
        this.response = response;
        this.counts = counts;
        this.longestWait = longestWait;
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String path() {
        return request.getRequestURI().substring(request.getContextPath().length());
    }

    @Override
    public @Nullable String query() {
        return request.getQueryString();
    }

    @Override
    public List<String> header(String name) {
        return Collections.list(request.getHeaders(name));
    }

    @Override
    public @Nullable String cookie(String name) {
        var cookies = request.getCookies();
        if (cookies != null) {
            for (var cookie : cookies) {
                if (cookie.getName().equals(name)) {
                    return cookie.getValue();
                }
            }
        }
        return null;
    }

    @Override
    public String peer() {
        return request.getRemoteAddr();
    }

    @Override
    public void send(Answers.Answer answer) {
        response.setStatus(answer.status());
        answer.usual().forEach(header -> response.setHeader(header.getKey(), header.getValue()));
        answer.own().forEach(header -> response.setHeader(header.getKey(), header.getValue()));
        response.setContentLength(answer.body().length);
        try {
            response.getOutputStream().write(answer.body());
        } catch (IOException gone) {
            throw new UncheckedIOException("the client left", gone);
        }
    }

    @Override
    public void storeFirst(HitIntake intake, Hit hit, Answers.Answer answer) {
        // Below the buffer's size, so nothing leaves before the request is completed.
        send(answer);
        CompletionStage<Void> stored;
        try {
            stored = intake.accept(hit);
        } catch (RuntimeException broken) {
            counts.countNotStored();
            return;
        }
        var known = stored.toCompletableFuture();
        if (known.isDone()) {
            if (known.isCompletedExceptionally()) {
                counts.countNotStored();
            }
            return;
        }
        var open = new Open(request.startAsync(), counts);
        open.context.setTimeout(longestWait.toMillis());
        open.context.addListener(open);
        Executor pool = open.context::start;
        // The journal's thread has other things to do than to complete requests.
        var unused = stored.handleAsync(
                (done, failure) -> {
                    if (failure != null) {
                        counts.countNotStored();
                    }
                    open.send();
                    return "";
                },
                pool);
    }

    @Override
    public boolean hold(Hit hit) {
        return false;
    }

    private static final class Open implements AsyncListener {
        private final AsyncContext context;
        private final TrackCounts counts;
        private final AtomicBoolean sent = new AtomicBoolean();

        Open(AsyncContext context, TrackCounts counts) {
            this.context = context;
            this.counts = counts;
        }

        void send() {
            if (sent.compareAndSet(false, true)) {
                try {
                    context.complete();
                } catch (IllegalStateException gone) {
                    // The client left, and the container ended the request before us.
                    return;
                }
            }
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            counts.countLate();
            send();
        }

        @Override
        public void onError(AsyncEvent event) {
            send();
        }

        @Override
        public void onComplete(AsyncEvent event) {
            sent.set(true);
        }

        @Override
        public void onStartAsync(@Nullable AsyncEvent event) {
            // It is started once.
        }
    }
}
