package org.tinypixel.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tinypixel.engagement.World.NINE;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tinypixel.access.Role;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.Conflict;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Forbidden;
import org.tinypixel.base.UserId;
import org.tinypixel.classify.Classifier;
import org.tinypixel.classify.EngagementStatus;
import org.tinypixel.database.TestDatabase;
import org.tinypixel.settings.Settings;

/** New rules meet copies that older ones judged; two versions of simple rules stand for both. A robot of version 1 is a person by version 2. */
abstract class RuleChangesContract {
    private static final Classifier OLD = new SimpleClassifier(101, Set.of("person"));
    private static final Classifier NEW = new SimpleClassifier(102, Set.of("person", "quiet"));
    private static final UserId OWNER = UserId.next();
    private static final Duration DAY = Duration.ofDays(1);

    private final World world;

    RuleChangesContract(TestDatabase database) {
        world = new World(database);
        world.classifier = OLD;
        world.now = NINE;
    }

    @AfterEach
    void close() {
        world.close();
    }

    private static Viewer administrator(UserId... visible) {
        var address = EmailAddress.of("ann@sender.example");
        return new Viewer(
                UserId.next(), "Ann", address, Set.of(address), Set.of(Role.ADMINISTRATOR), Set.of(visible), false);
    }

    private CopyId opened(String agent) {
        var copy = world.mail(OWNER, "Offer", NINE, "ada@example.com").get(0);
        world.delivery(copy, DeliveryStatus.SENT, NINE.plusSeconds(3), "250 queued");
        world.hits(List.of(Hits.open(copy, agent, NINE.plusSeconds(60))));
        return copy;
    }

    /** What the sweep does each minute, with beans of their own for each transaction, as in the server. */
    private void sweep() {
        if (!world.with(beans -> beans.ruleChanges().begin(world.now))) {
            return;
        }
        while (world.with(beans -> beans.ruleChanges().trySome(world.now))) {
            // portion after portion
        }
        if (world.with(beans -> beans.ruleChanges().mayApply(world.now))) {
            while (world.with(beans -> beans.refolding().some()) > 0) {
                // portion after portion
            }
            world.run(beans -> beans.ruleChanges().done(world.now));
        }
    }

    private RulesView view() {
        return world.with(beans -> beans.ruleChanges().view(administrator(OWNER)));
    }

    private RulesView.Change change() {
        var change = view().change();
        assertThat(change).isNotNull();
        return change;
    }

    private EngagementStatus status(CopyId copy) {
        return world.state(copy).engagement().status();
    }

    private void settings(Settings.NewRules when) {
        world.settings.judging(new Settings.Judging(false, Settings.PrivacySignals.ALL, when, null));
    }

    @Test
    void what_new_rules_would_change_is_counted_and_shown_before_anything_changes() {
        var human = opened("person");
        var quiet = List.of(opened("quiet"), opened("quiet"), opened("quiet"));
        world.classifier = NEW;
        world.told.clear();
        sweep();
        assertThat(quiet).allMatch(copy -> status(copy) == EngagementStatus.OPENED_BY_MACHINE);
        assertThat(world.told).as("nobody is told of a trial").isEmpty();
        var seen = view();
        assertThat(seen.version()).isEqualTo(102);
        assertThat(seen.inForce()).isEqualTo(101);
        var change = change();
        assertThat(change.state()).isEqualTo(RulesView.State.WAITING);
        assertThat(change.copies()).isEqualTo(4);
        assertThat(change.tried()).isEqualTo(4);
        assertThat(change.left()).isEqualTo(4);
        assertThat(change.changed()).isEqualTo(3);
        assertThat(change.appliesAt()).isEqualTo(NINE.plus(DAY));
        assertThat(change.differences()).hasSize(1);
        var difference = change.differences().get(0);
        assertThat(difference.before()).isEqualTo(EngagementStatus.OPENED_BY_MACHINE);
        assertThat(difference.after()).isEqualTo(EngagementStatus.OPENED);
        assertThat(difference.ruleBefore()).isEqualTo("name");
        assertThat(difference.ruleAfter()).isEqualTo("named");
        assertThat(difference.copies()).isEqualTo(3);
        assertThat(difference.examples())
                .extracting(RulesView.Example::copy)
                .containsExactlyInAnyOrderElementsOf(
                        quiet.stream().map(CopyId::value).toList());
        assertThat(status(human)).isEqualTo(EngagementStatus.OPENED);
    }

    @Test
    void an_administrator_applies_them_which_is_noted_and_told_to_everybody() {
        var quiet = opened("quiet");
        world.classifier = NEW;
        sweep();
        world.told.clear();
        var answer = world.with(beans -> beans.ruleChanges().apply(administrator(OWNER)));
        assertThat(answer.change())
                .isNotNull()
                .extracting(RulesView.Change::state)
                .isEqualTo(RulesView.State.APPLYING);
        world.run(beans -> beans.ruleChanges().apply(administrator(OWNER)));
        sweep();
        assertThat(status(quiet)).isEqualTo(EngagementStatus.OPENED);
        assertThat(world.told).contains(quiet + "|OPENED");
        assertThat(world.audit).containsExactly("Ann | new rules applied | version 102 instead of 101");
        var change = change();
        assertThat(change.state()).isEqualTo(RulesView.State.DONE);
        assertThat(change.left()).isZero();
        assertThat(change.appliedBy()).isEqualTo("Ann");
        assertThat(view().inForce()).isEqualTo(102);
    }

    @Test
    void nobody_who_looks_lets_them_be_applied_a_day_later() {
        var quiet = opened("quiet");
        world.classifier = NEW;
        sweep();
        world.now = NINE.plus(DAY).minusSeconds(1);
        sweep();
        assertThat(status(quiet)).isEqualTo(EngagementStatus.OPENED_BY_MACHINE);
        world.now = NINE.plus(DAY);
        sweep();
        assertThat(status(quiet)).isEqualTo(EngagementStatus.OPENED);
        assertThat(change().appliedBy()).isEqualTo("by itself");
    }

    @Test
    void rules_that_change_no_figure_are_applied_at_once() {
        var human = opened("person");
        world.classifier = NEW;
        sweep();
        assertThat(change().state()).isEqualTo(RulesView.State.DONE);
        assertThat(change().changed()).isZero();
        assertThat(world.state(human).engagement().ruleVersion()).isEqualTo(102);
    }

    @Test
    void by_hand_waits_for_a_hand_and_at_once_for_nobody() {
        settings(Settings.NewRules.BY_HAND);
        var quiet = opened("quiet");
        world.classifier = NEW;
        sweep();
        world.now = NINE.plus(DAY.multipliedBy(400));
        sweep();
        assertThat(change().appliesAt()).isNull();
        assertThat(status(quiet)).isEqualTo(EngagementStatus.OPENED_BY_MACHINE);
        settings(Settings.NewRules.AT_ONCE);
        sweep();
        assertThat(status(quiet)).isEqualTo(EngagementStatus.OPENED);
    }

    @Test
    void a_copy_that_is_hit_while_rules_wait_is_judged_by_the_new_ones() {
        var quiet = opened("quiet");
        var other = opened("quiet");
        world.classifier = NEW;
        sweep();
        world.hits(List.of(Hits.open(quiet, "robot", NINE.plusSeconds(7200))));
        assertThat(status(quiet)).isEqualTo(EngagementStatus.OPENED);
        assertThat(status(other)).isEqualTo(EngagementStatus.OPENED_BY_MACHINE);
        assertThat(change().left()).isEqualTo(1);
    }

    @Test
    void a_trial_goes_on_where_it_was_broken_off_and_counts_nothing_twice() {
        for (var i = 0; i < 130; i++) {
            opened(i % 2 == 0 ? "quiet" : "person");
        }
        world.classifier = NEW;
        assertThat(world.<Boolean>with(beans -> beans.ruleChanges().begin(world.now)))
                .isTrue();
        assertThat(world.<Boolean>with(beans -> beans.ruleChanges().trySome(world.now)))
                .isTrue();
        assertThat(change().state()).isEqualTo(RulesView.State.TRYING);
        assertThat(change().tried()).isEqualTo(100);
        sweep();
        assertThat(change().tried()).isEqualTo(130);
        assertThat(change().changed()).isEqualTo(65);
        assertThat(change().differences()).hasSize(1);
        assertThat(change().differences().get(0).copies()).isEqualTo(65);
        assertThat(change().differences().get(0).examples()).hasSize(5);
    }

    @Test
    void copies_that_a_node_not_yet_updated_folds_after_the_end_are_folded_again() {
        var human = opened("person");
        world.classifier = NEW;
        sweep();
        world.classifier = OLD;
        world.run(beans -> beans.folding.fold(List.of(human)));
        assertThat(world.state(human).engagement().ruleVersion()).isEqualTo(101);
        world.classifier = NEW;
        sweep();
        assertThat(world.state(human).engagement().ruleVersion()).isEqualTo(102);
    }

    @Test
    void only_administrators_see_and_apply_rules_and_nobody_sees_others_mails_for_that() {
        opened("quiet");
        world.classifier = NEW;
        sweep();
        var salesperson = World.viewer(OWNER);
        assertThatThrownBy(() -> world.with(beans -> beans.ruleChanges().view(salesperson)))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> world.with(beans -> beans.ruleChanges().apply(salesperson)))
                .isInstanceOf(Forbidden.class);
        var stranger = world.with(beans -> beans.ruleChanges().view(administrator()));
        var change = stranger.change();
        assertThat(change).isNotNull();
        assertThat(change.differences())
                .hasSize(1)
                .allMatch(one -> one.examples().isEmpty());
    }

    @Test
    void where_nothing_is_older_there_is_nothing_to_apply() {
        opened("person");
        sweep();
        assertThat(view().change()).isNull();
        assertThat(view().inForce()).isEqualTo(view().version());
        assertThatThrownBy(() -> world.with(beans -> beans.ruleChanges().apply(administrator())))
                .isInstanceOf(Conflict.class);
    }
}
