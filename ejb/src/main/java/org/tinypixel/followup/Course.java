package org.tinypixel.followup;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.StableKey;
import org.tinypixel.base.Times;
import org.tinypixel.engagement.Engagements;
import org.tinypixel.engagement.EventType;
import org.tinypixel.mail.HandedOver;
import org.tinypixel.mail.Mail;
import org.tinypixel.settings.Settings;
import org.tinypixel.tracking.FollowUpMail;
import org.tinypixel.tracking.StoredCopy;
import org.tinypixel.tracking.StoredMessage;

/** Moves enrollments on: in, from step to step, out. Every method joins the caller's transaction. */
@Dependent
final class Course {
    private final SequenceRows sequences;
    private final FollowUpRows rows;
    private final Facts facts;
    private final Mail mail;
    private final Engagements engagements;
    private final Settings settings;

    @Inject
    Course(
            SequenceRows sequences,
            FollowUpRows rows,
            Facts facts,
            Mail mail,
            Engagements engagements,
            Settings settings) {
        this.sequences = sequences;
        this.rows = rows;
        this.facts = facts;
        this.mail = mail;
        this.engagements = engagements;
        this.settings = settings;
    }

    /**
     * Enrolls one recipient.
     *
     * @param sentAt when the mail was sent; null while it was not, then the first step gets its time later
     */
    EnrollmentRow enroll(
            SequenceRow sequence, StoredMessage message, StoredCopy copy, @Nullable Instant sentAt, Instant now) {
        var enrollment = new EnrollmentRow(sequence, message, copy, now);
        rows.add(enrollment);
        rows.flush();
        if (sentAt == null) {
            rows.add(new FollowUpRow(enrollment, 1, null, "The mail that it follows is not sent yet.", now));
        } else {
            begin(enrollment, 1, sentAt, now);
        }
        return enrollment;
    }

    /** Remembers that somebody was meant to enter and did not, with the reason, so that the mail's view can say so. */
    void refuse(SequenceRow sequence, StoredMessage message, StoredCopy copy, String because, Instant now) {
        var enrollment = new EnrollmentRow(sequence, message, copy, now);
        enrollment.end(Enrollment.State.STOPPED, because, now);
        rows.add(enrollment);
    }

    /** Decides a locked step by what is known now, and stores all that follows from it. */
    void decide(FollowUpRows.Locked locked, Instant now) {
        var row = locked.followUp();
        var due = row.dueAt == null ? now : row.dueAt;
        var found = facts.gather(locked, now);
        var verdict = FollowUpRule.decide(found.step(), found.known(), due, now);
        var decision = verdict.decision();
        row.release();
        row.decidedAt = now;
        row.decision = decision.word();
        row.because(decision.reason());
        row.log(verdict.log());
        if (decision instanceof Decision.Send) {
            send(locked, found, now);
        } else if (decision instanceof Decision.LookAgain look) {
            row.lookAt = Times.micros(look.at());
        } else if (decision instanceof Decision.Postpone postpone) {
            row.due(Times.micros(postpone.until()), postpone.reason());
        } else if (decision instanceof Decision.Ask) {
            row.state = FollowUpState.ASK;
            note(locked, "waits for you: " + decision.reason(), now);
        } else if (decision instanceof Decision.Skip) {
            row.state = FollowUpState.SKIPPED;
            note(locked, "left out: " + decision.reason(), now);
            next(locked, now, now);
        } else if (decision instanceof Decision.Stop) {
            row.state = FollowUpState.STOPPED;
            note(locked, "stopped: " + decision.reason(), now);
            locked.enrollment().end(Enrollment.State.STOPPED, decision.reason(), now);
        } else {
            row.state = FollowUpState.FAILED;
            note(locked, "failed: " + decision.reason(), now);
        }
    }

    /** The mail was refused when it was to be stored; a person may mend it and send again. */
    void fail(FollowUpRows.Locked locked, String because, Instant now) {
        var row = locked.followUp();
        row.release();
        row.state = FollowUpState.FAILED;
        row.decision = "fail";
        row.decidedAt = now;
        row.because("The mail cannot go as it is: " + because);
        note(locked, "failed: " + because, now);
    }

    /** Ends an enrollment; a mail whose hand-over was not begun goes nowhere any more. */
    void stop(EnrollmentRow enrollment, String because, Instant now) {
        enrollment.end(Enrollment.State.STOPPED, because, now);
        for (var row : rows.steps(enrollment.id)) {
            if (row.isOpen() || row.state == FollowUpState.FAILED) {
                row.state = FollowUpState.STOPPED;
                row.decision = "stop";
                row.decidedAt = now;
                row.because(because);
                row.release();
            }
        }
        engagements.note(enrollment.copy(), now, EventType.FOLLOW_UP, "Follow-ups stopped: " + because);
    }

    /** Lets an enrollment rest; what was due before comes due then. */
    void pause(EnrollmentRow enrollment, Instant until, String because, Instant now) {
        var calendar = sequences.version(enrollment.sequenceId).window().calendar(enrollment.timeZone);
        enrollment.pause(until, because);
        for (var row : rows.steps(enrollment.id)) {
            if (row.isOpen() && row.dueAt != null && row.dueAt.isBefore(until)) {
                row.state = FollowUpState.WAITING;
                row.decision = "postpone";
                row.decidedAt = now;
                row.approvedAt = null;
                row.approvedBy = null;
                row.due(until, because + "; next on " + calendar.show(until) + ".");
                row.release();
            }
        }
        engagements.note(
                enrollment.copy(),
                now,
                EventType.FOLLOW_UP,
                "Follow-ups wait: " + because + "; next on " + calendar.show(until) + ".");
    }

    /** Takes in how the hand-over of a copy ended, be it a mail with enrollments or a follow-up itself. */
    void handed(HandedOver news, Instant now) {
        var sender = rows.lockSender(news.copy());
        if (sender.isPresent()) {
            settled(sender.get(), news, now);
        }
        for (var enrollment : rows.activeOf(news.copy())) {
            rows.lockEnrollment(enrollment.id)
                    .filter(EnrollmentRow::isActive)
                    .ifPresent(locked -> originalHanded(locked, news, now));
        }
    }

    private void originalHanded(EnrollmentRow enrollment, HandedOver news, Instant now) {
        switch (news.status()) {
            case SENT, DELIVERED ->
                rows.steps(enrollment.id).stream()
                        .filter(row -> row.step == 1 && row.isOpen() && row.dueAt == null)
                        .findFirst()
                        .ifPresent(row -> {
                            var step = sequences
                                    .step(enrollment.sequenceId, 1)
                                    .orElseThrow()
                                    .value();
                            row.due(due(enrollment, step, news.at()), because(step));
                        });
            case BOUNCED, FAILED, CANCELLED ->
                stop(enrollment, "The mail that it follows did not go out: " + news.detail(), now);
            case NOT_CONFIRMED ->
                rows.steps(enrollment.id).stream()
                        .filter(row -> row.isOpen() && row.dueAt == null)
                        .forEach(row -> row.because(
                                "It is not confirmed whether the mail that it follows went out, so nothing is due."));
            case QUEUED, DELAYED -> {
                // Still on its way.
            }
        }
    }

    private void settled(FollowUpRows.Locked locked, HandedOver news, Instant now) {
        var row = locked.followUp();
        if (row.state != FollowUpState.HANDING_OVER && row.state != FollowUpState.NOT_CONFIRMED) {
            return;
        }
        switch (news.status()) {
            case SENT, DELIVERED -> {
                row.state = FollowUpState.SENT;
                note(locked, "sent. " + row.reason, news.at());
                next(locked, news.at(), now);
            }
            case NOT_CONFIRMED -> {
                row.state = FollowUpState.NOT_CONFIRMED;
                row.because("Hand-over not confirmed; it is not sent again by itself. " + news.detail());
                note(locked, "hand-over not confirmed. It is not sent again by itself.", news.at());
            }
            case FAILED, BOUNCED -> {
                row.state = FollowUpState.FAILED;
                row.because("It could not be handed over: " + news.detail());
                note(locked, "failed: " + news.detail(), news.at());
                leave(locked, "A follow-up could not be handed over: " + news.detail(), now);
            }
            case CANCELLED -> {
                row.state = FollowUpState.STOPPED;
                row.decision = "stop";
                row.because(news.detail());
                note(locked, "stopped just before it went out: " + news.detail(), news.at());
                leave(locked, news.detail(), now);
            }
            case QUEUED, DELAYED -> {
                // Still on its way.
            }
        }
    }

    private static void leave(FollowUpRows.Locked locked, String because, Instant now) {
        if (locked.enrollment().isActive()) {
            locked.enrollment().end(Enrollment.State.STOPPED, because, now);
        }
    }

    private void send(FollowUpRows.Locked locked, Facts.Case found, Instant now) {
        var row = locked.followUp();
        var content = found.content();
        if (content == null) {
            throw new IllegalStateException("decided to send without content");
        }
        var header = StableKey.messageId(
                row.enrollmentId, row.step, settings.publicUrl().getHost());
        row.state = FollowUpState.HANDING_OVER;
        row.handedAt = now;
        row.messageIdHeader = header;
        // The mail's own arrival is announced to us as well, and this row says whose it is.
        rows.flush();
        var copy = mail.submitFollowUp(new FollowUpMail(
                found.answers(), content.subject(), content.html(), content.text(), header, found.template()));
        row.copyId = copy.value();
    }

    private void next(FollowUpRows.Locked locked, Instant from, Instant now) {
        var enrollment = locked.enrollment();
        if (!enrollment.isActive()) {
            return;
        }
        var number = locked.followUp().step + 1;
        if (sequences.step(enrollment.sequenceId, number).isPresent()) {
            begin(enrollment, number, from, now);
        } else {
            enrollment.end(Enrollment.State.FINISHED, "All steps are through.", now);
        }
    }

    private void begin(EnrollmentRow enrollment, int number, Instant from, Instant now) {
        var step = sequences.step(enrollment.sequenceId, number).orElseThrow().value();
        rows.add(new FollowUpRow(enrollment, number, due(enrollment, step, from), because(step), now));
    }

    private Instant due(EnrollmentRow enrollment, Sequence.Step step, Instant from) {
        var calendar = sequences.version(enrollment.sequenceId).window().calendar(enrollment.timeZone);
        return Times.micros(calendar.due(step.pause(), from));
    }

    private static String because(Sequence.Step step) {
        return "Due " + step.pause() + " after the mail before, in working hours.";
    }

    private void note(FollowUpRows.Locked locked, String text, Instant at) {
        var row = locked.followUp();
        engagements.note(locked.enrollment().copy(), at, EventType.FOLLOW_UP, "Follow-up " + row.step + " " + text);
    }
}
