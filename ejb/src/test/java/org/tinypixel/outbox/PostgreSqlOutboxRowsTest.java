package org.tinypixel.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.tinypixel.database.TestDatabase;

final class PostgreSqlOutboxRowsTest extends OutboxRowsContract {
    PostgreSqlOutboxRowsTest() {
        super(TestDatabase.postgreSql(), true);
    }

    @Test
    void two_transactions_that_put_a_new_key_at_once_both_succeed() throws Exception {
        var workers = Executors.newFixedThreadPool(2);
        try {
            for (var round = 0; round < 20; round++) {
                var key = "key-" + round;
                var start = new CountDownLatch(1);
                var both = new ArrayList<CompletableFuture<Void>>();
                for (var worker = 0; worker < 2; worker++) {
                    both.add(CompletableFuture.runAsync(
                            () -> {
                                await(start);
                                put(key, LONG_AGO);
                            },
                            workers));
                }
                start.countDown();
                both.forEach(CompletableFuture::join);
            }
        } finally {
            workers.shutdown();
        }
        var claims = claim(Topic.MAIL, 100);
        assertThat(claims)
                .hasSize(20)
                .allSatisfy(claim -> assertThat(claim.version()).isEqualTo(2));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
