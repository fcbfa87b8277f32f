package org.tinypixel.database;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tinypixel.base.Unavailable;

/**
 * Reaches the database in the background, so that pixels and links work before and without it, migrates it, and then says {@link DatabaseReady} once.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Database {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    @Resource(lookup = "java:jboss/datasources/TinypixelDS")
    DataSource source;

    @Resource
    ManagedThreadFactory threads;

    @Inject
    Event<DatabaseReady> ready;

    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile boolean reached;
    private volatile @Nullable String trouble = "The database was not reached yet.";

    @PostConstruct
    void start() {
        threads.newThread(this::reach).start();
    }

    @PreDestroy
    void stop() {
        stop.countDown();
    }

    /** Whether the tables are there and everything that needs them was started. It does not say that the database answers this second. */
    public boolean isReady() {
        return reached;
    }

    /** Does nothing once the database was reached; until then {@link Unavailable} with the reason. */
    public void mustBeReady() {
        var reason = trouble;
        if (!reached && reason != null) {
            throw new Unavailable(reason + " Pixels and links work; hits are kept and counted later.");
        }
    }

    private void reach() {
        var pause = SHORTEST_PAUSE;
        try {
            do {
                if (migrated()) {
                    ready.fire(new DatabaseReady());
                    reached = true;
                    trouble = null;
                    return;
                }
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            } while (!stop.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException broken) {
            trouble = "Tinypixel did not start completely; its log names the cause.";
            LOG.error("A part did not start", broken);
        }
    }

    private boolean migrated() {
        try {
            Migrations.run(source);
            return true;
        } catch (FlywayException | SQLException away) {
            trouble = "The database cannot be used: " + firstLine(away) + ".";
            LOG.warn("{} Trying again.", trouble);
            return false;
        }
    }

    private static String firstLine(Exception failure) {
        var cause = failure.getCause() instanceof SQLException sql ? sql : failure;
        var text = String.valueOf(cause.getMessage()).strip();
        return text.lines().findFirst().orElse("no reason given");
    }
}
