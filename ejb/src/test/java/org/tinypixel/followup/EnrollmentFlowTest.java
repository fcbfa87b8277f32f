package org.tinypixel.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tinypixel.base.Conflict;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.Invalid;
import org.tinypixel.database.TestDatabase;
import org.tinypixel.tracking.MessageCreated;

/** Who comes into a sequence, and what becomes of those in it when it changes, over both databases. */
abstract class EnrollmentFlowTest extends FollowUpFlow {
    static final class OnH2Test extends EnrollmentFlowTest {
        @Override
        TestDatabase open() {
            return TestDatabase.h2();
        }
    }

    static final class OnPostgreSqlTest extends EnrollmentFlowTest {
        @Override
        TestDatabase open() {
            return TestDatabase.postgreSql();
        }
    }

    @Test
    void an_unknown_sequence_refuses_the_mail() {
        var message = world.message("Nothing", null, BEA);
        assertThatThrownBy(() -> world.run(services -> services.events.onCreated(new MessageCreated(message, true))))
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid -> assertThat(invalid.errors())
                                .containsExactly(
                                        new Invalid.FieldError("sequence", "There is no sequence “Nothing”.")));
    }

    @Test
    void nobody_is_in_one_sequence_twice_and_the_second_mail_says_why() {
        sequence("Offer", null, hours(1, null, null));
        world.create("Offer", null, BEA);
        var second = world.create("Offer", null, BEA).copies().get(0).id();
        assertThat(world.all()).hasSize(1);
        assertThat(world.<Map<CopyId, FollowUp.OfCopy>>in(services -> services.followUps.ofCopies(List.of(second))))
                .hasEntrySatisfying(second, shown -> {
                    assertThat(shown.state()).isEqualTo(FollowUpState.STOPPED);
                    assertThat(shown.because()).contains("in the sequence already");
                });
    }

    @Test
    void a_mail_that_people_send_themselves_has_no_follow_up_and_says_why() {
        sequence("Offer", null, hours(1, null, null));
        var message = world.message("Offer", null, BEA);
        world.run(services -> services.events.onCreated(new MessageCreated(message, false)));
        var copy = message.copies().get(0).id();
        assertThat(world.<String>in(services ->
                        services.followUps.ofCopies(List.of(copy)).get(copy).because()))
                .contains("You send this mail yourself");
    }

    @Test
    void a_mail_that_was_sent_before_can_be_enrolled_later() {
        sequence("Offer", null, hours(2, "notOpened", null));
        var copy = world.create(null, null, BEA).copies().get(0).id();
        world.sent(copy);
        world.pass(HOUR);
        var enrolled = world.in(services -> services.enrollments.enrollCopy(World.ANN, copy, "Offer"));
        assertThat(enrolled.sequence()).isEqualTo("Offer");
        assertThat(world.only().dueAt()).isEqualTo(world.now.plus(HOUR));
        assertThatThrownBy(() -> world.run(services -> services.enrollments.enrollCopy(World.ANN, copy, "Offer")))
                .isInstanceOf(Conflict.class);
        world.run(services -> services.enrollments.stop(World.ANN, enrolled.id()));
        assertThat(enrollment().because()).isEqualTo("Stopped by Ann.");
        world.run(services -> services.enrollments.enrollCopy(World.ANN, copy, "Offer"));
        assertThat(world.all()).hasSize(2);
    }

    @Test
    void who_is_under_way_keeps_the_plan_of_the_start() {
        var sequence = sequence("Offer", null, hours(1, "notOpened", null), hours(1, "always", null));
        var copy = world.create("Offer", null, BEA).copies().get(0).id();
        world.run(services -> services.sequences.change(
                World.ANN,
                sequence.id(),
                new NewSequence("Offer", true, List.of(hours(7, "always", null)), true, ALWAYS, null)));
        world.sent(copy);
        assertThat(world.only().dueAt()).isEqualTo(world.now.plus(HOUR));
        assertThat(world.in(services -> services.sequences.find(World.ANN, sequence.id()))
                        .steps())
                .hasSize(1);
        assertThatThrownBy(() -> world.run(services -> services.sequences.remove(World.ANN, sequence.id())))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("1 person is in this sequence");
    }

    @Test
    void a_sequence_that_is_switched_off_holds_its_steps_and_goes_on_later() {
        due(null, hours(1, "always", null));
        var sequence = world.in(services -> services.sequences.list(World.ANN)).get(0);
        world.run(services -> services.sequences.change(
                World.ANN,
                sequence.id(),
                new NewSequence("Offer", false, List.of(hours(1, "always", null)), true, ALWAYS, null)));
        world.sweep();
        assertThat(world.sent()).isEmpty();
        assertThat(world.only().because()).contains("switched off");
        world.run(services -> services.sequences.change(
                World.ANN,
                sequence.id(),
                new NewSequence("Offer", true, List.of(hours(1, "always", null)), true, ALWAYS, null)));
        world.pass(HOUR);
        world.sweep();
        assertThat(world.sent()).hasSize(1);
    }

    @Test
    void names_are_used_once_and_a_template_in_use_stays() {
        var sequence = sequence("Offer", null, hours(1, null, null));
        assertThatThrownBy(() -> sequence(" oFFER ", null, hours(1, null, null)))
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid -> assertThat(invalid.errors())
                                .extracting(Invalid.FieldError::field)
                                .containsExactly("name"));
        var template = sequence.steps().get(0).template();
        assertThatThrownBy(() -> world.run(services -> services.sequences.removeTemplate(World.ANN, template)))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("Offer");
        world.run(services -> services.sequences.remove(World.ANN, sequence.id()));
        world.run(services -> services.sequences.removeTemplate(World.ANN, template));
        assertThat(world.<List<MailTemplate>>in(services -> services.sequences.templates(World.ANN)))
                .isEmpty();
        assertThat(world.<List<Sequence>>in(services -> services.sequences.list(World.ANN)))
                .isEmpty();
    }
}
