package org.tinypixel.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.tinypixel.database.TestDatabase;

/** What the outbox promises on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OutboxRowsContract {
    private static final Duration LEASE = Duration.ofMinutes(5);
    static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant FAR_AHEAD = Instant.parse("2200-01-01T00:00:00Z");

    private final TestDatabase database;
    private final boolean postgreSql;

    OutboxRowsContract(TestDatabase database, boolean postgreSql) {
        this.database = database;
        this.postgreSql = postgreSql;
    }

    @BeforeEach
    void empty() {
        database.transaction(
                manager -> manager.createNativeQuery("delete from outbox").executeUpdate());
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void a_row_that_was_put_is_given_to_one_worker() {
        put("a", LONG_AGO);
        assertThat(claim()).extracting(Claim::key).containsExactly("a");
        assertThat(claim()).isEmpty();
    }

    @Test
    void a_row_of_another_topic_is_left_alone() {
        put("a", LONG_AGO);
        assertThat(claim(Topic.CRM, 10)).isEmpty();
    }

    @Test
    void a_row_is_not_given_before_its_time() {
        put("a", FAR_AHEAD);
        assertThat(claim()).isEmpty();
        assertThat(state("a").due()).isEqualTo(FAR_AHEAD);
    }

    @Test
    void a_time_in_the_past_means_now_so_that_old_rows_do_not_jump_the_queue() {
        var before = databaseTime();
        put("a", LONG_AGO);
        assertThat(state("a").due()).isCloseTo(before, within(1, ChronoUnit.MINUTES));
    }

    @Test
    void rows_are_given_in_the_order_they_came_due() {
        for (var key : List.of("c", "a", "b")) {
            put(key, LONG_AGO);
            pass(Duration.ofSeconds(1));
        }
        assertThat(claim(Topic.MAIL, 2)).extracting(Claim::key).containsExactly("c", "a");
        assertThat(claim()).extracting(Claim::key).containsExactly("b");
    }

    @Test
    void many_rows_are_put_at_once_as_they_are_one_by_one() {
        put("key-7", LONG_AGO);
        put("key-8", FAR_AHEAD);
        var many = new LinkedHashMap<String, Instant>();
        for (var number = 0; number < 150; number++) {
            many.put("key-" + number, number == 9 ? FAR_AHEAD : LONG_AGO);
        }
        database.transaction(manager -> rows(manager).put(Topic.MAIL, many, ""));
        var claims = claim(Topic.MAIL, 1_000);
        assertThat(claims).extracting(Claim::key).hasSize(149).doesNotContain("key-9");
        assertThat(claims)
                .filteredOn(claim -> claim.version() == 2)
                .extracting(Claim::key)
                .containsExactlyInAnyOrder("key-7", "key-8");
        assertThat(state("key-9").due()).isEqualTo(FAR_AHEAD);
    }

    @Test
    void a_told_row_is_forgotten() {
        put("a", LONG_AGO);
        assertThat(done(claim().get(0))).isTrue();
        assertThat(count()).isZero();
    }

    @Test
    void news_that_arrive_while_a_row_is_told_keep_it_waiting() {
        put("a", LONG_AGO);
        var first = claim().get(0);
        put("a", LONG_AGO);
        assertThat(claim()).as("it is still held").isEmpty();
        assertThat(done(first)).isTrue();
        var second = claim().get(0);
        assertThat(second.version()).isGreaterThan(first.version());
        assertThat(done(second)).isTrue();
        assertThat(claim()).isEmpty();
    }

    @Test
    void several_news_before_the_telling_are_told_once_at_the_time_of_the_latest() {
        put("a", LONG_AGO);
        put("a", FAR_AHEAD);
        assertThat(claim()).isEmpty();
        put("a", LONG_AGO);
        assertThat(claim()).hasSize(1);
    }

    @Test
    void a_worker_whose_lease_ran_out_and_was_taken_over_can_settle_nothing() {
        put("a", LONG_AGO);
        var frozen = claim().get(0);
        pass(LEASE);
        var other = claim().get(0);
        assertThat(other.lease()).isGreaterThan(frozen.lease());
        assertThat(says(rows -> rows.holds(frozen))).isFalse();
        assertThat(says(rows -> rows.extend(frozen, LEASE))).isFalse();
        assertThat(done(frozen)).isFalse();
        assertThat(says(rows -> rows.retry(frozen, FAR_AHEAD, "late", true))).isFalse();
        assertThat(says(rows -> rows.dead(frozen, "late"))).isFalse();
        assertThat(says(rows -> rows.holds(other))).isTrue();
        assertThat(done(other)).isTrue();
    }

    @Test
    void a_lease_can_be_made_longer_while_it_is_held() {
        put("a", LONG_AGO);
        var claim = claim().get(0);
        pass(Duration.ofMinutes(4));
        assertThat(says(rows -> rows.extend(claim, LEASE))).isTrue();
        pass(Duration.ofMinutes(4));
        assertThat(claim()).isEmpty();
        pass(Duration.ofMinutes(2));
        assertThat(claim()).hasSize(1);
    }

    @Test
    void a_claim_settles_its_row_once() {
        put("a", LONG_AGO);
        var claim = claim().get(0);
        assertThat(says(rows -> rows.retry(claim, LONG_AGO, "no answer", true))).isTrue();
        assertThat(done(claim)).isFalse();
        assertThat(says(rows -> rows.holds(claim))).isFalse();
        assertThat(claim()).hasSize(1);
    }

    @Test
    void a_failed_attempt_is_counted_and_waits_for_the_next() {
        put("a", LONG_AGO);
        assertThat(says(rows -> rows.retry(rows.claim(Topic.MAIL, 1, LEASE).get(0), FAR_AHEAD, "no answer", true)))
                .isTrue();
        assertThat(claim()).isEmpty();
        assertThat(state("a")).isEqualTo(new OutboxState(false, 1, FAR_AHEAD, "no answer"));
    }

    @Test
    void a_postponed_row_counts_no_attempt() {
        put("a", LONG_AGO);
        with(rows -> rows.retry(rows.claim(Topic.MAIL, 1, LEASE).get(0), FAR_AHEAD, "the receiver is down", false));
        assertThat(state("a").attempts()).isZero();
    }

    @Test
    void news_of_a_failing_row_do_not_break_the_pause() {
        put("a", LONG_AGO);
        with(rows -> rows.retry(rows.claim(Topic.MAIL, 1, LEASE).get(0), FAR_AHEAD, "no answer", true));
        put("a", LONG_AGO);
        assertThat(claim()).isEmpty();
    }

    @Test
    void a_dead_letter_waits_for_a_person() {
        put("a", LONG_AGO);
        with(rows -> rows.dead(rows.claim(Topic.MAIL, 1, LEASE).get(0), "refused"));
        assertThat(claim()).isEmpty();
        assertThat(state("a").dead()).isTrue();
        assertThat(state("a").error()).isEqualTo("refused");
        assertThat(says(rows -> rows.replay(Topic.MAIL, "a"))).isTrue();
        assertThat(claim().get(0).attempts()).isZero();
    }

    @Test
    void there_is_nothing_to_replay_where_there_is_no_row() {
        assertThat(says(rows -> rows.replay(Topic.MAIL, "a"))).isFalse();
    }

    @Test
    void news_bring_a_dead_letter_back() {
        put("a", LONG_AGO);
        with(rows -> rows.dead(rows.claim(Topic.MAIL, 1, LEASE).get(0), "refused"));
        put("a", LONG_AGO);
        assertThat(claim().get(0).attempts()).isZero();
    }

    @Test
    void news_that_came_while_the_old_ones_were_refused_for_good_are_tried() {
        put("a", LONG_AGO);
        var claim = claim().get(0);
        put("a", LONG_AGO);
        assertThat(says(rows -> rows.dead(claim, "refused"))).isTrue();
        assertThat(claim()).hasSize(1);
    }

    @Test
    void a_long_error_is_cut() {
        put("a", LONG_AGO);
        with(rows -> rows.dead(rows.claim(Topic.MAIL, 1, LEASE).get(0), "x".repeat(5000)));
        assertThat(state("a").error()).hasSize(2000);
    }

    @Test
    void a_claim_that_is_not_committed_makes_nobody_wait_and_gives_nobody_its_rows() {
        put("a", LONG_AGO);
        pass(Duration.ofSeconds(1));
        put("b", LONG_AGO);
        database.transaction(manager -> {
            var mine = rows(manager).claim(Topic.MAIL, 1, LEASE);
            var theirs = CompletableFuture.supplyAsync(this::claim, Runnable::run);
            assertThat(mine).extracting(Claim::key).containsExactly("a");
            assertThat(theirs.join()).extracting(Claim::key).isSubsetOf("b");
        });
    }

    @Test
    void two_workers_at_once_tell_every_row_once() throws Exception {
        var expected = new ArrayList<String>();
        for (var number = 0; number < 60; number++) {
            expected.add("key-" + number);
            put("key-" + number, LONG_AGO);
        }
        var told = new ConcurrentLinkedQueue<String>();
        var workers = Executors.newFixedThreadPool(2);
        try {
            var both = List.of(
                    CompletableFuture.runAsync(() -> work(told), workers),
                    CompletableFuture.runAsync(() -> work(told), workers));
            both.forEach(CompletableFuture::join);
        } finally {
            workers.shutdown();
        }
        assertThat(told).containsExactlyInAnyOrderElementsOf(expected);
    }

    private void work(ConcurrentLinkedQueue<String> told) {
        // A claim may come back empty although rows are left: the other worker holds those it looked at.
        while (count() > 0) {
            for (var claim : claim(Topic.MAIL, 3)) {
                told.add(claim.key());
                assertThat(done(claim)).isTrue();
            }
        }
    }

    private long count() {
        return database.inTransaction(manager -> manager.createQuery("select count(r) from OutboxRow r", Long.class)
                .getSingleResult());
    }

    final OutboxRows rows(EntityManager manager) {
        return new OutboxRows(manager, postgreSql);
    }

    final <T> T with(Function<OutboxRows, T> work) {
        return database.inTransaction(manager -> work.apply(rows(manager)));
    }

    final boolean says(Predicate<OutboxRows> question) {
        return with(question::test);
    }

    final List<Claim> claim() {
        return claim(Topic.MAIL, 10);
    }

    final List<Claim> claim(Topic topic, int limit) {
        return with(rows -> rows.claim(topic, limit, LEASE));
    }

    final void put(String key, Instant notBefore) {
        database.transaction(manager -> rows(manager).put(Topic.MAIL, Map.of(key, notBefore), ""));
    }

    private boolean done(Claim claim) {
        return says(rows -> rows.done(claim));
    }

    private OutboxState state(String key) {
        return with(rows -> rows.state(Topic.MAIL, key)).orElseThrow();
    }

    /** Moves everything that is stored into the past, which is what passing time looks like to the database. */
    final void pass(Duration time) {
        database.transaction(manager -> manager.createNativeQuery("""
                        update outbox set due_at = due_at - cast(:seconds as integer) * interval '1' second,
                            leased_until = leased_until - cast(:seconds as integer) * interval '1' second
                        """)
                .setParameter("seconds", Math.toIntExact(time.toSeconds()))
                .executeUpdate());
    }

    private Instant databaseTime() {
        return database.inTransaction(
                manager -> (Instant) manager.createNativeQuery("select current_timestamp", Instant.class)
                        .getSingleResult());
    }
}
