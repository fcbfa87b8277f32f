package org.tinypixel.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.quartz.SchedulerException;
import org.tinypixel.base.Ids;
import org.tinypixel.database.TestDatabase;

/** The same promises over both databases. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SweepSchedulerTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-02T09:00:00Z"));
    private static final int PATIENCE = 60;

    private final ConcurrentLinkedQueue<SweepScheduler> started = new ConcurrentLinkedQueue<>();
    private TestDatabase database;

    abstract TestDatabase open();

    static final class OnH2Test extends SweepSchedulerTest {
        @Override
        TestDatabase open() {
            return TestDatabase.h2();
        }
    }

    static final class OnPostgreSqlTest extends SweepSchedulerTest {
        @Override
        TestDatabase open() {
            return TestDatabase.postgreSql();
        }
    }

    @BeforeAll
    void connect() {
        database = open();
    }

    @AfterEach
    void stopAll() {
        started.forEach(SweepScheduler::stop);
        started.clear();
    }

    @AfterAll
    void disconnect() {
        database.close();
    }

    @Test
    void a_sweep_runs_again_and_again_and_its_status_says_when() throws Exception {
        var latch = new CountDownLatch(3);
        var runs = new SweepRuns();
        start(runs, sweep("again", now -> latch.countDown()));
        assertThat(latch.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
        assertThat(runs.status()).singleElement().satisfies(status -> {
            assertThat(status.name()).isEqualTo("again");
            assertThat(status.lastRun()).isEqualTo(CLOCK.instant());
            assertThat(status.lastDuration()).isPositive();
            assertThat(status.lastError()).isNull();
            assertThat(status.nextRun()).isNotNull();
        });
    }

    @Test
    void a_failing_sweep_says_so_and_is_woken_again() throws Exception {
        var latch = new CountDownLatch(2);
        var runs = new SweepRuns();
        start(runs, sweep("failing", now -> {
            latch.countDown();
            throw new IllegalStateException("the row is damaged");
        }));
        assertThat(latch.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
        assertThat(runs.status())
                .singleElement()
                .satisfies(status -> assertThat(status.lastError()).isEqualTo("the row is damaged"));
    }

    @Test
    void two_schedulers_never_run_one_sweep_at_the_same_time() throws Exception {
        var inside = new AtomicInteger();
        var overlaps = new AtomicInteger();
        var latch = new CountDownLatch(5);
        var gate = new CountDownLatch(1);
        Consumer<Instant> work = now -> {
            if (inside.incrementAndGet() > 1) {
                overlaps.incrementAndGet();
            }
            latch.countDown();
            // Longer than the pause between two runs, so that a second scheduler would come in between.
            waitFor(gate, 1500);
            inside.decrementAndGet();
        };
        start(new SweepRuns(), sweep("shared", work));
        start(new SweepRuns(), sweep("shared", work));
        assertThat(latch.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
        assertThat(overlaps).hasValue(0);
    }

    @Test
    void when_one_scheduler_stops_the_other_goes_on() throws Exception {
        var first = new CountDownLatch(1);
        var second = new CountDownLatch(1);
        var count = new AtomicInteger();
        var one = start(new SweepRuns(), sweep("going-on", now -> first.countDown()));
        assertThat(first.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
        start(new SweepRuns(), sweep("going-on", now -> {
            count.incrementAndGet();
            second.countDown();
        }));
        one.stop();
        assertThat(second.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void stopping_lets_a_run_end() throws Exception {
        var entered = new CountDownLatch(1);
        var ended = new AtomicInteger();
        var gate = new CountDownLatch(1);
        var scheduler = start(new SweepRuns(), sweep("ending", now -> {
            entered.countDown();
            waitFor(gate, 500);
            ended.incrementAndGet();
        }));
        assertThat(entered.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
        scheduler.stop();
        assertThat(ended).hasPositiveValue();
    }

    @Test
    void a_sweep_of_an_earlier_version_is_forgotten() throws Exception {
        var old = new CountDownLatch(1);
        var fresh = new CountDownLatch(1);
        start(new SweepRuns(), sweep("old-name", now -> old.countDown())).stop();
        start(new SweepRuns(), sweep("new-name", now -> fresh.countDown()));
        assertThat(fresh.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
        assertThat(jobs()).containsExactly("new-name");
    }

    private List<String> jobs() {
        List<?> names = database.inTransaction(
                manager -> manager.createNativeQuery("select job_name from qrtz_job_details", String.class)
                        .getResultList());
        return names.stream().map(String::valueOf).toList();
    }

    private SweepScheduler start(SweepRuns runs, Sweep sweep) throws SchedulerException, SQLException {
        var scheduler = new SweepScheduler(database.dataSource(), Ids.next(), List.of(sweep), runs, CLOCK);
        started.add(scheduler);
        scheduler.start();
        return scheduler;
    }

    private static void waitFor(CountDownLatch gate, long millis) {
        try {
            assertThat(gate.await(millis, TimeUnit.MILLISECONDS)).isFalse();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static Sweep sweep(String name, Consumer<Instant> work) {
        return new Sweep() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Duration every() {
                return Duration.ofSeconds(1);
            }

            @Override
            public void run(Instant now) {
                work.accept(now);
            }
        };
    }
}
