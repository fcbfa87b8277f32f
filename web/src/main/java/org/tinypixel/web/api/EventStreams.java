package org.tinypixel.web.api;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tinypixel.web.session.Authentication;
import org.tinypixel.web.session.Authentication.Result;

/** All open streams of this node: pings each every 15 s, and asks each minute whether its session or key still holds. */
@ApplicationScoped
class EventStreams {
    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);
    private static final int PING_SECONDS = 15;
    private static final int PINGS_BETWEEN_CHECKS = 4;
    private static final int MOST = 5000;

    @Inject
    Authentication authentication;

    @Resource
    ManagedScheduledExecutorService timer;

    private final Map<EventStream, HttpServletRequest> open = new ConcurrentHashMap<>();
    private @Nullable ScheduledFuture<?> pings;
    private @Nullable Thread atShutdown;
    private volatile boolean stopping;
    private int round;

    @PostConstruct
    void start() {
        // When the process is told to stop, the server first waits for requests in flight, and a stream would be one
        // until the very end.
        var hook = new Thread(this::closeAll, "live-streams-end");
        Runtime.getRuntime().addShutdownHook(hook);
        atShutdown = hook;
        pings = timer.scheduleWithFixedDelay(this::tick, PING_SECONDS, PING_SECONDS, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        closeAll();
        try {
            if (atShutdown != null) {
                Runtime.getRuntime().removeShutdownHook(atShutdown);
            }
        } catch (IllegalStateException hooksRun) {
            LOG.trace("The process is ending", hooksRun);
        }
    }

    private void closeAll() {
        stopping = true;
        var running = pings;
        if (running != null) {
            running.cancel(false);
        }
        open.keySet().forEach(EventStream::close);
    }

    boolean isFull() {
        return stopping || open.size() >= MOST;
    }

    void add(EventStream stream, HttpServletRequest request) {
        open.put(stream, request);
        if (stopping) {
            stream.close();
        }
    }

    void remove(EventStream stream) {
        open.remove(stream);
    }

    private void tick() {
        var checks = ++round % PINGS_BETWEEN_CHECKS == 0;
        open.forEach((stream, request) -> {
            if (checks) {
                check(stream, request);
            }
            stream.ping();
        });
    }

    private void check(EventStream stream, HttpServletRequest request) {
        try {
            if (authentication.of(request) instanceof Result.Somebody somebody) {
                stream.sees(somebody.viewer());
            } else {
                stream.close();
            }
        } catch (RuntimeException away) {
            // Without a database nothing changes, so there is nothing that should not be seen either.
            LOG.debug("A live stream's session could not be checked", away);
        }
    }
}
