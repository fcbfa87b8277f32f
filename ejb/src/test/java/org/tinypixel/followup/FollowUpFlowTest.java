package org.tinypixel.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.tinypixel.access.Role;
import org.tinypixel.base.Conflict;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Invalid;
import org.tinypixel.base.NotFound;
import org.tinypixel.base.PageRequest;
import org.tinypixel.base.StableKey;
import org.tinypixel.classify.EngagementStatus;
import org.tinypixel.database.TestDatabase;
import org.tinypixel.engagement.DeliveryStatus;
import org.tinypixel.followup.NewSequence.Hours;
import org.tinypixel.followup.NewSequence.Step;
import org.tinypixel.followup.NewSequence.Wait;
import org.tinypixel.tracking.MessageCreated;

/** One follow-up on its way, over both databases. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FollowUpFlowTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String BEA = "bea@example.org";
    private static final Hours ALWAYS =
            new Hours("UTC", List.of("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"), "00:00", "24:00");

    private TestDatabase database;
    private World world;

    abstract TestDatabase open();

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

    @BeforeAll
    void connect() {
        database = open();
        World.prepare(database);
    }

    @BeforeEach
    void begin() {
        world = new World(database);
        world.run(services -> services.sequences.addTemplate(
                World.ANN, new NewMailTemplate("Reminder", null, "<p>Hello {{name}}</p>", "Hello {{name}}")));
    }

    @AfterAll
    void disconnect() {
        database.close();
    }

    private static Step hours(int amount, @Nullable String condition, @Nullable String whenUnknown) {
        return new Step(new Wait(amount, "hours"), condition, whenUnknown, "Reminder");
    }

    private Sequence sequence(String name, @Nullable String approval, Step... steps) {
        return world.in(services ->
                services.sequences.add(World.ANN, new NewSequence(name, true, List.of(steps), true, ALWAYS, approval)));
    }

    /** One mail to Bea whose follow-up is due now. */
    private CopyId due(@Nullable String approval, Step... steps) {
        sequence("Offer", approval, steps);
        var copy = world.create("offer", null, BEA).copies().get(0).id();
        world.sent(copy);
        world.pass(HOUR);
        return copy;
    }

    private CopyId copyOf(World.Sent sent) {
        return new CopyId(sent.copy());
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
    void after_an_outage_overdue_steps_go_out_in_small_portions() {
        sequence("Offer", null, hours(1, "always", null));
        for (var i = 0; i < 25; i++) {
            world.sent(world.create("Offer", null, "person" + i + "@example.org")
                    .copies()
                    .get(0)
                    .id());
        }
        world.pass(Duration.ofDays(3));
        world.sweep();
        assertThat(world.sent()).hasSize(10);
        world.sweep();
        assertThat(world.sent()).hasSize(10);
        for (var minute = 0; minute < 3; minute++) {
            world.pass(Duration.ofMinutes(1).plusSeconds(1));
            world.sweep();
        }
        assertThat(world.sent()).hasSize(25);
    }

    @Test
    void four_sweeps_at_once_send_each_step_once() throws Exception {
        sequence("Offer", null, hours(1, "always", null));
        for (var i = 0; i < 8; i++) {
            world.sent(world.create("Offer", null, "person" + i + "@example.org")
                    .copies()
                    .get(0)
                    .id());
        }
        world.pass(HOUR);
        var start = new CountDownLatch(1);
        var threads = Executors.newFixedThreadPool(4);
        try {
            var runs = java.util.stream.IntStream.range(0, 4)
                    .<Future<?>>mapToObj(number -> threads.submit(() -> {
                        start.await();
                        for (var round = 0; round < 3; round++) {
                            world.sweep();
                        }
                        return null;
                    }))
                    .toList();
            start.countDown();
            for (var run : runs) {
                run.get();
            }
        } finally {
            threads.shutdownNow();
        }
        world.endLeases();
        world.sweep();
        assertThat(world.sent()).hasSize(8).extracting(World.Sent::header).doesNotHaveDuplicates();
    }

    @Test
    void a_crash_before_or_after_the_mail_was_stored_leaves_one_mail() {
        due(null, hours(1, "always", null));
        var crash = new AtomicBoolean(true);
        world.beforeMail = mail -> crashOnce(crash);
        dieInTheMiddle();
        assertThat(world.sent()).isEmpty();
        assertThat(world.only().state()).isEqualTo(FollowUpState.WAITING);

        crash.set(true);
        world.beforeMail = mail -> {};
        world.afterMail = mail -> crashOnce(crash);
        world.endLeases();
        dieInTheMiddle();
        assertThat(world.sent()).isEmpty();
        assertThat(world.only().state()).isEqualTo(FollowUpState.WAITING);

        world.sweep();
        assertThat(world.sent()).as("the lease of the dead node").isEmpty();
        world.endLeases();
        world.sweep();
        world.endLeases();
        world.sweep();
        assertThat(world.sent()).hasSize(1);
    }

    @Test
    void a_step_that_cannot_be_decided_says_so_and_does_not_stop_the_others() {
        due(null, hours(1, "always", null));
        world.sent(
                world.create("Offer", null, "carl@example.org").copies().get(0).id());
        world.pass(HOUR);
        var crash = new AtomicBoolean(true);
        world.beforeMail = mail -> crashOnce(crash);
        world.sweep();
        assertThat(world.sent()).hasSize(1);
        assertThat(world.all()).anySatisfy(row -> assertThat(row.because()).startsWith("It could not be decided"));
        world.pass(Duration.ofMinutes(2));
        world.sweep();
        assertThat(world.sent()).hasSize(2);
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

    @Test
    void a_node_that_wakes_up_after_its_lease_does_nothing() {
        due(null, hours(1, "always", null));
        var frozen = world.in(services -> services.steps.claim(world.now));
        assertThat(frozen).hasSize(1);
        assertThat(world.<List<DueSteps.Claim>>in(services -> services.steps.claim(world.now)))
                .isEmpty();
        world.endLeases();
        var other = world.in(services -> services.steps.claim(world.now));
        world.run(services -> services.steps.decide(frozen.get(0)));
        assertThat(world.sent()).isEmpty();
        world.run(services -> services.steps.decide(other.get(0)));
        world.run(services -> services.steps.decide(frozen.get(0)));
        assertThat(world.sent()).hasSize(1);
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

    private String reasonFor(String recipient) {
        return world.all().stream()
                .filter(row -> row.recipient().equals(recipient))
                .findFirst()
                .orElseThrow()
                .because();
    }

    private Enrollment enrollment() {
        return world.in(services -> services.enrollments.list(World.ANN, null, PageRequest.first()))
                .items()
                .get(0);
    }

    private static void crashOnce(AtomicBoolean crash) {
        if (crash.getAndSet(false)) {
            throw new IllegalStateException("the node dies here");
        }
    }

    /** Claims and decides as a node that dies: nobody is left to tell of the trouble. */
    private void dieInTheMiddle() {
        var claims = world.in(services -> services.steps.claim(world.now));
        assertThat(claims).hasSize(1);
        assertThatThrownBy(() -> world.run(services -> services.steps.decide(claims.get(0))))
                .hasMessage("the node dies here");
    }
}
