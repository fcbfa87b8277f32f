package org.tinypixel.followup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.classify.EngagementStatus;
import org.tinypixel.database.TestDatabase;
import org.tinypixel.engagement.DeliveryStatus;
import org.tinypixel.followup.NewSequence.Hours;
import org.tinypixel.inbound.Heard;
import org.tinypixel.inbound.WroteByHand;

/** What mailboxes tell, and what becomes of follow-ups, over both databases. */
abstract class MailboxFlowTest extends FollowUpFlow {
    private static final Hours OFFICE = new Hours("Europe/Berlin", null, null, null);

    /** A Monday. */
    private static final Instant START = World.START;

    private CopyId copy;

    static final class OnH2Test extends MailboxFlowTest {
        @Override
        TestDatabase open() {
            return TestDatabase.h2();
        }
    }

    static final class OnPostgreSqlTest extends MailboxFlowTest {
        @Override
        TestDatabase open() {
            return TestDatabase.postgreSql();
        }
    }

    /** One mail to Bea, followed after an hour and an hour later. Nothing is asked, and a mailbox is read. */
    @BeforeEach
    void send() {
        world.leaves = true;
        var step = hours(1, "always", null);
        world.run(services -> services.sequences.add(
                World.ANN, new NewSequence("Offer", true, List.of(step, step), true, OFFICE, null)));
        copy = world.create("Offer", null, BEA).copies().get(0).id();
        world.sent(copy);
        world.readUntil = START;
    }

    /** The step is due, and the mailbox was just read. */
    private void due() {
        world.now = START.plus(Duration.ofHours(1));
        world.readUntil = world.now;
    }

    private void stopped(String because) {
        assertThat(enrollment().state()).isEqualTo(Enrollment.State.STOPPED);
        assertThat(enrollment().because()).isEqualTo(because);
        due();
        world.sweep();
        assertThat(world.sent()).isEmpty();
    }

    @Test
    @Tag("F3")
    void a_reply_one_minute_before_the_step_is_due_stops_it() {
        world.now = START.plus(Duration.ofMinutes(59));
        world.engaged(copy, EngagementStatus.REPLIED);
        world.heard(Heard.What.REPLY, copy, null, "A reply arrived.");
        stopped("The recipient replied on Mon 2 Mar 2026 10:59 (Europe/Berlin).");
    }

    @Test
    void a_reply_of_somebody_who_was_no_recipient_stops_it() {
        world.heard(Heard.What.OTHER_REPLY, copy, null, "Somebody who was no recipient replied.");
        stopped("Somebody else replied to the mail on Mon 2 Mar 2026 10:00 (Europe/Berlin).");
    }

    @Test
    void a_reply_to_a_follow_up_stops_what_is_left() {
        due();
        world.sweep();
        var first = new CopyId(world.sent().get(0).copy());
        world.sent(first);
        world.heard(Heard.What.OTHER_REPLY, first, null, "Somebody who was no recipient replied.");
        world.pass(Duration.ofHours(1));
        world.readUntil = world.now;
        world.sweep();
        assertThat(world.sent()).hasSize(1);
        assertThat(enrollment().state()).isEqualTo(Enrollment.State.STOPPED);
    }

    @Test
    void an_answer_to_an_older_mail_does_not_stop_what_began_later() {
        var later = world.now;
        world.now = START.minusSeconds(60);
        world.heard(Heard.What.REPLY, copy, null, "A reply arrived.");
        world.now = later;
        assertThat(enrollment().state()).isEqualTo(Enrollment.State.ACTIVE);
    }

    @Test
    void a_dead_address_stops_all_sequences_to_it_and_every_later_one() {
        world.heard(Heard.What.BOUNCED_HARD, copy, null, "The address does not exist.");
        stopped("The address does not work: The address does not exist.");
        world.dead.put(EmailAddress.of(BEA), "The address does not work.");
        var second = world.create("Offer", null, BEA).copies().get(0).id();
        world.sent(second);
        world.pass(Duration.ofHours(1));
        world.readUntil = world.now;
        world.sweep();
        assertThat(world.sent()).isEmpty();
        assertThat(world.all().get(1).because()).isEqualTo("The address does not work.");
    }

    @Test
    void a_full_mailbox_ends_the_follow_up_that_met_it_and_not_the_next() {
        due();
        world.sweep();
        var first = new CopyId(world.sent().get(0).copy());
        world.sent(first);
        world.soft.add(first);
        world.delivery(first, DeliveryStatus.BOUNCED);
        world.heard(Heard.What.BOUNCED_SOFT, first, null, "The mailbox is full.");
        world.pass(Duration.ofHours(1));
        world.readUntil = world.now;
        world.sweep();
        assertThat(world.sent()).hasSize(2);
    }

    @Test
    void a_first_mail_that_did_not_arrive_is_followed_by_nothing() {
        world.soft.add(copy);
        world.delivery(copy, DeliveryStatus.BOUNCED);
        due();
        world.sweep();
        assertThat(world.sent()).isEmpty();
        assertThat(world.only().because()).startsWith("A mail to this address bounced");
    }

    @Test
    void an_absent_person_gets_it_one_working_day_after_the_return() {
        // A Friday.
        world.heard(Heard.What.AUTO_REPLY, copy, LocalDate.parse("2026-03-06"), "Back on 2026-03-06.");
        assertThat(world.only().dueAt()).isEqualTo(Instant.parse("2026-03-09T08:00:00Z"));
        assertThat(world.only().because())
                .isEqualTo("Out of office until Fri 6 Mar 2026; next on Mon 9 Mar 2026 09:00 (Europe/Berlin).");
        due();
        world.sweep();
        assertThat(world.sent()).isEmpty();
        world.now = Instant.parse("2026-03-09T08:00:00Z");
        world.readUntil = world.now;
        world.sweep();
        assertThat(world.sent()).hasSize(1);
        assertThat(enrollment().state()).isEqualTo(Enrollment.State.ACTIVE);
    }

    @Test
    void an_automatic_reply_to_a_follow_up_on_its_way_also_moves_the_next_step() {
        due();
        world.sweep();
        var first = new CopyId(world.sent().get(0).copy());
        world.heard(Heard.What.AUTO_REPLY, first, LocalDate.parse("2026-03-06"), "Back on 2026-03-06.");
        world.sent(first);
        world.pass(Duration.ofHours(1));
        world.readUntil = world.now;
        world.sweep();
        assertThat(world.sent()).hasSize(1);
        assertThat(world.all().get(1).dueAt()).isEqualTo(Instant.parse("2026-03-09T08:00:00Z"));
        assertThat(world.all().get(1).log()).contains(new Check("Away", "Out of office until Fri 6 Mar 2026", false));
    }

    @Test
    void without_a_date_an_automatic_reply_means_five_working_days() {
        world.heard(Heard.What.AUTO_REPLY, copy, null, "An automatic reply arrived.");
        assertThat(world.only().dueAt()).isEqualTo(Instant.parse("2026-03-09T09:00:00Z"));
    }

    @Test
    void a_return_in_the_past_or_in_years_moves_nothing_far() {
        world.heard(Heard.What.AUTO_REPLY, copy, LocalDate.parse("2026-02-20"), "Back on 2026-02-20.");
        assertThat(world.only().dueAt()).isEqualTo(START.plus(Duration.ofHours(1)));
        world.heard(Heard.What.AUTO_REPLY, copy, LocalDate.parse("2062-03-06"), "Back on 2062-03-06.");
        assertThat(world.only().dueAt()).isEqualTo(Instant.parse("2026-03-09T09:00:00Z"));
    }

    @Test
    void a_person_may_choose_another_date_or_send_it_all_the_same() {
        world.heard(Heard.What.AUTO_REPLY, copy, LocalDate.parse("2026-03-06"), "Back on 2026-03-06.");
        var id = world.only().id();
        var sooner = Instant.parse("2026-03-04T09:00:00Z");
        world.run(services -> services.followUps.postpone(World.ANN, id, sooner));
        world.now = sooner;
        world.readUntil = sooner;
        world.sweep();
        assertThat(world.sent()).hasSize(1);
    }

    @Test
    void a_complaint_and_a_wish_by_mail_each_stop_all_sequences_to_the_person() {
        world.heard(Heard.What.COMPLAINT, copy, null, "The recipient called the mail spam.");
        stopped("The recipient called a mail spam.");
        var second =
                world.create("Offer", null, "carl@example.org").copies().get(0).id();
        world.sent(second);
        world.heard(Heard.What.UNSUBSCRIBE, second, null, "The recipient asked by mail for no more mail.");
        assertThat(enrollment().because()).isEqualTo("The recipient asked by mail for no more mail.");
    }

    @Test
    void a_mail_written_by_hand_ends_it() {
        world.now = START.plus(Duration.ofMinutes(10));
        world.run(services ->
                services.news.onWroteByHand(new WroteByHand(World.ANN.address(), EmailAddress.of(BEA), world.now)));
        stopped("You wrote by hand on Mon 2 Mar 2026 10:10 (Europe/Berlin).");
    }

    @Test
    void a_mail_that_somebody_else_wrote_by_hand_ends_nothing() {
        world.run(services -> services.news.onWroteByHand(
                new WroteByHand(EmailAddress.of("ben@example.com"), EmailAddress.of(BEA), world.now)));
        assertThat(enrollment().state()).isEqualTo(Enrollment.State.ACTIVE);
    }

    @Test
    @Tag("F7")
    void while_the_mailbox_is_not_read_the_step_waits_and_goes_when_it_is() {
        due();
        world.readUntil = world.now.minus(Duration.ofMinutes(16));
        world.sweep();
        assertThat(world.sent()).isEmpty();
        assertThat(world.only().because()).startsWith("The mailbox was last read: Mon 2 Mar 2026 10:44");
        world.pass(Duration.ofMinutes(1));
        world.readUntil = world.now;
        world.sweep();
        assertThat(world.sent()).hasSize(1);
    }

    @Test
    @Tag("F7")
    void without_any_mailbox_a_person_is_asked_unless_nothing_leaves_the_server() {
        due();
        world.readUntil = null;
        world.sweep();
        assertThat(world.sent()).isEmpty();
        assertThat(world.only().state()).isEqualTo(FollowUpState.ASK);
        world.run(services -> services.followUps.send(World.ANN, world.only().id()));
        assertThat(world.sent()).hasSize(1);
        begin();
        send();
        due();
        world.readUntil = null;
        world.leaves = false;
        world.sweep();
        assertThat(world.sent()).hasSize(1);
    }

    @Test
    void an_answer_proves_that_a_follow_up_went_out_whose_hand_over_was_not_confirmed() {
        due();
        world.sweep();
        var first = new CopyId(world.sent().get(0).copy());
        world.handed(first, DeliveryStatus.NOT_CONFIRMED, "The connection broke.");
        world.heard(Heard.What.DELIVERED, first, null, "The mail server says that the mail was delivered.");
        assertThat(world.all()).extracting(FollowUp::state).containsExactly(FollowUpState.SENT, FollowUpState.WAITING);
    }
}
