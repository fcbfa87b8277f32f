package org.tinypixel.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.tinypixel.access.Role;
import org.tinypixel.base.Conflict;
import org.tinypixel.base.NotFound;
import org.tinypixel.base.PageRequest;
import org.tinypixel.base.UserId;
import org.tinypixel.database.TestDatabase;
import org.tinypixel.engagement.DeliveryStatus;
import org.tinypixel.outbox.Claim;
import org.tinypixel.relay.Health;
import org.tinypixel.relay.Relay;

/** What people see of the queue and can do with it, on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OutgoingQueueContract {
    private static final QueueFilter ANY = new QueueFilter(null, null, null);

    private final TestDatabase database;
    private final boolean postgreSql;
    private World world;

    OutgoingQueueContract(TestDatabase database, boolean postgreSql) {
        this.database = database;
        this.postgreSql = postgreSql;
    }

    @BeforeEach
    void empty() {
        database.transaction(manager -> List.of("outbox", "outgoing_mail")
                .forEach(table ->
                        manager.createNativeQuery("delete from " + table).executeUpdate()));
        world = new World(database, postgreSql);
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void a_waiting_mail_says_when_it_is_tried_next_and_why_it_waits() {
        world.submit("bert@example.net");
        var fresh = only();
        assertThat(fresh.state()).isEqualTo(QueueView.State.WAITING);
        assertThat(fresh.reason()).isNull();
        assertThat(fresh.subject()).isEqualTo("Offer");
        assertThat(fresh.relay().name()).isEqualTo("Usual");
        assertThat(fresh.actions()).containsExactly(QueueView.Action.TRY, QueueView.Action.WITHDRAW);

        settle(new Outcome.Later("451 4.7.1 greylisted"));
        var later = only();
        assertThat(later.reason()).contains("451 4.7.1 greylisted");
        assertThat(later.attempts()).isEqualTo(1);
        assertThat(later.nextAttempt()).isEqualTo(world.now.plus(Duration.ofMinutes(1)));

        var rest = world.now.plus(Duration.ofMinutes(4));
        world.relays.health = new Health(world.now, "nobody answers.", rest, null);
        assertThat(only().nextAttempt()).isEqualTo(rest);
        assertThat(only().reason()).isEqualTo("The mail server cannot be used: nobody answers.");
    }

    @Test
    void a_mail_that_may_not_have_arrived_is_sent_again_with_one_click_and_the_same_bytes() {
        var copy = world.submit("bert@example.net");
        settle(new Outcome.Unknown("The connection broke."));
        var mail = only();
        assertThat(mail.state()).isEqualTo(QueueView.State.NOT_CONFIRMED);
        assertThat(mail.actions()).containsExactly(QueueView.Action.REPEAT);
        world.queue(queue -> queue.repeat(World.VIEWER, mail.id()));
        assertThat(world.lastNews(copy).status()).isEqualTo(DeliveryStatus.QUEUED);
        assertThat(world.lastNews(copy).detail()).isEqualTo("Sent again by Anna.");
        assertThatThrownBy(() -> world.queue(queue -> queue.repeat(World.VIEWER, mail.id())))
                .as("a second click")
                .isInstanceOf(Conflict.class);

        var claim = claim();
        var again = world.<Optional<OutgoingMail>>hand(hand -> hand.intent(claim, Relay.ENVIRONMENT));
        assertThat(again).hasValueSatisfying(same -> {
            assertThat(same.copy()).isEqualTo(copy);
            assertThat(same.content().bytes()).isEqualTo(World.mime("bert@example.net"));
        });
        world.handing(hand -> hand.settle(claim, new Outcome.Sent("250 ok")));
        assertThat(only().state()).isEqualTo(QueueView.State.SENT);
        assertThat(claims()).isEmpty();
        assertThatThrownBy(() -> world.queue(queue -> queue.repeat(World.VIEWER, mail.id())))
                .isInstanceOf(Conflict.class);
    }

    @Test
    void a_refused_mail_is_not_offered_for_repeating() {
        world.submit("bert@example.net");
        settle(new Outcome.Refused("550 5.1.1 no such user"));
        var mail = only();
        assertThat(mail.state()).isEqualTo(QueueView.State.BOUNCED);
        assertThat(mail.reason()).contains("550 5.1.1 no such user", "The address does not work.");
        assertThat(mail.actions()).isEmpty();
        assertThatThrownBy(() -> world.queue(queue -> queue.repeat(World.VIEWER, mail.id())))
                .isInstanceOf(Conflict.class);
        assertThat(claims()).isEmpty();
    }

    @Test
    void a_waiting_mail_is_withdrawn_and_goes_nowhere() {
        var copy = world.submit("bert@example.net");
        world.queue(queue -> queue.withdraw(World.VIEWER, only().id()));
        assertThat(only().state()).isEqualTo(QueueView.State.CANCELLED);
        assertThat(world.lastNews(copy).status()).isEqualTo(DeliveryStatus.CANCELLED);
        assertThat(world.lastNews(copy).detail()).isEqualTo("Withdrawn by Anna.");
        assertThat(world.handedOver.all()).extracting(HandedOver::status).containsExactly(DeliveryStatus.CANCELLED);
        assertThat(world.hasContent(copy)).isFalse();
        assertThat(claims()).isEmpty();
        assertThatThrownBy(() -> world.queue(queue -> queue.withdraw(World.VIEWER, only().id())))
                .isInstanceOf(Conflict.class);
    }

    @Test
    void a_mail_that_was_claimed_and_is_withdrawn_before_its_intent_gets_none() {
        world.submit("bert@example.net");
        var claim = claim();
        world.queue(queue -> queue.withdraw(World.VIEWER, only().id()));
        assertThat(world.<Optional<OutgoingMail>>hand(hand -> hand.intent(claim, Relay.ENVIRONMENT)))
                .isEmpty();
    }

    @Test
    void a_mail_that_is_being_handed_over_cannot_be_taken_back() {
        var copy = world.submit("bert@example.net");
        var claim = claim();
        world.hand(hand -> hand.intent(claim, Relay.ENVIRONMENT));
        assertThatThrownBy(() -> world.queue(queue -> queue.withdraw(World.VIEWER, only().id())))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("being handed over");
        world.handing(hand -> hand.settle(claim, new Outcome.Sent("250 ok")));
        assertThat(world.state(copy)).isEqualTo("SENT");
    }

    @Test
    void a_mail_that_waits_for_its_next_attempt_is_due_at_once_when_somebody_wants_it() {
        world.submit("bert@example.net");
        settle(new Outcome.Later("451 busy"));
        assertThat(claims()).isEmpty();
        world.queue(queue -> queue.tryNow(World.VIEWER, only().id()));
        assertThat(claims()).hasSize(1);
        assertThat(world.relays.health.rests(world.now)).isFalse();
    }

    @Test
    void a_stranger_sees_nothing_and_can_do_nothing() {
        world.submit("bert@example.net");
        var id = only().id();
        var stranger = World.viewer(UserId.next(), Set.of(Role.ADMINISTRATOR));
        assertThat(world.queue(queue -> queue.list(stranger, ANY, PageRequest.first()))
                        .items())
                .isEmpty();
        assertThatThrownBy(() -> world.queue(queue -> queue.find(stranger, id))).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> world.queue(queue -> queue.withdraw(stranger, id)))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> world.queue(queue -> queue.repeat(stranger, id)))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> world.queue(queue -> queue.tryNow(stranger, id)))
                .isInstanceOf(NotFound.class);
        assertThat(claims()).as("nothing was changed").hasSize(1);
    }

    @Test
    void the_list_is_filtered_and_pages_meet_without_gap_or_repeat() {
        for (var number = 0; number < 5; number++) {
            world.submit("bert" + number + "@example.net");
        }
        var seen = new ArrayList<QueueView>();
        String cursor = null;
        do {
            var request = PageRequest.of(2, cursor);
            var page = world.queue(queue -> queue.list(World.VIEWER, ANY, request));
            seen.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);
        assertThat(seen).extracting(QueueView::id).hasSize(5).doesNotHaveDuplicates();
        assertThat(filtered(new QueueFilter(null, null, "BERT3@"))).hasSize(1);
        assertThat(filtered(new QueueFilter(null, null, "bert%")))
                .as("no sign of the database's")
                .isEmpty();
        assertThat(filtered(new QueueFilter(QueueView.State.SENT, null, null))).isEmpty();
        assertThat(filtered(new QueueFilter(QueueView.State.WAITING, Relay.ENVIRONMENT, null)))
                .hasSize(5);
    }

    private List<QueueView> filtered(QueueFilter filter) {
        return world.queue(queue -> queue.list(World.VIEWER, filter, PageRequest.first()))
                .items();
    }

    private QueueView only() {
        var all = filtered(ANY);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private List<Claim> claims() {
        return world.hand(hand -> hand.claim(Relay.ENVIRONMENT, 10));
    }

    private Claim claim() {
        var claims = claims();
        assertThat(claims).hasSize(1);
        return claims.get(0);
    }

    private void settle(Outcome outcome) {
        var claim = claim();
        assertThat(world.<Optional<OutgoingMail>>hand(hand -> hand.intent(claim, Relay.ENVIRONMENT)))
                .isPresent();
        world.handing(hand -> hand.settle(claim, outcome));
    }
}
