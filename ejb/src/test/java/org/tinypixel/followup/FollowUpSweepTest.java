package org.tinypixel.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.tinypixel.database.TestDatabase;

/** Many follow-ups, several nodes, and nodes that die, over both databases. */
abstract class FollowUpSweepTest extends FollowUpFlow {
    static final class OnH2Test extends FollowUpSweepTest {
        @Override
        TestDatabase open() {
            return TestDatabase.h2();
        }
    }

    static final class OnPostgreSqlTest extends FollowUpSweepTest {
        @Override
        TestDatabase open() {
            return TestDatabase.postgreSql();
        }
    }

    @Test
    void after_an_outage_overdue_steps_go_out_in_small_portions() {
        sequence("Offer", null, hours(1, "always", null));
        for (var i = 0; i < 25; i++) {
            world.sent(world.create("Offer", null, "person" + i + "@example.org")
                    .copies()
                    .get(0)
                    .id());
        }
        world.pass(Duration.ofDays(3));
        world.sweep();
        assertThat(world.sent()).hasSize(10);
        world.sweep();
        assertThat(world.sent()).hasSize(10);
        for (var minute = 0; minute < 3; minute++) {
            world.pass(Duration.ofMinutes(1).plusSeconds(1));
            world.sweep();
        }
        assertThat(world.sent()).hasSize(25);
    }

    @Test
    void four_sweeps_at_once_send_each_step_once() throws Exception {
        sequence("Offer", null, hours(1, "always", null));
        for (var i = 0; i < 8; i++) {
            world.sent(world.create("Offer", null, "person" + i + "@example.org")
                    .copies()
                    .get(0)
                    .id());
        }
        world.pass(HOUR);
        var start = new CountDownLatch(1);
        var threads = Executors.newFixedThreadPool(4);
        try {
            var runs = java.util.stream.IntStream.range(0, 4)
                    .<Future<?>>mapToObj(number -> threads.submit(() -> {
                        start.await();
                        for (var round = 0; round < 3; round++) {
                            world.sweep();
                        }
                        return null;
                    }))
                    .toList();
            start.countDown();
            for (var run : runs) {
                run.get();
            }
        } finally {
            threads.shutdownNow();
        }
        world.endLeases();
        world.sweep();
        assertThat(world.sent()).hasSize(8).extracting(World.Sent::header).doesNotHaveDuplicates();
    }

    @Test
    void a_crash_before_or_after_the_mail_was_stored_leaves_one_mail() {
        due(null, hours(1, "always", null));
        var crash = new AtomicBoolean(true);
        world.beforeMail = mail -> crashOnce(crash);
        dieInTheMiddle();
        assertThat(world.sent()).isEmpty();
        assertThat(world.only().state()).isEqualTo(FollowUpState.WAITING);

        crash.set(true);
        world.beforeMail = mail -> {};
        world.afterMail = mail -> crashOnce(crash);
        world.endLeases();
        dieInTheMiddle();
        assertThat(world.sent()).isEmpty();
        assertThat(world.only().state()).isEqualTo(FollowUpState.WAITING);

        world.sweep();
        assertThat(world.sent()).as("the lease of the dead node").isEmpty();
        world.endLeases();
        world.sweep();
        world.endLeases();
        world.sweep();
        assertThat(world.sent()).hasSize(1);
    }

    @Test
    void a_step_that_cannot_be_decided_says_so_and_does_not_stop_the_others() {
        due(null, hours(1, "always", null));
        world.sent(
                world.create("Offer", null, "carl@example.org").copies().get(0).id());
        world.pass(HOUR);
        var crash = new AtomicBoolean(true);
        world.beforeMail = mail -> crashOnce(crash);
        world.sweep();
        assertThat(world.sent()).hasSize(1);
        assertThat(world.all()).anySatisfy(row -> assertThat(row.because()).startsWith("It could not be decided"));
        world.pass(Duration.ofMinutes(2));
        world.sweep();
        assertThat(world.sent()).hasSize(2);
    }

    @Test
    void a_node_that_wakes_up_after_its_lease_does_nothing() {
        due(null, hours(1, "always", null));
        var frozen = world.in(services -> services.steps.claim(world.now));
        assertThat(frozen).hasSize(1);
        assertThat(world.<List<DueSteps.Claim>>in(services -> services.steps.claim(world.now)))
                .isEmpty();
        world.endLeases();
        var other = world.in(services -> services.steps.claim(world.now));
        world.run(services -> services.steps.decide(frozen.get(0)));
        assertThat(world.sent()).isEmpty();
        world.run(services -> services.steps.decide(other.get(0)));
        world.run(services -> services.steps.decide(frozen.get(0)));
        assertThat(world.sent()).hasSize(1);
    }

    private static void crashOnce(AtomicBoolean crash) {
        if (crash.getAndSet(false)) {
            throw new IllegalStateException("the node dies here");
        }
    }

    /** Claims and decides as a node that dies: nobody is left to tell of the trouble. */
    private void dieInTheMiddle() {
        var claims = world.in(services -> services.steps.claim(world.now));
        assertThat(claims).hasSize(1);
        assertThatThrownBy(() -> world.run(services -> services.steps.decide(claims.get(0))))
                .hasMessage("the node dies here");
    }
}
