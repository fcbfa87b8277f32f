package org.tinypixel.scheduling;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.SimpleTrigger;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.DirectSchedulerFactory;
import org.quartz.impl.SchedulerRepository;
import org.quartz.impl.jdbcjobstore.InvalidConfigurationException;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;
import org.quartz.impl.jdbcjobstore.StdJDBCDelegate;
import org.quartz.impl.matchers.GroupMatcher;
import org.quartz.simpl.SimpleThreadPool;
import org.quartz.spi.TriggerFiredBundle;
import org.quartz.utils.DBConnectionManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node's Quartz over the JDBC store that all nodes share: one job and one repeating trigger per sweep. Quartz commits on its own connections, so this is called
 * outside JTA transactions.
 */
final class SweepScheduler {
    private static final Logger LOG = LoggerFactory.getLogger(SweepScheduler.class);
    private static final String NAME = "tinypixel";
    private static final String GROUP = "sweep";
    private static final int THREADS = 4;
    /** After a gap longer than this a sweep runs once and not once for each time that was missed. */
    private static final Duration MISFIRE = Duration.ofSeconds(2);

    private static final Duration CHECK_IN = Duration.ofSeconds(5);
    private static final AtomicLong COUNT = new AtomicLong();

    /** How long runs that are under way get at the end. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration QUIET = Duration.ofMillis(200);

    private final DataSource database;
    private final Connections connections;
    private final String node;
    private final Map<String, Sweep> sweeps = new LinkedHashMap<>();
    private final SweepRuns runs;
    private final InstantSource clock;
    private @Nullable Scheduler quartz;

    /**
     * Not started yet.
     *
     * @param node this node's name, unique among those that run
     */
    SweepScheduler(DataSource database, String node, List<Sweep> sweeps, SweepRuns runs, InstantSource clock) {
        this.database = database;
        this.connections = new Connections(database);
        this.node = node;
        this.runs = runs;
        this.clock = clock;
        for (var sweep : sweeps) {
            if (this.sweeps.put(sweep.name(), sweep) != null) {
                throw new IllegalStateException("two sweeps are named " + sweep.name());
            }
        }
    }

    void start() throws SchedulerException, SQLException {
        var made = make();
        quartz = made;
        made.setJobFactory((bundle, scheduler) -> job(bundle));
        forgetOthers(made);
        for (var sweep : sweeps.values()) {
            plan(made, sweep);
            runs.planned(sweep);
        }
        made.start();
    }

    /** Ends after the runs that are under way. */
    void stop() {
        var running = quartz;
        if (running == null) {
            return;
        }
        try {
            running.standby();
            letItRest(running);
            running.shutdown(true);
        } catch (SchedulerException away) {
            LOG.warn("The scheduler did not stop cleanly; other nodes take over after its next missed check-in", away);
        }
        quartz = null;
    }

    /** Waits until no run and no database call is under way, for a while at most: the end interrupts Quartz's threads. */
    private void letItRest(Scheduler running) throws SchedulerException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - end < 0
                && !(running.getCurrentlyExecutingJobs().isEmpty() && connections.isQuiet(QUIET))) {
            LockSupport.parkNanos(QUIET.toNanos() / 10);
        }
    }

    private Scheduler make() throws SchedulerException, SQLException {
        var postgreSql = isPostgreSql();
        var source = NAME + "-" + COUNT.incrementAndGet();
        DBConnectionManager.getInstance().addConnectionProvider(source, connections);
        var threads = new SimpleThreadPool(THREADS, Thread.NORM_PRIORITY);
        threads.setInstanceName("sweeps");
        threads.setMakeThreadsDaemons(true);
        threads.initialize();
        DirectSchedulerFactory.getInstance().createScheduler(NAME, node, threads, store(source, postgreSql));
        var made = DirectSchedulerFactory.getInstance().getScheduler(NAME);
        // Nobody looks it up by name, and a redeployment must not find the last one.
        SchedulerRepository.getInstance().remove(NAME);
        return made;
    }

    private static JobStoreTX store(String source, boolean postgreSql) throws SchedulerException {
        var store = new JobStoreTX();
        store.setDataSource(source);
        try {
            store.setDriverDelegateClass((postgreSql ? PostgreSQLDelegate.class : StdJDBCDelegate.class).getName());
        } catch (InvalidConfigurationException impossible) {
            throw new SchedulerException(impossible);
        }
        store.setTablePrefix("qrtz_");
        store.setUseProperties("true");
        store.setIsClustered(true);
        store.setClusterCheckinInterval(CHECK_IN.toMillis());
        store.setMisfireThreshold(MISFIRE.toMillis());
        store.setMakeThreadsDaemons(true);
        return store;
    }

    private boolean isPostgreSql() throws SQLException {
        try (var connection = database.getConnection()) {
            return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
        }
    }

    /** Sweeps of an earlier version. */
    private void forgetOthers(Scheduler quartz) throws SchedulerException {
        var old = new HashSet<>(quartz.getJobKeys(GroupMatcher.jobGroupEquals(GROUP)));
        old.removeIf(key -> sweeps.containsKey(key.getName()));
        for (var key : old) {
            quartz.deleteJob(key);
        }
    }

    /** Leaves a plan that fits alone: replacing it would shift the times that other nodes keep. */
    private static void plan(Scheduler quartz, Sweep sweep) throws SchedulerException {
        var every = sweep.every().toMillis();
        var present = quartz.getTrigger(new TriggerKey(sweep.name(), GROUP));
        if (present instanceof SimpleTrigger simple
                && simple.getRepeatInterval() == every
                && quartz.getTriggerState(present.getKey()) != Trigger.TriggerState.ERROR) {
            return;
        }
        var job = JobBuilder.newJob(SweepJob.class)
                .withIdentity(new JobKey(sweep.name(), GROUP))
                .storeDurably()
                .build();
        var trigger = TriggerBuilder.newTrigger()
                .withIdentity(new TriggerKey(sweep.name(), GROUP))
                .withSchedule(SimpleScheduleBuilder.simpleSchedule()
                        .withIntervalInMilliseconds(every)
                        .repeatForever()
                        .withMisfireHandlingInstructionNowWithRemainingCount())
                .build();
        quartz.scheduleJob(job, Set.of(trigger), true);
    }

    /** Never throws: Quartz would take the sweep out of service on all nodes. */
    private Job job(TriggerFiredBundle bundle) {
        var name = bundle.getJobDetail().getKey().getName();
        var sweep = sweeps.get(name);
        if (sweep == null) {
            return context -> LOG.warn("This node has no sweep {}; it belongs to another version", name);
        }
        return new SweepJob(sweep, runs, clock);
    }
}
