package org.tinypixel.engagement;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tinypixel.access.Administration;
import org.tinypixel.access.Role;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.Conflict;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.Json;
import org.tinypixel.base.Times;
import org.tinypixel.base.UserId;
import org.tinypixel.classify.Classifier;
import org.tinypixel.classify.RuleView;
import org.tinypixel.settings.Settings;

/**
 * Takes new rules to copies that older ones judged: first they are folded without keeping anything, so that an administrator sees what would change; then, when somebody or
 * the settings say so, they are folded for good. A copy that gets a new hit before is folded by the new rules at once, since there are no others in the program.
 */
@Stateless
public class RuleChanges {
    private static final int PORTION = 100;
    /** Enough to see a change of one copy in a thousand; more would take hours on a large installation. */
    private static final long SAMPLE = 20_000;

    private static final Duration TIME_TO_LOOK = Duration.ofDays(1);
    private static final String BY_ITSELF = "by itself";

    @Inject
    RuleChangeRows changes;

    @Inject
    CopyRows rows;

    @Inject
    CopyQueries queries;

    @Inject
    Folding folding;

    @Inject
    Classifier classifier;

    @Inject
    Administration administration;

    @Inject
    Settings settings;

    @Inject
    InstantSource clock;

    /** The rules, and how far their last change is; for administrators. */
    public RulesView view(Viewer viewer) {
        viewer.mustBe(Role.ADMINISTRATOR);
        var version = classifier.version();
        var oldest = queries.oldestRules();
        var rules = classifier.rules();
        var change = changes.last().map(row -> shown(viewer, row, rules)).orElse(null);
        return new RulesView(
                version,
                oldest == null ? version : Math.min(oldest, version),
                change,
                rules,
                classifier.networks(),
                classifier.networkProblems());
    }

    /** Applies what waits, or what is still being tried out. Said twice it is one. */
    public RulesView apply(Viewer viewer) {
        viewer.mustBe(Role.ADMINISTRATOR);
        var row = changes.lock(classifier.version()).orElse(null);
        if (row == null) {
            throw new Conflict("No new rules wait to be applied.");
        }
        if (row.state == RuleChangeRow.State.TRYING || row.state == RuleChangeRow.State.WAITING) {
            row.apply(Times.micros(clock.instant()), viewer.name());
            administration.note(viewer, "new rules applied", "version " + row.version + " instead of " + row.before);
        }
        return view(viewer);
    }

    /** Notices copies of older rules; true where there is something to do. */
    public boolean begin(Instant now) {
        var version = classifier.version();
        var row = changes.lock(version).orElse(null);
        if (row != null) {
            return row.state != RuleChangeRow.State.DONE || queries.countJudgedBefore(version) > 0;
        }
        var old = queries.countJudgedBefore(version);
        if (old == 0) {
            return false;
        }
        var oldest = queries.oldestRules();
        var before = oldest == null ? 0 : oldest;
        changes.add(new RuleChangeRow(version, before, old, Math.min(old, SAMPLE), Times.micros(now)));
        return true;
    }

    /** Folds some copies without keeping what comes out, and counts what is otherwise; false where nothing is left to try. */
    public boolean trySome(Instant now) {
        var version = classifier.version();
        var row = changes.lock(version).orElse(null);
        if (row == null || row.state != RuleChangeRow.State.TRYING) {
            return false;
        }
        var some = queries.judgedBefore(
                version, row.triedUpTo, (int) Math.max(0, Math.min(PORTION, row.sample - row.tried)));
        var found = new ArrayList<RuleDifference>();
        for (var trial : folding.tryOut(some)) {
            var before = trial.before();
            var after = trial.after();
            if (TrialRule.changesFigures(before, after)) {
                row.changed++;
                found.add(TrialRule.difference(trial.copy().value(), before, after, trial.lines()));
            } else if (TrialRule.changesWords(before, after)) {
                row.reworded++;
            }
        }
        row.differences = Json.write(TrialRule.add(row.differences(), found));
        row.tried += some.size();
        if (!some.isEmpty()) {
            row.triedUpTo = some.get(some.size() - 1).value();
        }
        if (some.size() < PORTION || row.tried >= row.sample) {
            row.state = RuleChangeRow.State.WAITING;
            row.triedAt = Times.micros(now);
            return false;
        }
        return true;
    }

    /** Whether copies may be folded for good now; starts that where the settings let it start by itself. */
    public boolean mayApply(Instant now) {
        var row = changes.lock(classifier.version()).orElse(null);
        if (row == null) {
            return false;
        }
        var at = appliesAt(row);
        if (at != null && !at.isAfter(now)) {
            row.apply(Times.micros(now), BY_ITSELF);
        }
        // Another node of a cluster that is still being updated may bring copies of the old rules after the end.
        return row.state == RuleChangeRow.State.APPLYING || row.state == RuleChangeRow.State.DONE;
    }

    /** Notes that no copy of older rules is left. */
    public void done(Instant now) {
        var version = classifier.version();
        changes.lock(version)
                .filter(row -> row.state == RuleChangeRow.State.APPLYING && queries.countJudgedBefore(version) == 0)
                .ifPresent(row -> {
                    row.state = RuleChangeRow.State.DONE;
                    row.doneAt = Times.micros(now);
                });
    }

    private @Nullable Instant appliesAt(RuleChangeRow row) {
        var ready = row.triedAt;
        if (row.state != RuleChangeRow.State.WAITING || ready == null) {
            return null;
        }
        return switch (settings.judging().rules()) {
            case AT_ONCE -> ready;
            case AFTER_A_DAY -> row.changed == 0 ? ready : ready.plus(TIME_TO_LOOK);
            case BY_HAND -> null;
        };
    }

    private RulesView.Change shown(Viewer viewer, RuleChangeRow row, List<RuleView> rules) {
        return new RulesView.Change(
                row.before,
                row.version,
                RulesView.State.valueOf(row.state.name()),
                row.copies,
                row.sample,
                row.tried,
                row.changed,
                row.reworded,
                queries.countJudgedBefore(row.version),
                row.startedAt,
                row.triedAt,
                appliesAt(row),
                row.appliedAt,
                row.appliedBy,
                row.doneAt,
                row.differences().stream().map(one -> shown(viewer, one, rules)).toList());
    }

    private RulesView.Difference shown(Viewer viewer, RuleDifference one, List<RuleView> rules) {
        var sentence = rules.stream()
                .filter(rule -> rule.rule().equals(one.ruleAfter()))
                .map(RuleView::sentence)
                .findFirst()
                .orElse(null);
        var examples = rows.of(one.examples().stream().map(CopyId::new).toList()).stream()
                .filter(copy -> viewer.sees(new UserId(copy.ownerId)))
                .map(copy -> new RulesView.Example(copy.messageId, copy.copyId, copy.recipient, copy.subject))
                .toList();
        return new RulesView.Difference(
                one.before(),
                one.before().label(),
                one.after(),
                one.after().label(),
                one.ruleBefore(),
                one.ruleAfter(),
                sentence,
                one.copies(),
                examples);
    }
}
