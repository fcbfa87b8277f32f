package org.tinypixel.followup;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Times;
import org.tinypixel.engagement.DeliveryStatus;
import org.tinypixel.inbound.Heard;
import org.tinypixel.inbound.WroteByHand;
import org.tinypixel.mail.HandedOver;

/** What follow-ups hear of incoming mails, each time inside the transaction that stores them; a stop is made at once, not only when the next step is due. */
@Dependent
final class IncomingNews {
    /** Where an automatic reply names no day, or none that can be meant. */
    private static final Sequence.Wait USUAL_ABSENCE = new Sequence.Wait(5, Sequence.Unit.WORKING_DAYS);

    private static final Duration LONGEST_ABSENCE = Duration.ofDays(366);

    private final SequenceRows sequences;
    private final FollowUpRows rows;
    private final Course course;
    private final InstantSource clock;

    @Inject
    IncomingNews(SequenceRows sequences, FollowUpRows rows, Course course, InstantSource clock) {
        this.sequences = sequences;
        this.rows = rows;
        this.course = course;
        this.clock = clock;
    }

    void onHeard(@Observes Heard heard) {
        switch (heard.what()) {
            case REPLY -> {
                arrived(heard);
                stop(
                        with(heard.sender(), heard.recipient(), heard.at()),
                        this::stopsOnReply,
                        heard,
                        "The recipient replied");
            }
            case OTHER_REPLY ->
                stop(rows.activeOfThread(heard.copy()), this::stopsOnReply, heard, "Somebody else replied to the mail");
            case AUTO_REPLY -> {
                if (heard.certain()) {
                    arrived(heard);
                }
                rows.activeTo(heard.recipient()).forEach(enrollment -> rest(enrollment, heard));
            }
            case DELIVERED, DISPLAYED -> arrived(heard);
            case BOUNCED_HARD -> all(heard, "The address does not work: " + heard.because());
            case COMPLAINT -> all(heard, "The recipient called a mail spam.");
            case UNSUBSCRIBE -> all(heard, "The recipient asked by mail for no more mail.");
            case BOUNCED_SOFT, DELAYED, NOTICE -> {
                // What is known of the copy says it when the next step is due.
            }
        }
    }

    void onWroteByHand(@Observes WroteByHand wrote) {
        var now = now();
        for (var enrollment : with(wrote.sender(), wrote.recipient(), wrote.at())) {
            stop(enrollment, "You wrote by hand on " + shown(enrollment, wrote.at()) + ".", now);
        }
    }

    /** Evidence settles a hand-over without an answer. */
    private void arrived(Heard heard) {
        rows.lockSender(heard.copy())
                .filter(locked -> locked.followUp().state == FollowUpState.NOT_CONFIRMED)
                .ifPresent(locked -> course.handed(
                        new HandedOver(heard.copy(), DeliveryStatus.SENT, heard.at(), heard.because()), now()));
    }

    /** Whom a mail between these two concerns: it is no answer to what came later. */
    private List<EnrollmentRow> with(EmailAddress sender, EmailAddress recipient, Instant at) {
        return rows.activeTo(recipient).stream()
                .filter(enrollment -> enrollment.sender.equals(sender.value()))
                .filter(enrollment -> !enrollment.createdAt.isAfter(at))
                .toList();
    }

    private void stop(List<EnrollmentRow> enrollments, Predicate<EnrollmentRow> which, Heard heard, String because) {
        var now = now();
        for (var enrollment : enrollments) {
            if (which.test(enrollment)) {
                stop(enrollment, because + " on " + shown(enrollment, heard.at()) + ".", now);
            }
        }
    }

    private void all(Heard heard, String because) {
        var now = now();
        rows.activeTo(heard.recipient()).forEach(enrollment -> stop(enrollment, because, now));
    }

    private void stop(EnrollmentRow enrollment, String because, Instant now) {
        rows.lockEnrollment(enrollment.id)
                .filter(EnrollmentRow::isActive)
                .ifPresent(locked -> course.stop(locked, because, now));
    }

    private void rest(EnrollmentRow enrollment, Heard heard) {
        var now = now();
        var calendar = calendar(enrollment);
        var back = heard.returnsOn();
        var named =
                back != null && back.atStartOfDay(calendar.zone()).toInstant().isBefore(now.plus(LONGEST_ABSENCE));
        var until = named && back != null ? calendar.dayAfter(back) : calendar.due(USUAL_ABSENCE, heard.at());
        var because = named && back != null
                ? "Out of office until " + Calendar.show(back)
                : "An automatic reply of " + calendar.show(heard.at()) + " names no day of return";
        if (until.isAfter(now)) {
            rows.lockEnrollment(enrollment.id)
                    .filter(EnrollmentRow::isActive)
                    .ifPresent(locked -> course.pause(locked, Times.micros(until), because, now));
        }
    }

    private boolean stopsOnReply(EnrollmentRow enrollment) {
        return sequences.version(enrollment.sequenceId).stopOnReply;
    }

    private String shown(EnrollmentRow enrollment, Instant at) {
        return calendar(enrollment).show(at);
    }

    private Calendar calendar(EnrollmentRow enrollment) {
        return sequences.version(enrollment.sequenceId).window().calendar(enrollment.timeZone);
    }

    private Instant now() {
        return Times.micros(clock.instant());
    }
}
