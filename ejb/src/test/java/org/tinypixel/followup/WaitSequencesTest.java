package org.tinypixel.followup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.tinypixel.access.Role;
import org.tinypixel.access.Viewer;
import org.tinypixel.database.TestDatabase;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WaitSequencesTest {
    private final TestDatabase database = TestDatabase.h2();
    private World world;

    @BeforeAll
    void prepare() {
        World.prepare(database);
    }

    @BeforeEach
    void empty() {
        world = new World(database);
    }

    @AfterAll
    void close() {
        database.close();
    }

    private String find(Viewer viewer, int amount, Sequence.Unit unit) {
        return world.in(services -> {
            var waits = new WaitSequences();
            waits.rows = services.sequenceRows;
            waits.sequences = services.sequences;
            return waits.find(viewer, amount, unit);
        });
    }

    private String make(Viewer viewer, String name, int amount, String unit, boolean active) {
        return world.in(services -> {
            var template = services.sequences.addTemplate(viewer, new NewMailTemplate(name, null, null, "Hello"));
            var step = new NewSequence.Step(new NewSequence.Wait(amount, unit), null, null, template.id());
            return services.sequences
                    .add(viewer, new NewSequence(name, active, List.of(step), null, null, null))
                    .id();
        });
    }

    @Test
    void the_own_sequence_with_this_wait_is_taken_before_a_colleague_s() {
        var cid = World.viewer("Cid", Role.SALESPERSON);
        var theirs = make(cid, "A of Cid", 3, "days", true);
        assertThat(find(World.ANN, 3, Sequence.Unit.DAYS)).isEqualTo(theirs);
        var own = make(World.ANN, "Z of Ann", 3, "workingDays", true);
        assertThat(find(World.ANN, 3, Sequence.Unit.DAYS)).isEqualTo(own);
        assertThat(find(cid, 3, Sequence.Unit.DAYS)).isEqualTo(theirs);
    }

    @Test
    void where_there_is_none_a_personal_one_is_made_once_that_always_asks() {
        make(World.ANN, "Off", 5, "days", false);
        var made = find(World.ANN, 5, Sequence.Unit.DAYS);
        var sequence = world.in(services -> services.sequences.find(World.ANN, made));
        assertThat(sequence.name()).isEqualTo("Follow up after 5 days (ann@example.com)");
        assertThat(sequence.approval()).isEqualTo(Sequence.Approval.ASK);
        assertThat(sequence.steps()).singleElement().satisfies(step -> {
            assertThat(step.pause()).isEqualTo(new Sequence.Wait(5, Sequence.Unit.DAYS));
            assertThat(step.condition()).isEqualTo(Sequence.Condition.NOT_OPENED);
        });
        assertThat(find(World.ANN, 5, Sequence.Unit.DAYS)).isEqualTo(made);
        assertThat(find(World.ANN, 5, Sequence.Unit.HOURS)).isNotEqualTo(made);
    }
}
