package org.tinypixel.routes;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Locale;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tinypixel.database.DatabaseReady;
import org.tinypixel.outbox.Topic;

/**
 * Starts Camel with every {@link RouteBuilder} that is a CDI bean, once the database is ready, and stops it before the server stops. A route that wants to be woken when
 * rows of a topic are put begins at {@code seda:<topic in lower case>-nudge?size=1&discardWhenFull=true}.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class CamelStart {
    private static final Logger LOG = LoggerFactory.getLogger(CamelStart.class);

    @Inject
    @Any
    Instance<RouteBuilder> builders;

    @Resource
    ManagedThreadFactory threads;

    private final Object lock = new Object();
    private volatile @Nullable Routes routes;
    private boolean stopped;

    /** In a thread of its own: neither the server's start nor other parts that wait for the database shall wait for routes. */
    public void onReady(@Observes DatabaseReady ready) {
        threads.newThread(this::start).start();
    }

    /** Wakes the routes of a topic; does nothing while Camel is not running, since a timer finds what a nudge misses. */
    public void nudge(Topic topic) {
        nudge(topic.name().toLowerCase(Locale.ROOT));
    }

    /** The same for routes that no topic of the outbox belongs to; they begin at {@code seda:<name>-nudge?size=1&discardWhenFull=true}. */
    public void nudge(String name) {
        var running = routes;
        if (running != null) {
            running.nudge(name);
        }
    }

    private void start() {
        synchronized (lock) {
            if (stopped) {
                return;
            }
            try {
                routes = Routes.start(builders);
            } catch (Exception broken) {
                LOG.error("The routes did not start: no mail is sent and no CRM is told", broken);
            }
        }
    }

    @PreDestroy
    void stop() {
        synchronized (lock) {
            stopped = true;
            var running = routes;
            routes = null;
            if (running != null) {
                running.close();
            }
        }
    }
}
