package org.tinypixel.routes.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("S1")
@Timeout(60)
final class SharedForceTest {
    @Test
    void whoever_comes_while_one_runs_waits_for_the_next_together() throws Exception {
        var forces = new AtomicInteger();
        var first = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var force = new SharedForce(() -> {
            if (forces.incrementAndGet() == 1) {
                first.countDown();
                awaitQuietly(go);
            }
        });
        var threads = Executors.newCachedThreadPool();
        try {
            var waiting = new ArrayList<Future<?>>();
            waiting.add(threads.submit(() -> awaitForce(force)));
            first.await();
            for (var i = 0; i < 20; i++) {
                waiting.add(threads.submit(() -> awaitForce(force)));
            }
            // Nobody of them may be done with the force that began before they came.
            assertThat(waiting).noneMatch(Future::isDone);
            go.countDown();
            for (var one : waiting) {
                one.get(30, TimeUnit.SECONDS);
            }
            assertThat(forces.get()).isBetween(2, 21);
        } finally {
            threads.shutdown();
        }
    }

    /** A counter stands for what was committed; a force brings what it sees at its begin. */
    @Test
    void after_the_wait_everything_committed_before_it_is_on_disk() throws Exception {
        var committed = new AtomicInteger();
        var onDisk = new AtomicInteger();
        var force = new SharedForce(() -> {
            var seen = committed.get();
            LockSupport.parkNanos(20_000);
            onDisk.accumulateAndGet(seen, Math::max);
        });
        var threads = Executors.newFixedThreadPool(8);
        try {
            var all = new ArrayList<Future<Boolean>>();
            for (var i = 0; i < 8; i++) {
                all.add(threads.submit(() -> {
                    for (var round = 0; round < 500; round++) {
                        var mine = committed.incrementAndGet();
                        force.await();
                        if (onDisk.get() < mine) {
                            return false;
                        }
                    }
                    return true;
                }));
            }
            for (var one : all) {
                assertThat(one.get(30, TimeUnit.SECONDS)).isTrue();
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void one_that_fails_is_tried_again_by_whoever_comes_next() throws InterruptedException {
        var forces = new AtomicInteger();
        var force = new SharedForce(() -> {
            if (forces.incrementAndGet() == 1) {
                throw new IllegalStateException("disk");
            }
        });
        assertThatThrownBy(force::await).hasMessage("disk");
        force.await();
        assertThat(forces).hasValue(2);
    }

    private static void awaitForce(SharedForce force) {
        try {
            force.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
