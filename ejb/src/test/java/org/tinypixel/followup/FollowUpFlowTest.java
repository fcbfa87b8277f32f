package org.tinypixel.followup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Invalid;
import org.tinypixel.base.StableKey;
import org.tinypixel.classify.EngagementStatus;
import org.tinypixel.database.TestDatabase;
import org.tinypixel.engagement.DeliveryStatus;
import org.tinypixel.followup.NewSequence.Hours;
import org.tinypixel.followup.NewSequence.Step;
import org.tinypixel.followup.NewSequence.Wait;

/** One follow-up on its way by itself, over both databases. */
abstract class FollowUpFlowTest extends FollowUpFlow {
    static final class OnH2Test extends FollowUpFlowTest {
        @Override
        TestDatabase open() {
            return TestDatabase.h2();
        }
    }

    static final class OnPostgreSqlTest extends FollowUpFlowTest {
        @Override
        TestDatabase open() {
            return TestDatabase.postgreSql();
        }
    }

    @Test
    void a_mail_that_was_not_sent_yet_has_a_follow_up_without_a_time() {
        sequence("Offer", null, hours(1, null, null));
        world.create("Offer", null, BEA);
        assertThat(world.only().dueAt()).isNull();
        assertThat(world.only().because()).isEqualTo("The mail that it follows is not sent yet.");
        world.pass(Duration.ofDays(9));
        world.sweep();
        assertThat(world.sent()).isEmpty();
    }

    @Test
    void an_unseen_mail_gets_its_follow_up_once_in_its_thread() {
        var copy = due(null, hours(1, "notOpened", null));
        world.now = world.now.minusSeconds(1);
        world.sweep();
        assertThat(world.sent()).isEmpty();
        world.now = world.now.plusSeconds(1);
        world.sweep();
        world.sweep();
        var row = world.only();
        assertThat(world.sent()).singleElement().satisfies(sent -> {
            assertThat(sent.answers()).isEqualTo(copy.value());
            assertThat(sent.subject()).isNull();
            assertThat(sent.html()).isEqualTo("<p>Hello Bea bea@example.org</p>");
            assertThat(sent.header()).isEqualTo(StableKey.messageId(row.enrollment(), 1, "mail.example.org"));
        });
        assertThat(row.state()).isEqualTo(FollowUpState.HANDING_OVER);
        assertThat(row.decision()).isEqualTo("send");
        world.sent(copyOf(world.sent().get(0)));
        world.pass(Duration.ofDays(30));
        world.sweep();
        assertThat(world.sent()).hasSize(1);
        assertThat(world.only().state()).isEqualTo(FollowUpState.SENT);
        assertThat(world.notes).containsExactly("Follow-up 1 sent. No open was seen when the step came due.");
        assertThat(enrollment().state()).isEqualTo(Enrollment.State.FINISHED);
    }

    @Test
    void an_opened_mail_gets_none_and_the_why_log_says_so_in_words() {
        var copy = due(null, hours(1, "notOpened", null));
        world.engaged(copy, EngagementStatus.OPENED);
        world.sweep();
        assertThat(world.sent()).isEmpty();
        var row = world.only();
        assertThat(row.state()).isEqualTo(FollowUpState.SKIPPED);
        assertThat(row.because()).isEqualTo("A person was seen at the mail: it was opened, so this step is left out.");
        assertThat(row.log())
                .contains(new Check("Opened", "yes: a person was seen at the mail", false))
                .extracting(Check::check)
                .containsExactly(
                        "Enrolled", "Refuses mail", "Bounced", "Reply", "Mailbox read", "All opens counted", "Opened");
        assertThat(enrollment().state()).isEqualTo(Enrollment.State.FINISHED);
    }

    @Test
    void the_next_step_waits_from_the_one_before_and_answers_it() {
        due(null, hours(1, null, null), hours(5, "always", null));
        world.sweep();
        var first = copyOf(world.sent().get(0));
        world.sent(first);
        assertThat(world.all()).hasSize(2);
        assertThat(world.all().get(1).dueAt()).isEqualTo(world.now.plus(Duration.ofHours(5)));
        world.pass(Duration.ofHours(5));
        world.sweep();
        assertThat(world.sent())
                .hasSize(2)
                .anySatisfy(sent -> assertThat(sent.answers()).isEqualTo(first.value()));
    }

    @Test
    void an_open_of_a_follow_up_counts_for_the_next_step() {
        due(null, hours(1, null, null), hours(1, "notOpened", null));
        world.sweep();
        var first = copyOf(world.sent().get(0));
        world.sent(first);
        world.engaged(first, EngagementStatus.CLICKED);
        world.pass(HOUR);
        world.sweep();
        assertThat(world.sent()).hasSize(1);
        assertThat(world.all().get(1).state()).isEqualTo(FollowUpState.SKIPPED);
    }

    @Test
    void a_reply_an_unsubscribe_and_a_bounce_each_stop_the_sequence() {
        var replied = due(null, hours(1, "always", null));
        var refused =
                world.create("Offer", null, "carl@example.org").copies().get(0).id();
        world.sent(refused);
        var bounced =
                world.create("Offer", null, "dora@example.org").copies().get(0).id();
        world.sent(bounced);
        world.pass(HOUR);
        world.engaged(replied, EngagementStatus.REPLIED);
        world.refusals.put(EmailAddress.of("carl@example.org"), "The recipient unsubscribed.");
        world.handed(bounced, DeliveryStatus.BOUNCED, "550 no such user");
        world.sweep();
        assertThat(world.sent()).isEmpty();
        assertThat(world.all()).extracting(FollowUp::state).containsOnly(FollowUpState.STOPPED);
        assertThat(reasonFor(BEA)).startsWith("The recipient replied on Mon 2 Mar 2026");
        assertThat(reasonFor("carl@example.org")).isEqualTo("The recipient unsubscribed.");
        assertThat(reasonFor("dora@example.org")).contains("550 no such user");
    }

    @Test
    void while_an_open_may_be_on_its_way_the_step_waits_and_stays_due() {
        due(null, hours(1, "notOpened", null));
        var due = world.only().dueAt();
        world.completeUntil = world.now.minusSeconds(1);
        world.sweep();
        assertThat(world.sent()).isEmpty();
        assertThat(world.only().dueAt()).isEqualTo(due);
        assertThat(world.only().because()).contains("a later one may be on its way");
        world.completeUntil = due;
        world.pass(Duration.ofSeconds(5));
        world.sweep();
        assertThat(world.sent()).hasSize(1);
    }

    @Test
    void a_reply_before_the_hand_over_wins() {
        var copy = due(null, hours(1, "always", null));
        world.sweep();
        world.engaged(copy, EngagementStatus.REPLIED);
        assertThat(world.<Optional<String>>in(services ->
                        services.lastCheck.refuse(copyOf(world.sent().get(0)))))
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("The recipient replied"));
    }

    @Test
    void a_hand_over_that_was_not_confirmed_is_not_repeated_until_evidence_settles_it() {
        due(null, hours(1, "always", null), hours(1, "always", null));
        world.sweep();
        var copy = copyOf(world.sent().get(0));
        world.handed(copy, DeliveryStatus.NOT_CONFIRMED, "The connection broke.");
        world.pass(Duration.ofDays(3));
        world.sweep();
        assertThat(world.sent()).hasSize(1);
        assertThat(world.only().state()).isEqualTo(FollowUpState.NOT_CONFIRMED);
        world.handed(copy, DeliveryStatus.SENT, "An open came in.");
        assertThat(world.all()).extracting(FollowUp::state).containsExactly(FollowUpState.SENT, FollowUpState.WAITING);
    }

    @Test
    void out_of_working_hours_it_waits_for_the_recipients_morning() {
        world.run(services -> services.sequences.add(
                World.ANN,
                new NewSequence(
                        "Office",
                        true,
                        List.of(new Step(new Wait(1, "workingDays"), "always", null, "Reminder")),
                        true,
                        new Hours("Europe/Lisbon", null, null, null),
                        null)));
        var copy = world.create("Office", "Europe/Berlin", BEA).copies().get(0).id();
        world.now = Instant.parse("2026-03-06T15:30:00Z");
        world.sent(copy);
        assertThat(world.only().dueAt()).isEqualTo(Instant.parse("2026-03-09T15:30:00Z"));
        world.now = Instant.parse("2026-03-09T20:00:00Z");
        world.sweep();
        assertThat(world.only().dueAt()).isEqualTo(Instant.parse("2026-03-10T08:00:00Z"));
        assertThat(world.only().because()).contains("Outside working hours", "Europe/Berlin");
        world.now = Instant.parse("2026-03-10T08:00:00Z");
        world.sweep();
        assertThat(world.sent()).hasSize(1);
    }

    @Test
    void a_mail_that_is_refused_fails_with_the_reason() {
        due(null, hours(1, "always", null));
        world.beforeMail = mail -> {
            throw new Invalid("html", "A placeholder was not filled in.");
        };
        world.sweep();
        assertThat(world.only().state()).isEqualTo(FollowUpState.FAILED);
        assertThat(world.only().because()).isEqualTo("The mail cannot go as it is: A placeholder was not filled in.");
    }

    private String reasonFor(String recipient) {
        return world.all().stream()
                .filter(row -> row.recipient().equals(recipient))
                .findFirst()
                .orElseThrow()
                .because();
    }
}
