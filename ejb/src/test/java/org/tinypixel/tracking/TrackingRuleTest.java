package org.tinypixel.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tinypixel.tracking.TrackingRule.decide;

import org.junit.jupiter.api.Test;
import org.tinypixel.tracking.TrackingRule.Verdict;

final class TrackingRuleTest {
    private static final String REFUSAL = "the recipient opted out";
    private static final String OFF = "switched off for this mail";

    private static NewMessage.Track track(Boolean opens, Boolean clicks) {
        return new NewMessage.Track(opens, clicks, null, null);
    }

    @Test
    void without_a_word_opens_and_clicks_are_tracked() {
        assertThat(decide(null, null, null)).isEqualTo(new Verdict(true, true, null));
        assertThat(decide(null, track(null, null), null)).isEqualTo(new Verdict(true, true, null));
    }

    @Test
    void a_refusal_wins_over_every_switch() {
        assertThat(decide(REFUSAL, track(true, true), null)).isEqualTo(new Verdict(false, false, REFUSAL));
        assertThat(decide(REFUSAL, track(false, false), "plain text")).isEqualTo(new Verdict(false, false, REFUSAL));
    }

    @Test
    void a_switch_of_the_mail_wins_over_the_usual() {
        assertThat(decide(null, track(false, false), null)).isEqualTo(new Verdict(false, false, OFF));
        assertThat(decide(null, track(false, null), null)).isEqualTo(new Verdict(false, true, OFF));
        assertThat(decide(null, track(true, false), null)).isEqualTo(new Verdict(true, false, null));
    }

    @Test
    void what_cannot_be_changed_is_not_tracked_and_says_why() {
        assertThat(decide(null, null, "plain text")).isEqualTo(new Verdict(false, false, "plain text"));
        assertThat(decide(null, track(false, true), "signed")).isEqualTo(new Verdict(false, false, OFF));
    }

    @Test
    void the_held_picture_comes_only_where_it_is_switched_on_and_only_beside_a_pixel() {
        assertThat(decide(null, null, null, false).views()).isFalse();
        assertThat(decide(null, null, null, true).views()).isTrue();
        assertThat(decide(null, new NewMessage.Track(null, null, true, null), null, false)
                        .views())
                .isTrue();
        assertThat(decide(null, new NewMessage.Track(null, null, false, null), null, true)
                        .views())
                .isFalse();
        assertThat(decide(null, new NewMessage.Track(false, true, true, null), null, true)
                        .views())
                .isFalse();
        assertThat(decide(REFUSAL, new NewMessage.Track(true, true, true, null), null, true)
                        .views())
                .isFalse();
    }

    @Test
    void a_mail_that_asks_for_anonymous_counting_is_never_counted_by_person() {
        assertThat(decide(null, new NewMessage.Track(true, true, null, true), null)
                        .opens())
                .isFalse();
        assertThat(decide(null, new NewMessage.Track(true, true, null, true), null)
                        .clicks())
                .isFalse();
    }
}
