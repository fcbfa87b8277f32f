package org.tinypixel.followup;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.UserId;

/** Finds a sequence by how long it waits first, for people who only say "follow up after 3 days". */
@Stateless
public class WaitSequences {
    private static final String TEXT = """
            Hello,

            may I ask whether you had time to look at my mail “{{subject}}”?

            Kind regards
            {{sender.name}}
            """;

    @Inject
    SequenceRows rows;

    @Inject
    Sequences sequences;

    /**
     * The id of the person's sequence that begins with this wait, else of the organisation's first by name. Where there is none, a personal one is made: one step with a plain text,
     * which always asks before it sends.
     *
     * @param unit hours or days; working days count as days
     */
    public String find(Viewer viewer, int amount, Sequence.Unit unit) {
        var fitting = rows.newest().stream()
                .filter(row -> row.active && beginsWith(row, amount, unit))
                .toList();
        return fitting.stream()
                .filter(row -> new UserId(row.ownerId).equals(viewer.id()))
                .findFirst()
                .or(() -> fitting.stream().findFirst())
                .map(row -> row.series)
                .orElseGet(() -> make(viewer, new Sequence.Wait(amount, unit)));
    }

    private boolean beginsWith(SequenceRow row, int amount, Sequence.Unit unit) {
        return rows.step(row.id, 1)
                .filter(step -> step.waitAmount == amount
                        && (step.waitUnit == unit
                                || (unit == Sequence.Unit.DAYS && step.waitUnit == Sequence.Unit.WORKING_DAYS)))
                .isPresent();
    }

    private String make(Viewer viewer, Sequence.Wait wait) {
        var name = name(viewer, wait);
        var template = Optional.ofNullable(rows.findTemplate(name))
                .map(TemplateRow::shown)
                .orElseGet(() -> sequences.addTemplate(viewer, new NewMailTemplate(name, null, null, TEXT)));
        var unit = wait.unit() == Sequence.Unit.HOURS ? "hours" : "days";
        var step = new NewSequence.Step(
                new NewSequence.Wait(wait.amount(), unit), "notOpened", "treatAsNotOpened", template.id());
        return sequences
                .add(viewer, new NewSequence(name, true, List.of(step), true, null, "ask"))
                .id();
    }

    /** Names are unique in the organisation, and this one is the person's own; one of that name that was changed or switched off stays as it is. */
    private String name(Viewer viewer, Sequence.Wait wait) {
        var whose = viewer.address().value();
        var room = SequenceRule.LONGEST_NAME - 40;
        var name = "Follow up after " + wait + " (" + (whose.length() <= room ? whose : whose.substring(0, room)) + ")";
        var free = name;
        for (var i = 2; rows.named(free).isPresent(); i++) {
            free = name + " " + i;
        }
        return free;
    }
}
