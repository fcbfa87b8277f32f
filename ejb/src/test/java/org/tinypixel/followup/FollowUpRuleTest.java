package org.tinypixel.followup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tinypixel.followup.FollowUpRule.Verdict;
import org.tinypixel.followup.Knowledge.Approval;
import org.tinypixel.followup.Knowledge.Limits;
import org.tinypixel.followup.Knowledge.Opened;
import org.tinypixel.followup.Knowledge.Pause;
import org.tinypixel.followup.Knowledge.Replies;
import org.tinypixel.followup.Sequence.Condition;
import org.tinypixel.followup.Sequence.WhenUnknown;

final class FollowUpRuleTest {
    /** A Wednesday, 15:00 in Berlin. */
    private static final Instant DUE = Instant.parse("2026-03-04T14:00:00Z");

    private static final Set<DayOfWeek> WEEK = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
    private static final Calendar OFFICE = new Calendar(ZoneId.of("Europe/Berlin"), WEEK, 540, 1020, true);
    private static final Approval ANN = new Approval("Ann", DUE.plusSeconds(60));

    /** Nothing stands against the follow-up, and nobody has to say anything. */
    private static final class Known {
        private @Nullable String ended;
        private boolean active = true;
        private @Nullable String refusal;
        private @Nullable String undeliverable;
        private @Nullable Instant repliedAt;
        private boolean stopOnReply = true;
        private Replies replies = new Replies(null, false);
        private Instant completeUntil = DUE;
        private @Nullable Pause pause;
        private Opened opened = Opened.NO;
        private Limits limits = new Limits(36, 0);
        private boolean asks;
        private @Nullable Approval approval;
        private @Nullable String incomplete;

        Knowledge all() {
            return new Knowledge(
                    ended,
                    active,
                    refusal,
                    undeliverable,
                    repliedAt,
                    stopOnReply,
                    replies,
                    completeUntil,
                    opened,
                    OFFICE,
                    pause,
                    limits,
                    asks,
                    approval,
                    incomplete);
        }
    }

    private static Verdict decide(Known known, Condition condition, WhenUnknown whenUnknown) {
        return decide(known, condition, whenUnknown, DUE);
    }

    private static Verdict decide(Known known, Condition condition, WhenUnknown whenUnknown, Instant now) {
        var step =
                new Sequence.Step(new Sequence.Wait(3, Sequence.Unit.WORKING_DAYS), condition, whenUnknown, "template");
        return FollowUpRule.decide(step, known.all(), DUE, now);
    }

    private static Decision decision(Known known) {
        return decide(known, Condition.NOT_OPENED, WhenUnknown.ASK).decision();
    }

    @Test
    void an_unseen_mail_gets_its_follow_up_with_every_check_in_its_order() {
        var verdict = decide(new Known(), Condition.NOT_OPENED, WhenUnknown.ASK);
        assertThat(verdict.decision()).isEqualTo(new Decision.Send("No open was seen when the step came due."));
        assertThat(verdict.log())
                .containsExactly(
                        new Check("Enrolled", "yes", true),
                        new Check("Refuses mail", "no", true),
                        new Check("Bounced", "no", true),
                        new Check("Reply", "none seen", true),
                        new Check("Mailbox read", "not needed: mail stays in the built-in inbox", true),
                        new Check("All opens counted", "yes, until the step came due", true),
                        new Check("Opened", "no open was seen; with images blocked, none can be", true),
                        new Check(
                                "Working hours",
                                "yes: Wed 4 Mar 2026 15:00 (Europe/Berlin), the recipient's zone",
                                true),
                        new Check("Limits", "36 of 100 today", true),
                        new Check("Approval", "not needed", true),
                        new Check("Content", "complete", true));
    }

    @Test
    @Tag("F7")
    void while_the_mailbox_was_not_read_for_a_quarter_of_an_hour_it_waits_and_says_since_when() {
        var known = new Known();
        known.replies = new Replies(DUE.minus(Duration.ofMinutes(20)), true);
        assertThat(decision(known))
                .isEqualTo(
                        new Decision.LookAgain(
                                DUE.plusSeconds(30),
                                "The mailbox was last read: Wed 4 Mar 2026 14:40 (Europe/Berlin). A reply may lie in it, so the follow-up waits."));
        known.replies = new Replies(Instant.EPOCH, true);
        assertThat(decision(known).reason()).startsWith("The mailbox was last read: never.");
        known.approval = ANN;
        assertThat(decision(known).word()).isEqualTo("postpone");
    }

    @Test
    @Tag("F7")
    void the_mailbox_is_read_once_more_after_the_step_came_due_but_that_is_not_waited_for_long() {
        var known = new Known();
        known.replies = new Replies(DUE.minusSeconds(1), true);
        assertThat(decision(known).reason()).startsWith("The mailbox is read once more");
        known.replies = new Replies(DUE, true);
        assertThat(decision(known).word()).isEqualTo("send");
        known.replies = new Replies(DUE.minusSeconds(1), true);
        known.completeUntil = DUE.plus(FollowUpRule.LAG);
        var later = decide(known, Condition.NOT_OPENED, WhenUnknown.ASK, DUE.plus(FollowUpRule.LAG));
        assertThat(later.decision().word()).isEqualTo("send");
        assertThat(later.log()).contains(new Check("Mailbox read", "Wed 4 Mar 2026 14:59 (Europe/Berlin)", true));
    }

    @Test
    void where_replies_come_and_nobody_sees_them_a_person_is_asked() {
        var known = new Known();
        known.replies = new Replies(null, true);
        var verdict = decide(known, Condition.NOT_OPENED, WhenUnknown.ASK);
        assertThat(verdict.decision())
                .isEqualTo(new Decision.Ask(
                        "No mailbox of the sender is read, so nobody but you can know whether the recipient replied."));
        assertThat(verdict.log())
                .contains(new Check("Mailbox read", "no mailbox of the sender is read, so replies are not seen", null));
        known.approval = ANN;
        assertThat(decision(known).word()).isEqualTo("send");
    }

    @Test
    void an_absent_person_gets_none_before_the_time_unless_somebody_sends_it_all_the_same() {
        var known = new Known();
        known.pause = new Pause(DUE.plus(Duration.ofDays(2)), "Out of office until Thu 5 Mar 2026");
        assertThat(decision(known))
                .isEqualTo(new Decision.Postpone(
                        DUE.plus(Duration.ofDays(2)),
                        "Out of office until Thu 5 Mar 2026; next on Fri 6 Mar 2026 15:00 (Europe/Berlin)."));
        known.approval = ANN;
        assertThat(decision(known).word()).isEqualTo("send");
        known.approval = null;
        known.pause = new Pause(DUE, "Out of office until Tue 3 Mar 2026");
        assertThat(decision(known).word()).isEqualTo("send");
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvSource({
        "NOT_OPENED, NO, ASK, send",
        "NOT_OPENED, YES, ASK, skip",
        "NOT_OPENED, MACHINE, ASK, ask",
        "NOT_OPENED, NOT_TRACKED, ASK, ask",
        "NOT_OPENED, MACHINE, TREAT_AS_NOT_OPENED, send",
        "NOT_OPENED, MACHINE, TREAT_AS_OPENED, skip",
        "NOT_OPENED, NOT_TRACKED, TREAT_AS_NOT_OPENED, send",
        "NOT_OPENED, NOT_TRACKED, TREAT_AS_OPENED, skip",
        "NOT_OPENED, YES, TREAT_AS_NOT_OPENED, skip",
        "OPENED, YES, ASK, send",
        "OPENED, NO, ASK, skip",
        "OPENED, NO, TREAT_AS_OPENED, skip",
        "OPENED, MACHINE, ASK, ask",
        "OPENED, MACHINE, TREAT_AS_NOT_OPENED, skip",
        "OPENED, MACHINE, TREAT_AS_OPENED, send",
        "ALWAYS, YES, ASK, send",
        "ALWAYS, NO, ASK, send",
        "ALWAYS, MACHINE, ASK, send"
    })
    void the_condition_decides(Condition condition, Opened opened, WhenUnknown whenUnknown, String word) {
        var known = new Known();
        known.opened = opened;
        assertThat(decide(known, condition, whenUnknown).decision().word()).isEqualTo(word);
    }

    @Test
    void an_unsubscribe_wins_over_everything_but_the_end() {
        var known = new Known();
        known.refusal = "The recipient unsubscribed.";
        known.undeliverable = "A mail to this address bounced.";
        known.repliedAt = DUE;
        known.completeUntil = DUE.minusSeconds(60);
        known.opened = Opened.YES;
        known.approval = ANN;
        assertThat(decision(known)).isEqualTo(new Decision.Stop("The recipient unsubscribed."));
        known.ended = "Stopped by Ann.";
        assertThat(decision(known)).isEqualTo(new Decision.Stop("Stopped by Ann."));
    }

    @Test
    void a_reply_one_minute_before_stops_it_also_after_approval() {
        var known = new Known();
        known.repliedAt = DUE.minusSeconds(60);
        known.approval = ANN;
        assertThat(decision(known))
                .isEqualTo(new Decision.Stop("The recipient replied on Wed 4 Mar 2026 14:59 (Europe/Berlin)."));
        known.stopOnReply = false;
        assertThat(decision(known)).isInstanceOf(Decision.Send.class);
    }

    @Test
    void opens_that_are_not_counted_yet_hold_it_and_never_let_it_go() {
        var known = new Known();
        known.completeUntil = DUE.minusNanos(1);
        known.opened = Opened.NO;
        assertThat(decision(known))
                .isInstanceOfSatisfying(
                        Decision.LookAgain.class,
                        again -> assertThat(again.at()).isEqualTo(DUE.plusSeconds(5)));
        known.approval = ANN;
        assertThat(decision(known)).isInstanceOf(Decision.LookAgain.class);
    }

    @Test
    void a_step_that_is_long_overdue_needs_the_opens_of_the_time_since() {
        var known = new Known();
        var now = DUE.plus(Duration.ofHours(1));
        known.completeUntil = DUE.plusSeconds(1);
        assertThat(decide(known, Condition.NOT_OPENED, WhenUnknown.ASK, now).decision())
                .isInstanceOf(Decision.LookAgain.class);
        known.completeUntil = now.minus(FollowUpRule.LAG);
        assertThat(decide(known, Condition.NOT_OPENED, WhenUnknown.ASK, now).decision())
                .isInstanceOf(Decision.Send.class);
    }

    @Test
    void outside_working_hours_it_waits_unless_a_person_sends_it() {
        var known = new Known();
        var night = Instant.parse("2026-03-06T20:00:00Z");
        known.completeUntil = night;
        assertThat(decide(known, Condition.NOT_OPENED, WhenUnknown.ASK, night).decision())
                .isEqualTo(new Decision.Postpone(
                        Instant.parse("2026-03-09T08:00:00Z"),
                        "Outside working hours; next on Mon 9 Mar 2026 09:00 (Europe/Berlin)."));
        known.approval = ANN;
        assertThat(decide(known, Condition.NOT_OPENED, WhenUnknown.ASK, night).decision())
                .isInstanceOf(Decision.Send.class);
    }

    @Test
    void what_is_over_the_days_limit_waits_for_the_next_day() {
        var known = new Known();
        known.limits = new Limits(100, 0);
        assertThat(decision(known))
                .isInstanceOfSatisfying(
                        Decision.Postpone.class,
                        postpone -> assertThat(postpone.until()).isEqualTo(Instant.parse("2026-03-05T08:00:00Z")));
        known.limits = new Limits(99, Limits.PER_MINUTE);
        assertThat(decision(known)).isInstanceOf(Decision.LookAgain.class);
        known.limits = new Limits(99, Limits.PER_MINUTE - 1);
        assertThat(decision(known)).isInstanceOf(Decision.Send.class);
    }

    @Test
    void a_sequence_that_asks_waits_for_a_person_and_content_is_checked_last() {
        var known = new Known();
        known.asks = true;
        known.incomplete = "{{name}} is not known for this recipient.";
        assertThat(decision(known)).isEqualTo(new Decision.Ask("This sequence asks before each follow-up."));
        known.approval = ANN;
        assertThat(decision(known))
                .isEqualTo(new Decision.Fail("Content incomplete: {{name}} is not known for this recipient."));
    }

    @Test
    void approval_settles_what_is_unknown_and_not_what_is_known() {
        var known = new Known();
        known.approval = ANN;
        known.opened = Opened.MACHINE;
        assertThat(decision(known)).isInstanceOf(Decision.Send.class);
        known.opened = Opened.YES;
        assertThat(decision(known)).isInstanceOf(Decision.Skip.class);
    }

    @Test
    void no_sentence_claims_that_a_mail_was_not_read() {
        for (var condition : Condition.values()) {
            for (var opened : Opened.values()) {
                for (var whenUnknown : WhenUnknown.values()) {
                    var known = new Known();
                    known.opened = opened;
                    var verdict = decide(known, condition, whenUnknown);
                    var words = verdict.decision().reason() + verdict.log();
                    assertThat(words)
                            .doesNotContainIgnoringCase("not read")
                            .doesNotContainIgnoringCase("unread")
                            .doesNotContainIgnoringCase("did not open")
                            .doesNotContainIgnoringCase("ignored");
                }
            }
        }
    }
}
