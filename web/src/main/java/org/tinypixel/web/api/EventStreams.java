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
import org.tinypixel.base.UserId;
import org.tinypixel.web.session.Authentication;
import org.tinypixel.web.session.Authentication.Result;

/**
 * All open streams of this node: pings each every 15 s, and asks each minute whether its session or key still holds. Asking is a task of its own, because it waits for the
 * database and a ping must not.
 */
@ApplicationScoped
class EventStreams {
    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);
    private static final int PING_SECONDS = 15;
    private static final int CHECK_SECONDS = 60;
    private static final int MOST = 5000;
    /** Windows and devices of one person, or the programs that share a key. */
    private static final int MOST_OF_ONE = 50;

    @Inject
    Authentication authentication;

    @Resource
    ManagedScheduledExecutorService timer;

    private final Map<EventStream, HttpServletRequest> open = new ConcurrentHashMap<>();
    private @Nullable ScheduledFuture<?> pings;
    private @Nullable ScheduledFuture<?> checks;
    private @Nullable Thread atShutdown;
    private volatile boolean stopping;

    @PostConstruct
    void start() {
        // When the process is told to stop, the server first waits for requests in flight, and a stream would be one
        // until the very end.
        var hook = new Thread(this::closeAll, "live-streams-end");
        Runtime.getRuntime().addShutdownHook(hook);
        atShutdown = hook;
        pings = timer.scheduleWithFixedDelay(this::ping, PING_SECONDS, PING_SECONDS, TimeUnit.SECONDS);
        checks = timer.scheduleWithFixedDelay(this::check, CHECK_SECONDS, CHECK_SECONDS, TimeUnit.SECONDS);
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
        cancel(pings);
        cancel(checks);
        open.keySet().forEach(EventStream::close);
    }

    private static void cancel(@Nullable ScheduledFuture<?> task) {
        if (task != null) {
            task.cancel(false);
        }
    }

    boolean hasEnoughOf(UserId listener) {
        return open.keySet().stream()
                        .filter(stream -> stream.listener().equals(listener))
                        .count()
                >= MOST_OF_ONE;
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

    private void ping() {
        open.keySet().forEach(EventStream::ping);
    }

    /** Without a database nothing changes, so there is nothing that should not be seen either: the round ends at the first that cannot be asked. */
    private void check() {
        try {
            open.forEach(this::check);
        } catch (RuntimeException away) {
            LOG.debug("A live stream's session could not be checked", away);
        }
    }

    private void check(EventStream stream, HttpServletRequest request) {
        if (authentication.of(request) instanceof Result.Somebody somebody) {
            stream.sees(somebody.viewer());
        } else {
            stream.close();
        }
    }
}
