package org.tinypixel.crm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tinypixel.crm.SettleRule.Settlement;

final class SettleRuleTest {
    private static final Instant NOW = Instant.parse("2026-03-10T08:00:00Z");
    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(10), Duration.ofMinutes(1));
    private static final Outcome BROKEN = new Outcome.Retry(Outcome.Scope.ITEM, null, true, "500");
    private static final Outcome SILENT = new Outcome.Retry(Outcome.Scope.ITEM, null, false, "silence");
    private static final Outcome DOWN = new Outcome.Retry(Outcome.Scope.ACCOUNT, null, true, "down");

    private static Settlement settle(Outcome outcome, int attempts, Duration age) {
        return SettleRule.settle(outcome, new SettleRule.Past(attempts, NOW.minus(age), PAUSES), 0, NOW, 1);
    }

    @Test
    @Tag("C5")
    void proven_failures_use_up_the_attempts() {
        assertThat(settle(BROKEN, 0, Duration.ZERO)).isEqualTo(new Settlement.Again(NOW.plusSeconds(10), true, "500"));
        assertThat(settle(BROKEN, 1, Duration.ZERO)).isEqualTo(new Settlement.Again(NOW.plusSeconds(60), true, "500"));
        assertThat(settle(BROKEN, 2, Duration.ZERO)).isEqualTo(new Settlement.Dead("500"));
    }

    @Test
    void a_lost_answer_is_asked_for_again_for_three_days() {
        assertThat(settle(SILENT, 50, Duration.ofDays(2))).isInstanceOf(Settlement.Again.class);
        assertThat(settle(SILENT, 51, Duration.ofDays(4))).isInstanceOf(Settlement.Dead.class);
    }

    @Test
    void an_outage_counts_for_no_command() {
        assertThat(settle(DOWN, 0, Duration.ZERO)).isEqualTo(new Settlement.Again(NOW.plusSeconds(30), false, "down"));
    }

    @Test
    void what_the_crm_asks_for_wins_over_a_shorter_pause_of_ours() {
        var asks = new Outcome.Retry(Outcome.Scope.ACCOUNT, Duration.ofHours(2), true, "later");
        assertThat(SettleRule.pausedUntil(asks, 0, NOW, 0)).isEqualTo(NOW.plus(Duration.ofHours(2)));
        var hurries = new Outcome.Retry(Outcome.Scope.ACCOUNT, Duration.ZERO, true, "now");
        assertThat(SettleRule.pausedUntil(hurries, 0, NOW, 0)).isEqualTo(NOW.plusSeconds(15));
        var neverAgain = new Outcome.Retry(Outcome.Scope.ACCOUNT, Duration.ofDays(400), true, "never");
        assertThat(SettleRule.pausedUntil(neverAgain, 0, NOW, 0)).isEqualTo(NOW.plus(Duration.ofHours(24)));
    }

    @Test
    void pauses_grow_with_the_faults_up_to_a_quarter_of_an_hour() {
        var pauses = List.of(0, 1, 2, 20).stream()
                .map(faults -> Duration.between(NOW, SettleRule.pausedUntil((Outcome.Retry) DOWN, faults, NOW, 1)))
                .toList();
        assertThat(pauses)
                .containsExactly(
                        Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(15));
    }

    @Test
    void the_strongest_outcome_says_how_the_connection_is() {
        var ok = new Outcome.Ok("1", null);
        assertThat(SettleRule.health(List.of(ok, DOWN), 2, NOW, 1))
                .extracting(SettleRule.Health::state, SettleRule.Health::faults)
                .containsExactly(ConnectionState.PAUSED, 3);
        assertThat(SettleRule.health(List.of(DOWN, new Outcome.Reauth("no")), 0, NOW, 1))
                .extracting(SettleRule.Health::state)
                .isEqualTo(ConnectionState.NEEDS_SIGN_IN);
        assertThat(SettleRule.health(List.of(ok, BROKEN), 2, NOW, 1))
                .isEqualTo(new SettleRule.Health(ConnectionState.OK, null, null, 0));
        assertThat(SettleRule.health(List.of(SILENT), 2, NOW, 1)).isNull();
    }

    @Test
    void records_are_written_more_and_more_rarely() {
        var type = org.tinypixel.engagement.EventType.OPENED;
        assertThat(PlanRule.notBefore(type, 0, null, NOW)).isEqualTo(NOW.plusSeconds(5));
        assertThat(PlanRule.notBefore(type, 1, NOW, NOW)).isEqualTo(NOW.plusSeconds(10));
        assertThat(PlanRule.notBefore(type, 3, NOW, NOW)).isEqualTo(NOW.plusSeconds(40));
        assertThat(PlanRule.notBefore(type, 500, NOW, NOW)).isEqualTo(NOW.plus(Duration.ofMinutes(15)));
        assertThat(PlanRule.notBefore(type, 500, NOW.minus(Duration.ofHours(1)), NOW))
                .isEqualTo(NOW);
    }
}
