package org.tinypixel.hits;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.Ids;
import org.tinypixel.database.TestDatabase;

/** The same promises on both databases. */
@Tag("HIT2")
abstract class HitRowsTest {
    abstract TestDatabase database();

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static final class OnH2Test extends HitRowsTest {
        private final TestDatabase database = TestDatabase.h2();

        @Override
        TestDatabase database() {
            return database;
        }

        @Test
        void a_checkpoint_can_be_asked_for() {
            database.transaction(manager -> new HitRows(manager).force(false));
        }

        @AfterAll
        void close() {
            database.close();
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static final class OnPostgreSqlTest extends HitRowsTest {
        private final TestDatabase database = TestDatabase.postgreSql();

        @Override
        TestDatabase database() {
            return database;
        }

        @AfterAll
        void close() {
            database.close();
        }
    }

    private List<Hit> insert(List<Hit> batch) {
        return database().inTransaction(manager -> new HitRows(manager).insertNew(batch));
    }

    private List<Hit> stored(CopyId copy) {
        return database()
                .inTransaction(manager -> new HitRows(manager).of(List.of(copy)))
                .get(copy);
    }

    private boolean shorten(java.time.Instant before) {
        return database().inTransaction(manager -> new HitRows(manager).shortenAddresses(before));
    }

    @Test
    void a_hit_comes_back_as_it_was_accepted() {
        var hit = TestHits.open();
        assertThat(insert(List.of(hit))).containsExactly(hit);
        assertThat(stored(hit.copy())).containsExactly(hit);
    }

    @Test
    void a_copy_without_hits_has_an_empty_list() {
        assertThat(stored(CopyId.next())).isEmpty();
    }

    @Test
    void hits_come_oldest_first() {
        var copy = CopyId.next();
        var late = TestHits.open(copy, TestHits.NOON.plusSeconds(60));
        var early = TestHits.open(copy);
        insert(List.of(late, early));
        assertThat(stored(copy)).containsExactly(early, late);
    }

    @Test
    void whatever_is_replayed_in_whatever_order_each_hit_is_stored_once() {
        var random = new Random(7);
        var copy = CopyId.next();
        var hits = Stream.generate(() -> TestHits.open(copy)).limit(1200).toList();
        var fresh = new ArrayList<Hit>();
        for (var round = 0; round < 6; round++) {
            var batch = new ArrayList<>(hits.subList(0, round == 5 ? 1200 : random.nextInt(1200)));
            batch.addAll(hits.subList(0, random.nextInt(100)));
            Collections.shuffle(batch, random);
            fresh.addAll(insert(batch));
        }
        assertThat(fresh).containsExactlyInAnyOrderElementsOf(hits);
        assertThat(stored(copy)).containsExactlyInAnyOrderElementsOf(hits);
    }

    @Test
    void how_long_a_picture_was_held_comes_back() {
        var hit = TestHits.open().held(java.time.Duration.ofMillis(61_234));
        insert(List.of(hit));
        assertThat(stored(hit.copy())).containsExactly(hit);
    }

    @Test
    void a_strange_request_is_stored_all_the_same() {
        var plain = TestHits.open();
        var hit = new Hit(
                plain.id(),
                plain.copy(),
                HitKind.CLICK,
                0,
                plain.receivedAt(),
                "X".repeat(40),
                "zero\0" + "9".repeat(100),
                java.util.Map.of("user-agent", "nul\0é \uD83D\uDE00"),
                null);
        insert(List.of(hit));
        assertThat(stored(hit.copy())).singleElement().satisfies(back -> {
            assertThat(back.method()).isEqualTo("X".repeat(16));
            assertThat(back.address()).startsWith("zero 999");
            assertThat(back.headers()).isEqualTo(hit.headers());
        });
    }

    @Test
    void after_a_day_only_the_network_of_an_address_is_left() {
        var old = TestHits.open(CopyId.next(), TestHits.NOON.minus(Duration.ofDays(2)));
        var young = TestHits.open(CopyId.next(), TestHits.NOON);
        insert(List.of(old, young));
        var before = TestHits.NOON.minus(ForgetAddresses.KEPT);
        assertThat(shorten(before)).isTrue();
        assertThat(shorten(before)).isFalse();
        assertThat(stored(old.copy())).singleElement().extracting(Hit::address).isEqualTo("192.0.2.0/24");
        assertThat(stored(young.copy())).containsExactly(young);
    }

    @Test
    void what_is_left_of_an_address_names_nobody() {
        assertThat(AddressRule.shortened("203.0.113.77")).isEqualTo("203.0.113.0/24");
        assertThat(AddressRule.shortened("2001:db8:1:2:3:4:5:6")).isEqualTo("2001:db8:1::/48");
        assertThat(AddressRule.shortened("somewhere")).isNull();
    }

    private java.time.Instant complete(java.time.Instant now) {
        return database().inTransaction(manager -> new HitRows(manager).completeUntil(now));
    }

    private void publish(String node, java.time.Instant until, java.time.Instant now) {
        database().transaction(manager -> new HitRows(manager).publish(node, until, now));
    }

    @Test
    void what_no_live_node_holds_is_complete() throws SQLException {
        var here = Ids.next();
        var there = Ids.next();
        var now = TestHits.NOON;
        assertThat(complete(now)).isEqualTo(now);
        publish(here, now.minusSeconds(3), now);
        publish(there, now.minusSeconds(500), now.minusSeconds(400));
        assertThat(complete(now)).as("the slower of two").isEqualTo(now.minusSeconds(500));
        assertThat(complete(now.plus(Duration.ofMinutes(10))))
                .as("a node that was lost no longer counts")
                .isEqualTo(now.minusSeconds(3));
        publish(here, now.plusSeconds(9), now.plusSeconds(9));
        HitRows.leave(database().dataSource(), there);
        assertThat(complete(now.plusSeconds(10)))
                .as("the one that stopped holds nobody up")
                .isEqualTo(now.plusSeconds(9));
        assertThat(complete(now.plusSeconds(1))).as("never later than asked").isEqualTo(now.plusSeconds(1));
        HitRows.leave(database().dataSource(), here);
    }
}
