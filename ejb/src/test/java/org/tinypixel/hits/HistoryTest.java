package org.tinypixel.hits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The checker of the chaos tests finds each kind of wrong. */
final class HistoryTest {
    private final History history = new History();

    @Test
    void a_right_history_has_no_contradiction() {
        history.answered("a");
        history.offer("unknown and stored");
        history.offer("unknown and lost");
        history.refused("b");
        assertThat(history.contradictions(List.of("a", "unknown and stored"))).isEmpty();
    }

    @Test
    void a_lost_a_doubled_and_an_invented_hit_are_found() {
        history.answered("a");
        history.answered("b");
        assertThat(history.contradictions(List.of("b", "b", "c")))
                .containsExactlyInAnyOrder("a was answered and is lost", "b is stored 2 times", "c was never offered");
    }
}
