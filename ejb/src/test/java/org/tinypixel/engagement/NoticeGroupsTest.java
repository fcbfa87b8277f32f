package org.tinypixel.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tinypixel.engagement.World.NINE;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tinypixel.engagement.LiveFeed.Notification;

@Tag("S4")
final class NoticeGroupsTest {
    private static final String OTHERS = "More mails were opened in the last minutes.";

    private final NoticeGroups groups = new NoticeGroups();

    private @Nullable String open(int number, Instant at) {
        var told = groups.told(new Notification("open", "Open " + number), at);
        return told == null ? null : told.text();
    }

    @Test
    void five_opens_within_ten_minutes_are_told_one_by_one_the_sixth_as_others_and_then_none() {
        for (var number = 1; number <= 5; number++) {
            assertThat(open(number, NINE.plusSeconds(number))).isEqualTo("Open " + number);
        }
        assertThat(open(6, NINE.plusSeconds(60))).isEqualTo(OTHERS);
        for (var number = 7; number <= 500; number++) {
            assertThat(open(number, NINE.plusSeconds(60 + number))).isNull();
        }
    }

    @Test
    void a_flood_that_goes_on_is_mentioned_once_in_ten_minutes() {
        var mentioned = 0;
        for (var second = 0; second < 3600; second += 10) {
            mentioned += OTHERS.equals(open(second, NINE.plusSeconds(second))) ? 1 : 0;
        }
        assertThat(mentioned).isEqualTo(6);
    }

    @Test
    void after_ten_quiet_minutes_each_is_told_again() {
        for (var number = 1; number <= 9; number++) {
            open(number, NINE);
        }
        assertThat(open(10, NINE.plus(NoticeGroups.SPAN))).isEqualTo("Open 10");
    }

    @Test
    void a_reply_is_told_in_the_midst_of_many_opens() {
        for (var number = 1; number <= 9; number++) {
            open(number, NINE);
        }
        var reply = new Notification("reply", "Ada replied.");
        assertThat(groups.told(reply, NINE)).isEqualTo(reply);
    }
}
