package org.tinypixel.scheduling;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.quartz.SchedulerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tinypixel.base.Ids;
import org.tinypixel.database.DatabaseReady;
import org.tinypixel.settings.Settings;

/** Wakes every {@link Sweep} that CDI finds, once the database is there, and says how each of them does. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class Sweeps {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeps.class);
    private static final Duration RETRY = Duration.ofSeconds(10);

    @Inject
    @Any
    Instance<Sweep> sweeps;

    @Inject
    InstantSource clock;

    @Inject
    Settings settings;

    @Resource(lookup = "java:jboss/datasources/TinypixelDS")
    DataSource database;

    @Resource
    ManagedScheduledExecutorService threads;

    private final SweepRuns runs = new SweepRuns();
    private @Nullable SweepScheduler scheduler;
    private boolean stopped;

    /**
     * How one sweep does, as seen by this node; in a cluster another node may have run it since.
     *
     * @param lastRun when it began last, null while it never ran here
     * @param lastError the last run's failure as a sentence, null where that run went well
     * @param nextRun when the cluster wakes it next, null while that is not known
     */
    public record Status(
            String name,
            Duration every,
            @Nullable Instant lastRun,
            @Nullable Duration lastDuration,
            @Nullable String lastError,
            @Nullable Instant nextRun) {}

    /** Every sweep of this node by name; empty until the database was reached. */
    public List<Status> status() {
        return runs.status();
    }

    /** Starts behind whoever says that the database is there; a scheduler that cannot start is tried again. */
    public void onReady(@Observes DatabaseReady ready) {
        threads.execute(this::start);
    }

    private synchronized void start() {
        if (stopped || scheduler != null) {
            return;
        }
        var all = sweeps.stream().toList();
        var made = new SweepScheduler(database, node(), all, runs, clock);
        try {
            made.start();
            scheduler = made;
            LOG.debug("{} sweeps are woken on schedule", all.size());
        } catch (SchedulerException | SQLException | RuntimeException away) {
            LOG.warn("The scheduler did not start; trying again in {}", RETRY, away);
            made.stop();
            var unused = threads.schedule(this::start, RETRY.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /**
     * An embedded database has one node, which by its fixed name finds what it left behind when it was killed. Of several nodes each life has a name of its own, and the
     * others notice a missed check-in.
     */
    private String node() {
        return settings.database().isPostgreSql() ? Ids.next() : "embedded";
    }

    /** Lets a run that is under way end, so that its transaction is not cut. */
    @PreDestroy
    synchronized void stop() {
        stopped = true;
        var running = scheduler;
        if (running != null) {
            running.stop();
        }
    }
}
