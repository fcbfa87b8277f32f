package org.tinypixel.followup;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tinypixel.followup.Knowledge.Limits;
import org.tinypixel.followup.Knowledge.Opened;

/**
 * Decides one due follow-up. Pure: the same arguments give the same decision. The order is the policy: what a recipient wants comes before what the sequence wants, and nothing is
 * concluded from evidence that may still be on its way.
 */
final class FollowUpRule {
    /** How far the counting of opens may lie behind the clock for a step that is long overdue. */
    static final Duration LAG = Duration.ofMinutes(2);

    static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    static final Duration MAILBOX_AGAIN = Duration.ofSeconds(30);
    /** A mailbox that was not read for so long may hold a reply. */
    static final Duration MAILBOX_FRESH = Duration.ofMinutes(15);

    static final Duration SWITCHED_OFF = Duration.ofHours(1);

    private final Sequence.Step step;
    private final Knowledge known;
    private final Instant due;
    private final Instant now;
    private final List<Check> log = new ArrayList<>();

    /** A decision and all that led to it. */
    record Verdict(Decision decision, List<Check> log) {
        Verdict {
            log = List.copyOf(log);
        }
    }

    private FollowUpRule(Sequence.Step step, Knowledge known, Instant due, Instant now) {
        this.step = step;
        this.known = known;
        this.due = due;
        this.now = now;
    }

    static Verdict decide(Sequence.Step step, Knowledge known, Instant due, Instant now) {
        var rule = new FollowUpRule(step, known, due, now);
        return new Verdict(rule.decision(), rule.log);
    }

    /** The sentence that ends it, whatever else holds; empty where nothing does. Asked again at the last moment before the hand-over. */
    static Optional<String> exit(Knowledge known, Sequence.Step step, Instant now) {
        var rule = new FollowUpRule(step, known, now, now);
        var left = known.ended();
        if (left != null) {
            return Optional.of(left);
        }
        return Optional.ofNullable(rule.exits()).map(Decision::reason);
    }

    private Decision decision() {
        Decision held = enrolled();
        held = held == null ? exits() : held;
        held = held == null ? mailbox() : held;
        held = held == null ? freshness() : held;
        held = held == null ? condition() : held;
        held = held == null ? pause() : held;
        held = held == null ? calendar() : held;
        held = held == null ? limits() : held;
        held = held == null ? approval() : held;
        held = held == null ? content() : held;
        return held == null ? new Decision.Send(sendReason()) : held;
    }

    private @Nullable Decision enrolled() {
        if (known.ended() != null) {
            no("Enrolled", "no: " + known.ended());
            return new Decision.Stop(known.ended());
        }
        if (!known.active()) {
            no("Enrolled", "yes, but the sequence is switched off");
            return new Decision.LookAgain(
                    now.plus(SWITCHED_OFF), "The sequence is switched off; it goes on when it is switched on.");
        }
        yes("Enrolled", "yes");
        return null;
    }

    private @Nullable Decision exits() {
        if (known.refusal() != null) {
            no("Refuses mail", "yes: " + known.refusal());
            return new Decision.Stop(known.refusal());
        }
        yes("Refuses mail", "no");
        if (known.undeliverable() != null) {
            no("Bounced", "yes: " + known.undeliverable());
            return new Decision.Stop(known.undeliverable());
        }
        yes("Bounced", "no");
        var replied = known.repliedAt();
        if (replied != null && known.stopOnReply()) {
            no("Reply", "yes, " + known.calendar().show(replied));
            return new Decision.Stop(
                    "The recipient replied on " + known.calendar().show(replied) + ".");
        }
        yes(
                "Reply",
                replied == null
                        ? "none seen"
                        : "yes, " + known.calendar().show(replied) + "; this sequence goes on after a reply");
        return null;
    }

    /**
     * A reply may lie in the mailbox. It is read once more after the step came due, as far as that happens within minutes; in no case is it longer ago than a quarter of an hour. Looks that
     * were begun and did not end do not count.
     */
    private @Nullable Decision mailbox() {
        var until = known.replies().until();
        if (until == null) {
            log.add(
                    known.replies().outside()
                            ? new Check(
                                    "Mailbox read", "no mailbox of the sender is read, so replies are not seen", null)
                            : new Check("Mailbox read", "not needed: mail stays in the built-in inbox", true));
            return null;
        }
        var shown = until.equals(Instant.EPOCH) ? "never" : known.calendar().show(until);
        if (until.isBefore(now.minus(MAILBOX_FRESH))) {
            no("Mailbox read", "last " + shown);
            return new Decision.LookAgain(
                    now.plus(MAILBOX_AGAIN),
                    "The mailbox was last read: " + shown + ". A reply may lie in it, so the follow-up waits.");
        }
        if (until.isBefore(due) && now.isBefore(due.plus(LAG)) && known.approval() == null) {
            no("Mailbox read", "last " + shown + ", before the step came due");
            return new Decision.LookAgain(
                    now.plus(LOOK_AGAIN), "The mailbox is read once more; the last time was " + shown + ".");
        }
        yes("Mailbox read", shown);
        return null;
    }

    /** An open may still be on its way: better late than wrong. What is long overdue is decided by what is known about now. */
    private @Nullable Decision freshness() {
        var needed = due.isAfter(now.minus(LAG)) ? due : now.minus(LAG);
        var until = known.calendar().show(known.completeUntil());
        if (known.completeUntil().isBefore(needed)) {
            no("All opens counted", "only until " + until);
            return new Decision.LookAgain(
                    now.plus(LOOK_AGAIN), "Opens are counted until " + until + " only; a later one may be on its way.");
        }
        yes("All opens counted", "yes, until the step came due");
        return null;
    }

    private @Nullable Decision condition() {
        var opened = known.opened();
        if (step.condition() == Sequence.Condition.ALWAYS) {
            yes("Opened", opened.words() + "; this step goes in any case");
            return null;
        }
        if (opened == Opened.YES) {
            return step.condition() == Sequence.Condition.OPENED
                    ? go(opened.words())
                    : skip(opened.words(), "A person was seen at the mail: it was opened, so this step is left out.");
        }
        if (opened == Opened.NO) {
            return step.condition() == Sequence.Condition.NOT_OPENED
                    ? go(opened.words())
                    : skip(opened.words(), "No open was seen, so this step is left out.");
        }
        return unknown(opened);
    }

    private @Nullable Decision unknown(Opened opened) {
        if (step.whenUnknown() == Sequence.WhenUnknown.ASK) {
            var approval = known.approval();
            if (approval == null) {
                log.add(new Check("Opened", opened.words() + ", so a person decides", null));
                return new Decision.Ask(
                        opened == Opened.MACHINE
                                ? "Only a machine loaded the mail, so nobody can know whether it was opened."
                                : "The mail is not tracked, so nobody can know whether it was opened.");
            }
            log.add(new Check("Opened", opened.words() + "; " + approval.by() + " decided", null));
            return null;
        }
        var treatedAsOpened = step.whenUnknown() == Sequence.WhenUnknown.TREAT_AS_OPENED;
        var words = opened.words() + "; this step treats that as " + (treatedAsOpened ? "opened" : "not opened");
        return treatedAsOpened == (step.condition() == Sequence.Condition.OPENED)
                ? go(words)
                : skip(words, "Whether it was opened is unknown, and this step then stays out.");
    }

    private @Nullable Decision pause() {
        var pause = known.pause();
        if (pause == null || !now.isBefore(pause.until())) {
            return null;
        }
        if (known.approval() != null) {
            log.add(new Check("Away", pause.because() + "; " + known.approval().by() + " sent it all the same", null));
            return null;
        }
        no("Away", pause.because());
        return new Decision.Postpone(
                pause.until(), pause.because() + "; next on " + known.calendar().show(pause.until()) + ".");
    }

    private @Nullable Decision calendar() {
        var calendar = known.calendar();
        var whose = calendar.show(now) + (calendar.recipients() ? ", the recipient's zone" : ", the sequence's zone");
        if (calendar.isOpen(now)) {
            yes("Working hours", "yes: " + whose);
            return null;
        }
        if (known.approval() != null) {
            log.add(new Check(
                    "Working hours", "no: " + whose + "; " + known.approval().by() + " sent it all the same", null));
            return null;
        }
        var next = calendar.nextOpen(now);
        no("Working hours", "no: " + whose);
        return new Decision.Postpone(next, "Outside working hours; next on " + calendar.show(next) + ".");
    }

    private @Nullable Decision limits() {
        var today = known.limits().today() + " of " + Limits.PER_DAY + " today";
        if (known.limits().today() >= Limits.PER_DAY) {
            var next = known.calendar().nextDay(now);
            no("Limits", today);
            return new Decision.Postpone(
                    next,
                    "The sender's " + Limits.PER_DAY + " follow-ups of today are used up; next on "
                            + known.calendar().show(next) + ".");
        }
        if (known.limits().lastMinute() >= Limits.PER_MINUTE) {
            no("Limits", today + ", " + known.limits().lastMinute() + " in the last minute");
            return new Decision.LookAgain(
                    now.plus(Duration.ofMinutes(1)),
                    "Waits in line: " + Limits.PER_MINUTE + " follow-ups a minute at most.");
        }
        yes("Limits", today);
        return null;
    }

    private @Nullable Decision approval() {
        var approval = known.approval();
        if (approval != null) {
            yes("Approval", "by " + approval.by() + ", " + known.calendar().show(approval.at()));
            return null;
        }
        if (known.asks()) {
            log.add(new Check("Approval", "waits for a person", null));
            return new Decision.Ask("This sequence asks before each follow-up.");
        }
        if (known.replies().unseen()) {
            log.add(new Check("Approval", "waits for a person, since replies are not seen", null));
            return new Decision.Ask(
                    "No mailbox of the sender is read, so nobody but you can know whether the recipient replied.");
        }
        yes("Approval", "not needed");
        return null;
    }

    private @Nullable Decision content() {
        if (known.incomplete() != null) {
            no("Content", "incomplete: " + known.incomplete());
            return new Decision.Fail("Content incomplete: " + known.incomplete());
        }
        yes("Content", "complete");
        return null;
    }

    private String sendReason() {
        if (step.condition() == Sequence.Condition.ALWAYS) {
            return "This step goes in any case.";
        }
        return switch (known.opened()) {
            case YES -> "A person was seen at the mail.";
            case NO -> "No open was seen when the step came due.";
            case MACHINE, NOT_TRACKED ->
                step.whenUnknown() == Sequence.WhenUnknown.ASK
                        ? "Whether it was opened is unknown; a person let it go."
                        : "Whether it was opened is unknown, and this step then goes.";
        };
    }

    private @Nullable Decision go(String answer) {
        yes("Opened", answer);
        return null;
    }

    private Decision skip(String answer, String reason) {
        no("Opened", answer);
        return new Decision.Skip(reason);
    }

    private void yes(String check, String answer) {
        log.add(new Check(check, answer, true));
    }

    private void no(String check, String answer) {
        log.add(new Check(check, answer, false));
    }
}
