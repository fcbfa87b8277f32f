package org.tinypixel.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tinypixel.engagement.World.NINE;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.MessageId;
import org.tinypixel.base.UserId;

final class LiveOrderTest {
    private final LiveOrder order = new LiveOrder(10);

    @Test
    void changes_without_a_gap_are_given_at_once() {
        assertThat(order.take(changes(11, 12), NINE))
                .extracting(LiveFeed.Change::id)
                .containsExactly(11L, 12L);
        assertThat(order.settled()).isEqualTo(12);
    }

    @Test
    void what_lies_behind_a_missing_one_waits_until_it_comes() {
        assertThat(order.take(changes(11, 13, 14), NINE))
                .extracting(LiveFeed.Change::id)
                .containsExactly(11L);
        assertThat(order.take(changes(13, 14), NINE.plusMillis(900))).isEmpty();
        assertThat(order.take(changes(12, 13, 14), NINE.plusMillis(950)))
                .extracting(LiveFeed.Change::id)
                .containsExactly(12L, 13L, 14L);
        assertThat(order.missing()).isEmpty();
    }

    @Test
    void one_that_stays_away_is_passed_and_given_late_when_it_comes_after_all() {
        order.take(changes(12), NINE);
        assertThat(order.take(changes(12), NINE.plus(LiveOrder.PATIENCE)))
                .extracting(LiveFeed.Change::id)
                .containsExactly(12L);
        assertThat(order.missing()).containsExactly(11L);
        order.found(changes(11), NINE.plusSeconds(3));
        assertThat(order.missing()).isEmpty();
    }

    @Test
    void a_second_gap_gets_its_own_patience() {
        order.take(changes(12, 14), NINE);
        assertThat(order.take(changes(12, 14), NINE.plusSeconds(1)))
                .extracting(LiveFeed.Change::id)
                .containsExactly(12L);
        assertThat(order.take(changes(14), NINE.plusSeconds(2)))
                .extracting(LiveFeed.Change::id)
                .containsExactly(14L);
    }

    @Test
    void one_that_never_comes_is_given_up() {
        order.take(changes(12), NINE);
        order.take(changes(12), NINE.plusSeconds(1));
        order.found(List.of(), NINE.plusSeconds(2).plus(LiveOrder.MEMORY));
        assertThat(order.missing()).isEmpty();
    }

    @Test
    void a_huge_gap_is_no_huge_memory() {
        order.take(changes(5_000_000), NINE);
        order.take(changes(5_000_000), NINE.plusSeconds(1));
        order.found(List.of(), NINE.plusSeconds(1));
        assertThat(order.missing()).hasSizeLessThanOrEqualTo(1000);
        assertThat(order.settled()).isEqualTo(5_000_000);
    }

    static List<LiveFeed.Change> changes(long... ids) {
        var all = new ArrayList<LiveFeed.Change>();
        LongStream.of(ids).forEach(id -> all.add(change(id)));
        return all;
    }

    static LiveFeed.Change change(long id) {
        return new LiveFeed.Change(
                id, CopyId.next(), MessageId.next(), UserId.next(), "opened", "Opened", "Somebody.", NINE, null);
    }
}
