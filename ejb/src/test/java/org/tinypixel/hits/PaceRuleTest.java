package org.tinypixel.hits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tinypixel.hits.PaceRule.rest;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("HIT7")
final class PaceRuleTest {
    private static final Duration TENTH = Duration.ofMillis(100);

    @Test
    void at_the_rate_a_node_is_made_for_folding_never_rests() {
        assertThat(rest(TENTH, 30, false)).isZero();
        assertThat(rest(TENTH, 99, false)).isZero();
        assertThat(rest(Duration.ZERO, 1000, false)).isZero();
    }

    @Test
    void the_more_comes_in_the_less_of_the_processor_folding_takes() {
        assertThat(rest(TENTH, 200, false)).isEqualTo(TENTH);
        assertThat(rest(TENTH, 2000, false)).isEqualTo(TENTH.multipliedBy(9));
        assertThat(rest(Duration.ofSeconds(3), 100_000, false)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void when_the_journals_room_runs_out_folding_comes_first() {
        assertThat(rest(TENTH, 2000, true)).isZero();
    }
}
