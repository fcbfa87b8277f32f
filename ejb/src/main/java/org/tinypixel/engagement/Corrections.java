package org.tinypixel.engagement;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.tinypixel.access.Administration;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.HitId;
import org.tinypixel.base.Ids;
import org.tinypixel.base.Invalid;
import org.tinypixel.base.NotFound;
import org.tinypixel.base.StableKey;
import org.tinypixel.base.UserId;
import org.tinypixel.classify.Correction;

/**
 * What people know better than the rules. It is kept beside the hits and wins in every fold, so screens, CRM and reports follow; it can be taken back, and stands in the
 * audit log. Mails that the viewer does not see are not found.
 */
@Stateless
public class Corrections {
    private static final String MARK = "mark";

    @Inject
    CopyRows rows;

    @Inject
    Facts facts;

    @Inject
    Administration administration;

    @Inject
    InstantSource clock;

    /** Says what an open, view or click of a mail was. Said again it is one; another word takes the place of the first. */
    public EventView correct(Viewer viewer, String message, String event, Correction correction) {
        var copy = hitOf(viewer, message, event);
        var said = new Remark(new HitId(event), Remark.What.of(correction), clock.instant(), viewer.name());
        if (facts.remark(copy.copy(), said)) {
            note(viewer, "corrected by hand", copy, words(correction));
        }
        return event(copy, event);
    }

    /** Takes back what was said of it, so that the rules decide again; also where nothing was said. */
    public EventView undo(Viewer viewer, String message, String event) {
        var copy = hitOf(viewer, message, event);
        var was = facts.takeBack(copy.copy(), new HitId(event), Remark.What.ME);
        if (was != null) {
            var correction = was.what().correction();
            note(viewer, "correction taken back", copy, correction == null ? "" : words(correction));
        }
        return event(copy, event);
    }

    /** Notes that the recipient told of the mail by another way: it was opened, whatever hits say. */
    public void told(Viewer viewer, String message, String copyId) {
        var copy = copyOf(viewer, message, copyId);
        var now = clock.instant();
        if (facts.remark(copy.copy(), new Remark(null, Remark.What.TOLD, now, viewer.name()))) {
            var line = new TimelineRow(
                    line(copy.copy()), copy, now, MARK, copy.who() + " told of it; noted by " + viewer.name() + ".");
            rows.addNew(line);
            note(viewer, "noted by hand", copy, "the recipient told of it");
        }
    }

    /** Takes that back; also where nothing was noted. */
    public void untold(Viewer viewer, String message, String copyId) {
        var copy = copyOf(viewer, message, copyId);
        if (facts.takeBack(copy.copy(), null, Remark.What.TOLD) != null) {
            rows.removeLine(line(copy.copy()));
            note(viewer, "note taken back", copy, "the recipient told of it");
        }
    }

    private static String line(CopyId copy) {
        return StableKey.of(MARK, copy.value());
    }

    private EngagementRow hitOf(Viewer viewer, String message, String event) {
        var line = event.length() > 28 ? null : rows.line(event).orElse(null);
        if (line == null || !line.messageId.equals(message)) {
            throw new NotFound("There is no such event of this mail.");
        }
        var copy = copyOf(viewer, message, line.copyId);
        if (line.verdict == null) {
            throw new Invalid("is", "Only opens, views and clicks can be corrected; this event is none.");
        }
        return copy;
    }

    private EngagementRow copyOf(Viewer viewer, String message, String copyId) {
        var copy = Ids.isId(copyId) ? rows.read(new CopyId(copyId)).orElse(null) : null;
        if (copy == null || !copy.messageId.equals(message)) {
            throw new NotFound("There is no such mail.");
        }
        viewer.mustSee(new UserId(copy.ownerId), "mail");
        return copy;
    }

    private EventView event(EngagementRow copy, String event) {
        return EventView.of(rows.line(event).orElseThrow(), copy);
    }

    private void note(Viewer viewer, String what, EngagementRow copy, @Nullable String how) {
        administration.note(viewer, what, "“" + copy.subject + "” to " + copy.recipient + ": " + how);
    }

    private static String words(Correction correction) {
        return switch (correction) {
            case ME -> "it was the own team";
            case SCANNER -> "it was a scanner";
            case PERSON -> "it was the recipient";
            case NOT_USEFUL -> "not useful, counted nowhere";
        };
    }
}
