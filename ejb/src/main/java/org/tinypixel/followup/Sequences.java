package org.tinypixel.followup;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tinypixel.access.Role;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.Conflict;
import org.tinypixel.base.Forbidden;
import org.tinypixel.base.Ids;
import org.tinypixel.base.Invalid;
import org.tinypixel.base.Times;
import org.tinypixel.base.UserId;

/**
 * The plans of follow-ups and their texts. Everybody in the organisation sees and uses them; they are changed by who made them, that person's manager, or an administrator.
 */
@Stateless
public class Sequences {
    private static final int LONGEST_SUBJECT = 500;
    private static final int LONGEST_TEXT = 200_000;

    @Inject
    SequenceRows rows;

    @Inject
    InstantSource clock;

    /** All sequences by name. */
    public List<Sequence> list(Viewer viewer) {
        return rows.newest().stream().map(rows::shown).toList();
    }

    public Sequence find(Viewer viewer, String id) {
        return rows.shown(newest(id));
    }

    /** Checks and stores a new one; {@link Invalid} names every wrong field. */
    public Sequence add(Viewer viewer, NewSequence sequence) {
        var draft = check(sequence, null);
        return store(new SequenceRow(Ids.next(), viewer.id().value(), draft, now()), draft);
    }

    /** Changes it. Who is under way keeps the plan that was true at the start; name and switch change for all. */
    public Sequence change(Viewer viewer, String id, NewSequence sequence) {
        var row = newest(id);
        mayChange(viewer, row.ownerId);
        var draft = check(sequence, row.series);
        if (samePlan(row, draft)) {
            row.name(draft);
            return rows.shown(row);
        }
        row.retire();
        rows.flush();
        return store(new SequenceRow(row.series, row.ownerId, draft, now()), draft);
    }

    /** Withdraws it; {@link Conflict} while people are in it. What it sent stays in the history. */
    public void remove(Viewer viewer, String id) {
        var row = newest(id);
        mayChange(viewer, row.ownerId);
        var inside = rows.enrolled(row.series);
        if (inside > 0) {
            throw new Conflict(inside + (inside == 1 ? " person is" : " people are")
                    + " in this sequence. Stop them first, or switch the sequence off.");
        }
        row.retire();
    }

    /** All templates by name. */
    public List<MailTemplate> templates(Viewer viewer) {
        return rows.templates().stream().map(TemplateRow::shown).toList();
    }

    public MailTemplate template(Viewer viewer, String id) {
        return SequenceRows.found(rows.template(id), "template").shown();
    }

    /** Checks and stores a new one; {@link Invalid} names every wrong field. */
    public MailTemplate addTemplate(Viewer viewer, NewMailTemplate template) {
        checkTemplate(template, null);
        var row = new TemplateRow(Ids.next(), viewer.id().value(), template, now());
        rows.add(row);
        return row.shown();
    }

    /** Changes it for every follow-up that was not sent yet. */
    public MailTemplate changeTemplate(Viewer viewer, String id, NewMailTemplate template) {
        var row = SequenceRows.found(rows.template(id), "template");
        mayChange(viewer, row.ownerId);
        checkTemplate(template, id);
        row.change(template, now());
        return row.shown();
    }

    /** Removes it; {@link Conflict} while a sequence needs it. */
    public void removeTemplate(Viewer viewer, String id) {
        var row = SequenceRows.found(rows.template(id), "template");
        mayChange(viewer, row.ownerId);
        var users = rows.users(id);
        if (!users.isEmpty()) {
            throw new Conflict("The sequence “" + users.get(0) + "” needs this template. Choose another there first.");
        }
        rows.remove(row);
    }

    private SequenceRow newest(String id) {
        return SequenceRows.found(rows.newest(id).orElse(null), "sequence");
    }

    private SequenceRule.Draft check(NewSequence given, @Nullable String series) {
        var same = given.name() == null ? null : rows.named(given.name()).orElse(null);
        return SequenceRule.check(
                given,
                name -> {
                    var template = rows.findTemplate(name);
                    return template == null ? null : template.id;
                },
                same != null && !same.series.equals(series));
    }

    private boolean samePlan(SequenceRow row, SequenceRule.Draft draft) {
        return row.stopOnReply == draft.stopOnReply()
                && row.approval == draft.approval()
                && row.window().equals(draft.window())
                && rows.steps(row.id).stream().map(StepRow::value).toList().equals(draft.steps());
    }

    private Sequence store(SequenceRow row, SequenceRule.Draft draft) {
        rows.add(row);
        // The steps name it, and Hibernate does not know that.
        rows.flush();
        for (var i = 0; i < draft.steps().size(); i++) {
            rows.add(new StepRow(row.id, i + 1, draft.steps().get(i)));
        }
        return rows.shown(row);
    }

    private void checkTemplate(NewMailTemplate given, @Nullable String id) {
        var wrong = new Invalid.Collector();
        var name = SequenceRule.name(wrong, given.name());
        var same = rows.templateNamed(name).orElse(null);
        wrong.require(same == null || same.id.equals(id), "name", "There is a template with this name already.");
        text(wrong, "subject", given.subject(), LONGEST_SUBJECT);
        text(wrong, "html", given.html(), LONGEST_TEXT);
        text(wrong, "text", given.text(), LONGEST_TEXT);
        wrong.require(
                        TemplateRow.kept(given.html()) != null || TemplateRow.kept(given.text()) != null,
                        "text",
                        "A template needs a text, HTML or plain.")
                .require(
                        given.subject() == null || given.subject().chars().noneMatch(Character::isISOControl),
                        "subject",
                        "The subject is one line.")
                .throwIfAny();
    }

    private static void text(Invalid.Collector wrong, String field, @Nullable String text, int longest) {
        if (text == null) {
            return;
        }
        wrong.require(text.length() <= longest, field, "This is longer than " + longest + " characters.");
        Rendering.mistakes(text).forEach(mistake -> wrong.add(field, mistake));
    }

    private Instant now() {
        return Times.micros(clock.instant());
    }

    private static void mayChange(Viewer viewer, String owner) {
        if (!viewer.sees(new UserId(owner)) && !viewer.is(Role.ADMINISTRATOR)) {
            throw new Forbidden(
                    "Only who made it, that person's manager or an administrator can change it. Make one of your own.");
        }
    }
}
