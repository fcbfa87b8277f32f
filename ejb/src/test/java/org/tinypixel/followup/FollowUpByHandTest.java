package org.tinypixel.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tinypixel.access.Role;
import org.tinypixel.base.Conflict;
import org.tinypixel.base.Invalid;
import org.tinypixel.base.NotFound;
import org.tinypixel.base.PageRequest;
import org.tinypixel.classify.EngagementStatus;
import org.tinypixel.database.TestDatabase;
import org.tinypixel.engagement.DeliveryStatus;

/** What people do with follow-ups, over both databases. */
abstract class FollowUpByHandTest extends FollowUpFlow {
    static final class OnH2Test extends FollowUpByHandTest {
        @Override
        TestDatabase open() {
            return TestDatabase.h2();
        }
    }

    static final class OnPostgreSqlTest extends FollowUpByHandTest {
        @Override
        TestDatabase open() {
            return TestDatabase.postgreSql();
        }
    }

    @Test
    void a_step_nobody_can_know_about_asks_and_goes_after_a_person_said_so() {
        var copy = due(null, hours(1, "notOpened", "ask"));
        world.engaged(copy, EngagementStatus.OPENED_BY_MACHINE);
        world.sweep();
        var row = world.only();
        assertThat(row.state()).isEqualTo(FollowUpState.ASK);
        world.pass(Duration.ofDays(2));
        world.sweep();
        assertThat(world.sent()).isEmpty();
        var after = world.in(services -> services.followUps.send(World.ANN, row.id()));
        assertThat(after.state()).isEqualTo(FollowUpState.HANDING_OVER);
        assertThat(after.log()).contains(new Check("Opened", "unknown: only a machine loaded it; Ann decided", null));
        assertThat(world.sent()).hasSize(1);
    }

    @Test
    void after_approval_all_checks_run_again() {
        var copy = due("ask", hours(1, "notOpened", null));
        world.sweep();
        var row = world.only();
        assertThat(row.state()).isEqualTo(FollowUpState.ASK);
        world.engaged(copy, EngagementStatus.REPLIED);
        var after = world.in(services -> services.followUps.send(World.ANN, row.id()));
        assertThat(after.state()).isEqualTo(FollowUpState.STOPPED);
        assertThat(world.sent()).isEmpty();
    }

    @Test
    void postponing_moves_the_time_and_stopping_ends_it() {
        due(null, hours(1, "always", null));
        var id = world.only().id();
        var later = world.now.plus(Duration.ofDays(1));
        var shown = world.in(services -> services.followUps.postpone(World.ANN, id, later));
        assertThat(shown.dueAt()).isEqualTo(later);
        world.sweep();
        assertThat(world.sent()).isEmpty();
        assertThatThrownBy(() -> world.run(services -> services.followUps.postpone(World.ANN, id, World.START)))
                .isInstanceOf(Invalid.class);
        assertThat(world.in(services -> services.followUps.stop(World.ANN, id)).state())
                .isEqualTo(FollowUpState.STOPPED);
        world.pass(Duration.ofDays(2));
        world.sweep();
        assertThat(world.sent()).isEmpty();
        assertThatThrownBy(() -> world.run(services -> services.followUps.send(World.ANN, id)))
                .isInstanceOf(Conflict.class);
    }

    @Test
    void a_stop_before_the_hand_over_wins() {
        due(null, hours(1, "always", null));
        world.sweep();
        var copy = copyOf(world.sent().get(0));
        assertThat(world.<Optional<String>>in(services -> services.lastCheck.refuse(copy)))
                .isEmpty();
        world.run(services -> services.followUps.stop(World.ANN, world.only().id()));
        assertThat(world.<Optional<String>>in(services -> services.lastCheck.refuse(copy)))
                .isEqualTo(Optional.of("Stopped by Ann."));
        world.handed(copy, DeliveryStatus.CANCELLED, "Stopped by Ann.");
        assertThat(world.only().state()).isEqualTo(FollowUpState.STOPPED);
    }

    @Test
    void a_change_by_hand_takes_the_step_from_the_sweep() {
        due(null, hours(1, "always", null));
        var claimed = world.in(services -> services.steps.claim(world.now)).get(0);
        world.run(services ->
                services.followUps.postpone(World.ANN, claimed.followUp(), world.now.plus(Duration.ofDays(1))));
        world.run(services -> services.steps.decide(claimed));
        assertThat(world.sent()).isEmpty();
    }

    @Test
    void a_text_with_an_unknown_name_fails_with_the_reason_and_can_be_mended() {
        var reminder =
                world.in(services -> services.sequences.templates(World.ANN)).get(0);
        due(null, hours(1, "always", null));
        var copy = world.messages.keySet().iterator().next();
        var nameless =
                world.message(null, null, "x@example.org").copies().get(0).id();
        var known = world.states.get(copy);
        world.states.put(copy, nameless(known, world.states.get(nameless)));
        world.sweep();
        var failed = world.all().get(0);
        assertThat(failed.state()).isEqualTo(FollowUpState.FAILED);
        assertThat(failed.because()).isEqualTo("Content incomplete: {{name}} is not known for this recipient.");
        world.run(services -> services.sequences.changeTemplate(
                World.ANN, reminder.id(), new NewMailTemplate("Reminder", null, null, "Hello")));
        var sent = world.in(services -> services.followUps.send(World.ANN, failed.id()));
        assertThat(sent.state()).isEqualTo(FollowUpState.HANDING_OVER);
    }

    @Test
    void the_queue_shows_own_follow_ups_in_their_order_page_by_page() {
        sequence("Offer", null, hours(1, "always", null));
        for (var i = 0; i < 5; i++) {
            world.pass(Duration.ofMinutes(1));
            world.sent(world.create("Offer", null, "person" + i + "@example.org")
                    .copies()
                    .get(0)
                    .id());
        }
        var first = world.in(
                services -> services.followUps.list(World.ANN, FollowUpState.WAITING, PageRequest.of(3, null)));
        var second = world.in(
                services -> services.followUps.list(World.ANN, FollowUpState.WAITING, PageRequest.of(3, first.next())));
        assertThat(first.items())
                .extracting(FollowUp::recipient)
                .containsExactly("person0@example.org", "person1@example.org", "person2@example.org");
        assertThat(second.items())
                .extracting(FollowUp::recipient)
                .containsExactly("person3@example.org", "person4@example.org");
        assertThat(second.next()).isNull();
        var stranger = World.viewer("Zoe", Role.SALESPERSON);
        assertThat(world.in(services -> services.followUps.list(stranger, null, PageRequest.first()))
                        .items())
                .isEmpty();
        assertThatThrownBy(() -> world.run(services ->
                        services.followUps.stop(stranger, first.items().get(0).id())))
                .isInstanceOf(NotFound.class);
    }

    private static org.tinypixel.engagement.CopyState nameless(
            org.tinypixel.engagement.CopyState known, org.tinypixel.engagement.CopyState other) {
        return new org.tinypixel.engagement.CopyState(
                known.copy(),
                known.message(),
                known.owner(),
                known.sender(),
                known.senderName(),
                known.recipient(),
                null,
                known.timeZone(),
                known.subject(),
                known.messageIdHeader(),
                null,
                null,
                null,
                0,
                true,
                false,
                known.createdAt(),
                known.sentAt(),
                known.delivery(),
                null,
                null,
                other.engagement(),
                2);
    }
}
