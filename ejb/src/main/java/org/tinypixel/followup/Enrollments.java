package org.tinypixel.followup;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.Conflict;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.Invalid;
import org.tinypixel.base.MessageId;
import org.tinypixel.base.NotFound;
import org.tinypixel.base.Page;
import org.tinypixel.base.PageRequest;
import org.tinypixel.base.Times;
import org.tinypixel.engagement.CopyState;
import org.tinypixel.engagement.Engagements;
import org.tinypixel.tracking.Messages;
import org.tinypixel.tracking.StoredMessage;

/** Who is in which sequence. */
@Stateless
public class Enrollments {
    @Inject
    SequenceRows sequences;

    @Inject
    FollowUpRows rows;

    @Inject
    Course course;

    @Inject
    Messages messages;

    @Inject
    Engagements engagements;

    @Inject
    InstantSource clock;

    /**
     * Enrolls the recipient of one copy; the wait counts from the time when the mail was sent. {@link Conflict} where the person is in the sequence already or the mail did not go out.
     *
     * @param sequence id or name
     */
    public Enrollment enrollCopy(Viewer viewer, CopyId copy, @Nullable String sequence) {
        var message = messages.findByCopy(copy)
                .filter(found -> viewer.sees(found.owner()))
                .orElseThrow(() -> new NotFound("There is no such mail."));
        return enroll(message, copy, open(sequence));
    }

    /** Enrolls all recipients of a mail, or none. */
    public List<Enrollment> enrollMessage(Viewer viewer, MessageId id, @Nullable String sequence) {
        var message = messages.find(id)
                .filter(found -> viewer.sees(found.owner()))
                .orElseThrow(() -> new NotFound("There is no such mail."));
        var plan = open(sequence);
        return message.copies().stream()
                .map(copy -> enroll(message, copy.id(), plan))
                .toList();
    }

    /**
     * Latest first.
     *
     * @param sequence id or name; null for all
     */
    public Page<Enrollment> list(Viewer viewer, @Nullable String sequence, PageRequest page) {
        var series = sequence == null || sequence.isBlank()
                ? null
                : sequences
                        .find(sequence)
                        .map(row -> row.series)
                        .orElseThrow(() -> new NotFound("There is no such sequence."));
        return Page.of(
                        rows.enrollments(viewer, series, page),
                        page.limit(),
                        row -> new PageRequest.Mark(row.createdAt, row.id).cursor())
                .map(this::shown);
    }

    /** Ends the sequence for this person; {@link Conflict} where it has ended. */
    public Enrollment stop(Viewer viewer, String id) {
        var seen = SequenceRows.found(rows.enrollment(id), "enrollment");
        viewer.mustSee(seen.owner(), "enrollment");
        var row = rows.lockEnrollment(id).orElseThrow();
        if (!row.isActive()) {
            throw new Conflict("This person is no longer in the sequence: " + row.reason);
        }
        course.stop(row, "Stopped by " + viewer.name() + ".", Times.micros(clock.instant()));
        return shown(row);
    }

    private Enrollment enroll(StoredMessage message, CopyId id, SequenceRow plan) {
        var copy = message.copies().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFound("There is no such mail."));
        var state = engagements.state(id);
        if (state.map(CopyState::delivery)
                .filter(delivery -> delivery.isProblem())
                .isPresent()) {
            throw new Conflict("The mail to " + copy.recipient() + " did not go out, so nothing can follow it.");
        }
        if (rows.active(plan.series, copy.recipient().value()).isPresent()) {
            throw new Conflict(copy.recipient() + " is in this sequence already.");
        }
        var sentAt = state.flatMap(found -> Optional.ofNullable(found.sentAt())).orElse(null);
        return shown(course.enroll(plan, message, copy, sentAt, Times.micros(clock.instant())));
    }

    private SequenceRow open(@Nullable String sequence) {
        var wanted = sequence == null ? "" : sequence.strip();
        if (wanted.isEmpty()) {
            throw new Invalid("sequence", "Name the sequence.");
        }
        var found = sequences
                .find(wanted)
                .orElseThrow(() -> new Invalid("sequence", "There is no sequence “" + wanted + "”."));
        if (!found.active) {
            throw new Invalid("sequence", "The sequence “" + found.name + "” is switched off.");
        }
        return found;
    }

    private Enrollment shown(EnrollmentRow row) {
        return row.shown(sequences.version(row.sequenceId).name);
    }
}
