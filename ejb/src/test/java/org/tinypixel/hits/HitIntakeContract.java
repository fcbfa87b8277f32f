package org.tinypixel.hits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every hit intake promises: the one of the unit tests and the journal on disk alike. */
interface HitIntakeContract {
    HitIntake intake();

    /** What arrives at the sink after the process was killed and started again; may be asked more than once. */
    List<Hit> afterCrash();

    @Test
    default void a_hit_that_was_accepted_survives_a_crash() {
        var hit = TestHits.open();
        intake().accept(hit).toCompletableFuture().join();
        assertThat(afterCrash()).containsExactly(hit);
    }

    @Test
    default void hits_arrive_in_the_order_of_acceptance() {
        var hits = Stream.generate(TestHits::open).limit(2500).toList();
        var stored = new ArrayList<CompletableFuture<Void>>();
        hits.forEach(hit -> stored.add(intake().accept(hit).toCompletableFuture()));
        stored.forEach(CompletableFuture::join);
        assertThat(afterCrash()).containsExactlyElementsOf(hits);
    }

    @Test
    default void what_nobody_accepted_does_not_arrive() {
        assertThat(afterCrash()).isEmpty();
    }

    @Test
    default void the_same_hit_twice_may_arrive_twice_but_never_changed() {
        var hit = TestHits.open();
        intake().accept(hit).toCompletableFuture().join();
        intake().accept(hit).toCompletableFuture().join();
        assertThat(afterCrash()).isNotEmpty().allMatch(hit::equals);
    }
}
