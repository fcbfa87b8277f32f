package org.tinypixel.followup;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.Conflict;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.Invalid;
import org.tinypixel.base.Page;
import org.tinypixel.base.PageRequest;
import org.tinypixel.base.Times;

/** The queue of follow-ups: what goes out when, what was decided and why; and what a person does about it. */
@Stateless
public class FollowUps {
    private static final Duration FARTHEST = Duration.ofDays(366);

    @Inject
    SequenceRows sequences;

    @Inject
    FollowUpRows rows;

    @Inject
    Course course;

    @Inject
    InstantSource clock;

    /**
     * Steps of visible enrollments: what is to come soonest first, all other lists latest first.
     *
     * @param state null for all
     */
    public Page<FollowUp> list(Viewer viewer, @Nullable FollowUpState state, PageRequest page) {
        var found = Page.of(
                rows.list(viewer, state, page),
                page.limit(),
                row -> new PageRequest.Mark(row.listedAt(), row.id).cursor());
        var enrollments = rows.enrollments(
                found.items().stream().map(row -> row.enrollmentId).toList());
        return found.map(row -> shown(row, SequenceRows.found(enrollments.get(row.enrollmentId), "enrollment")));
    }

    public FollowUp find(Viewer viewer, String id) {
        var row = SequenceRows.found(rows.followUp(id), "follow-up");
        var shown = shown(row);
        viewer.mustSee(enrollment(row).owner(), "follow-up");
        return shown;
    }

    /**
     * Lets one go at once, as far as nothing stands against it: it does not wait for its time, for working hours or for anybody's approval; all other checks are made, and the result says
     * what came of it.
     */
    public FollowUp send(Viewer viewer, String id) {
        var locked = lock(viewer, id);
        var row = locked.followUp();
        mustBeOpen(row.isOpen() || (row.state == FollowUpState.FAILED && row.messageIdHeader == null), row);
        mustBeDue(row);
        var now = now();
        row.state = FollowUpState.WAITING;
        row.approvedAt = now;
        row.approvedBy = viewer.name();
        row.due(now, "Sent by hand.");
        course.decide(locked, now);
        return shown(row);
    }

    /** Makes it due later; who let it go before has to do so again. {@link Invalid} where the time has passed or is more than a year ahead. */
    public FollowUp postpone(Viewer viewer, String id, @Nullable Instant until) {
        var locked = lock(viewer, id);
        var row = locked.followUp();
        var now = now();
        if (until == null || !until.isAfter(now) || until.isAfter(now.plus(FARTHEST))) {
            throw new Invalid("until", "Give a time in the future, at most a year ahead.");
        }
        mustBeOpen(row.isOpen(), row);
        mustBeDue(row);
        row.state = FollowUpState.WAITING;
        row.approvedAt = null;
        row.approvedBy = null;
        row.decision = "postpone";
        row.decidedAt = now;
        locked.enrollment().goOn();
        row.due(Times.micros(until), "Postponed by " + viewer.name() + ".");
        row.release();
        return shown(row);
    }

    /** Ends the sequence for this person. */
    public FollowUp stop(Viewer viewer, String id) {
        var locked = lock(viewer, id);
        if (!locked.enrollment().isActive()) {
            throw new Conflict("This person is no longer in the sequence: " + locked.enrollment().reason);
        }
        course.stop(locked.enrollment(), "Stopped by " + viewer.name() + ".", now());
        return shown(locked.followUp());
    }

    /** What a mail's view shows of each copy's latest enrollment; copies without one are left out. The caller has checked who sees the copies. */
    public Map<CopyId, FollowUp.OfCopy> ofCopies(Collection<CopyId> copies) {
        var shown = new HashMap<CopyId, FollowUp.OfCopy>();
        var enrollments = rows.ofCopies(copies);
        var steps = rows.steps(enrollments);
        for (var enrollment : enrollments) {
            shown.put(enrollment.copy(), ofCopy(enrollment, steps.getOrDefault(enrollment.id, List.of())));
        }
        return shown;
    }

    private FollowUp.OfCopy ofCopy(EnrollmentRow enrollment, List<FollowUpRow> steps) {
        var name = sequences.version(enrollment.sequenceId).name;
        if (steps.isEmpty()) {
            return new FollowUp.OfCopy(name, FollowUpState.STOPPED, null, enrollment.reason);
        }
        var last = steps.get(steps.size() - 1);
        return new FollowUp.OfCopy(name, last.state, last.dueAt, last.reason);
    }

    private FollowUpRows.Locked lock(Viewer viewer, String id) {
        var row = SequenceRows.found(rows.followUp(id), "follow-up");
        viewer.mustSee(enrollment(row).owner(), "follow-up");
        return rows.lock(id).orElseThrow();
    }

    private EnrollmentRow enrollment(FollowUpRow row) {
        return SequenceRows.found(rows.enrollment(row.enrollmentId), "enrollment");
    }

    private FollowUp shown(FollowUpRow row) {
        return shown(row, enrollment(row));
    }

    private FollowUp shown(FollowUpRow row, EnrollmentRow enrollment) {
        return row.shown(enrollment, sequences.version(enrollment.sequenceId).name);
    }

    private static void mustBeOpen(boolean open, FollowUpRow row) {
        if (!open) {
            throw new Conflict("This follow-up no longer waits: " + row.reason);
        }
    }

    private static void mustBeDue(FollowUpRow row) {
        if (row.dueAt == null) {
            throw new Conflict("The mail that it follows is not sent yet.");
        }
    }

    private Instant now() {
        return Times.micros(clock.instant());
    }
}
