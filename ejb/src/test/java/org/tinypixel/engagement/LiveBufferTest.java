package org.tinypixel.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tinypixel.engagement.World.NINE;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

// The container is this class: it fills the injected fields.
@SuppressWarnings("UnnecessaryAssignment")
final class LiveBufferTest {
    private final Table table = new Table();
    private final LiveBuffer feed = new LiveBuffer();

    @BeforeEach
    void start() {
        table.add(1, 2, 3);
        feed.changes = table;
        feed.clock = () -> NINE;
        feed.start(Thread::new);
    }

    @AfterEach
    void stop() {
        feed.stop();
    }

    @Test
    void a_listener_hears_what_is_committed_after_it_came() throws Exception {
        var ear = new Ear(2);
        feed.listen(null, ear);
        commit(4, 5);
        assertThat(ear.heard()).containsExactly(4L, 5L);
    }

    @Test
    void a_listener_that_comes_back_first_hears_what_it_missed() throws Exception {
        var ear = new Ear(4);
        feed.listen(1L, ear);
        commit(4, 5);
        assertThat(ear.heard()).containsExactly(2L, 3L, 4L, 5L);
        assertThat(ear.gap).isFalse();
    }

    @Test
    void a_listener_that_missed_what_is_not_kept_any_more_hears_of_the_gap() throws Exception {
        table.forgetUpTo(2);
        var ear = new Ear(2);
        feed.listen(1L, ear);
        commit(4);
        assertThat(ear.heard()).containsExactly(3L, 4L);
        assertThat(ear.gap).isTrue();
    }

    @Test
    void a_listener_that_missed_all_that_was_kept_hears_of_the_gap() throws Exception {
        commit();
        table.forgetUpTo(3);
        var ear = new Ear(1);
        feed.listen(1L, ear);
        commit(4);
        assertThat(ear.heard()).containsExactly(4L);
        assertThat(ear.gap).isTrue();
    }

    @Test
    void a_listener_that_missed_more_than_is_told_hears_of_the_gap_and_then_the_newest() throws Exception {
        var early = new Ear(2100);
        feed.listen(null, early);
        commit(LongStream.rangeClosed(4, 2103).toArray());
        early.heard();
        var ear = new Ear(2000);
        feed.listen(3L, ear);
        assertThat(ear.heard()).hasSize(2000).startsWith(104L).endsWith(2103L);
        assertThat(ear.gap).isTrue();
    }

    @Test
    void a_listener_that_missed_just_as_much_as_is_told_hears_of_no_gap() throws Exception {
        var early = new Ear(2100);
        feed.listen(null, early);
        commit(LongStream.rangeClosed(4, 2103).toArray());
        early.heard();
        var ear = new Ear(2000);
        feed.listen(103L, ear);
        assertThat(ear.heard()).hasSize(2000).startsWith(104L);
        assertThat(ear.gap).isFalse();
    }

    @Test
    void a_change_that_came_late_does_not_hide_what_memory_has_lost() throws Exception {
        var seconds = new AtomicInteger();
        feed.clock = () -> NINE.plusSeconds(seconds.incrementAndGet());
        var early = new Ear(101);
        feed.listen(null, early);
        commit(LongStream.rangeClosed(5, 105).toArray());
        early.heard();
        var late = new Ear(2000);
        feed.listen(null, late);
        commit(LongStream.concat(LongStream.of(4), LongStream.rangeClosed(106, 2104))
                .toArray());
        late.heard();
        var ear = new Ear(2000);
        feed.listen(5L, ear);
        assertThat(ear.heard()).hasSize(2000).startsWith(105L).endsWith(2104L);
        assertThat(ear.gap).isTrue();
    }

    @Test
    void a_listener_that_comes_back_shortly_is_served_from_memory() throws Exception {
        var early = new Ear(3);
        feed.listen(null, early);
        commit(4, 5, 6);
        early.heard();
        table.between.set(0);
        var ear = new Ear(2);
        feed.listen(4L, ear);
        assertThat(ear.heard()).containsExactly(5L, 6L);
        assertThat(table.between).hasValue(0);
    }

    @Test
    void a_listener_that_fails_is_dropped_and_disturbs_nobody() throws Exception {
        var ear = new Ear(2);
        var broken = new CountDownLatch(1);
        feed.listen(null, new Ear(0) {
            @Override
            public void changed(List<LiveFeed.Change> changes) {
                broken.countDown();
                throw new IllegalStateException("broken listener");
            }
        });
        feed.listen(null, ear);
        commit(4);
        assertThat(broken.await(30, TimeUnit.SECONDS)).isTrue();
        commit(5);
        assertThat(ear.heard()).containsExactly(4L, 5L);
    }

    @Test
    void a_listener_that_left_hears_nothing() throws Exception {
        var left = new Ear(0);
        feed.listen(null, left).close();
        var ear = new Ear(1);
        feed.listen(null, ear);
        commit(4);
        assertThat(ear.heard()).containsExactly(4L);
        assertThat(left.ids).isEmpty();
    }

    @Test
    void a_listener_that_saw_more_on_another_node_hears_nothing_twice() throws Exception {
        var ear = new Ear(1);
        feed.listen(5L, ear);
        commit(4, 5, 6);
        assertThat(ear.heard()).containsExactly(6L);
    }

    @Test
    void a_database_that_is_away_for_a_while_costs_nothing() throws Exception {
        var ear = new Ear(1);
        feed.listen(null, ear);
        table.away = new CountDownLatch(2);
        feed.committed(new CopiesChanged());
        assertThat(table.away.await(30, TimeUnit.SECONDS)).isTrue();
        table.away = null;
        commit(4);
        assertThat(ear.heard()).containsExactly(4L);
    }

    /** Commits only once the reader knows the listeners, so that a test decides what is missed and what is new. */
    private void commit(long... ids) throws InterruptedException {
        var read = new CountDownLatch(2);
        table.reads = read;
        while (!read.await(10, TimeUnit.MILLISECONDS)) {
            feed.committed(new CopiesChanged());
        }
        table.add(ids);
        feed.committed(new CopiesChanged());
    }

    private static class Ear implements LiveFeed.Listener {
        final List<Long> ids = Collections.synchronizedList(new ArrayList<>());
        volatile boolean gap;
        private final CountDownLatch expected;

        Ear(int expected) {
            this.expected = new CountDownLatch(expected);
        }

        @Override
        public void changed(List<LiveFeed.Change> changes) {
            for (var change : changes) {
                ids.add(change.id());
                expected.countDown();
            }
        }

        @Override
        public void gap() {
            assertThat(ids).as("a gap is told before what follows it").isEmpty();
            gap = true;
        }

        List<Long> heard() throws InterruptedException {
            assertThat(expected.await(30, TimeUnit.SECONDS)).as("heard %s", ids).isTrue();
            return List.copyOf(ids);
        }
    }

    /** The table of changes, in memory. */
    private static final class Table extends LiveChanges {
        private final ConcurrentSkipListMap<Long, LiveFeed.Change> rows = new ConcurrentSkipListMap<>();
        final AtomicInteger between = new AtomicInteger();
        volatile CountDownLatch reads = new CountDownLatch(0);
        volatile CountDownLatch away;

        void add(long... ids) {
            LiveOrderTest.changes(ids).forEach(change -> rows.put(change.id(), change));
        }

        @Override
        public long newest() {
            return rows.isEmpty() ? 0 : rows.lastKey();
        }

        @Override
        public long oldest() {
            return rows.isEmpty() ? 0 : rows.firstKey();
        }

        void forgetUpTo(long id) {
            rows.headMap(id, true).clear();
        }

        @Override
        public List<LiveFeed.Change> after(long id, int limit) {
            var gone = away;
            if (gone != null) {
                gone.countDown();
                throw new IllegalStateException("the database is away");
            }
            var found = rows.tailMap(id, false).values().stream().limit(limit).toList();
            reads.countDown();
            return found;
        }

        @Override
        public List<LiveFeed.Change> between(long after, long upTo, int limit) {
            between.incrementAndGet();
            var found = List.copyOf(rows.subMap(after, false, upTo, true).values());
            return found.subList(Math.max(0, found.size() - limit), found.size());
        }

        @Override
        public List<LiveFeed.Change> these(Collection<Long> ids) {
            return rows.values().stream()
                    .filter(change -> ids.contains(change.id()))
                    .toList();
        }
    }
}
