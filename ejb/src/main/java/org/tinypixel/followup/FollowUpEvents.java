package org.tinypixel.followup;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.InstantSource;
import org.tinypixel.base.Invalid;
import org.tinypixel.base.Times;
import org.tinypixel.mail.HandedOver;
import org.tinypixel.tracking.MessageCreated;

/** What follow-ups hear of mails, each time inside the transaction that stores the news. */
@Dependent
final class FollowUpEvents {
    private final SequenceRows sequences;
    private final FollowUpRows rows;
    private final Course course;
    private final InstantSource clock;

    @Inject
    FollowUpEvents(SequenceRows sequences, FollowUpRows rows, Course course, InstantSource clock) {
        this.sequences = sequences;
        this.rows = rows;
        this.course = course;
        this.clock = clock;
    }

    /** Enrolls the recipients of a mail that names a sequence; an unknown one refuses the mail. */
    void onCreated(@Observes MessageCreated created) {
        var message = created.message();
        var wanted = message.sequence();
        if (wanted == null || wanted.isBlank() || message.test() || rows.isFollowUp(message.messageIdHeader())) {
            return;
        }
        var sequence = open(wanted.strip());
        var now = Times.micros(clock.instant());
        for (var copy : message.copies()) {
            var other = rows.active(sequence.series, copy.recipient().value());
            if (!created.willSend()) {
                course.refuse(
                        sequence,
                        message,
                        copy,
                        "You send this mail yourself, so it is not known when a follow-up is due.",
                        now);
            } else if (other.isPresent()) {
                course.refuse(
                        sequence, message, copy, "This person is in the sequence already, with an earlier mail.", now);
            } else {
                course.enroll(sequence, message, copy, null, now);
            }
        }
    }

    void onHandedOver(@Observes HandedOver news) {
        course.handed(news, Times.micros(clock.instant()));
    }

    private SequenceRow open(String wanted) {
        var found = sequences
                .find(wanted)
                .orElseThrow(() -> new Invalid("sequence", "There is no sequence “" + wanted + "”."));
        if (!found.active) {
            throw new Invalid("sequence", "The sequence “" + found.name + "” is switched off.");
        }
        return found;
    }
}
