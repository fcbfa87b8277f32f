package org.tinypixel.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.PageRequest;
import org.tinypixel.database.TestDatabase;
import org.tinypixel.engagement.DeliveryStatus;
import org.tinypixel.outbox.Claim;
import org.tinypixel.relay.Relay;
import org.tinypixel.tracking.FollowUpMail;

/** What handing a mail over promises on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HandOverContract {
    private static final String BERT = "bert@example.net";
    private static final QueueFilter ANY = new QueueFilter(null, null, null);

    private final TestDatabase database;
    private final boolean postgreSql;
    private World world;

    HandOverContract(TestDatabase database, boolean postgreSql) {
        this.database = database;
        this.postgreSql = postgreSql;
    }

    @BeforeEach
    void empty() {
        database.transaction(manager -> List.of("outbox", "outgoing_mail", "captured_mail")
                .forEach(table ->
                        manager.createNativeQuery("delete from " + table).executeUpdate()));
        world = new World(database, postgreSql);
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void a_mail_goes_out_once_with_its_bytes_and_envelope() {
        var copy = world.submit(BERT);
        var claim = claim();
        var mail = intent(claim).orElseThrow();
        assertThat(mail.copy()).isEqualTo(copy);
        assertThat(mail.from()).isEqualTo(EmailAddress.of("anna@example.com"));
        assertThat(mail.to()).isEqualTo(EmailAddress.of(BERT));
        assertThat(mail.content().bytes()).isEqualTo(World.mime(BERT));
        world.handing(HandOver::force);
        settle(claim, new Outcome.Sent("250 2.0.0 taken"));

        assertThat(world.state(copy)).isEqualTo("SENT");
        assertThat(world.hasContent(copy)).isFalse();
        assertThat(world.lastNews(copy).status()).isEqualTo(DeliveryStatus.SENT);
        assertThat(world.lastNews(copy).detail()).isEqualTo("250 2.0.0 taken");
        assertThat(world.lastNews(copy).captured()).isFalse();
        assertThat(world.handedOver.all()).extracting(HandedOver::copy).containsExactly(copy);
        world.pass(Duration.ofDays(1));
        assertThat(claims()).isEmpty();
    }

    @Test
    void a_mail_that_the_client_sends_itself_is_not_queued() {
        world.mail(mail -> mail.submit(World.VIEWER, World.message(BERT, false)));
        assertThat(claims()).isEmpty();
    }

    @Test
    void a_refusal_is_a_bounce_with_the_words_of_the_server() {
        var copy = world.submit(BERT);
        var claim = claim();
        intent(claim);
        settle(claim, new Outcome.Refused("550 5.1.1 no such user"));
        assertThat(world.state(copy)).isEqualTo("REFUSED");
        assertThat(world.lastNews(copy).status()).isEqualTo(DeliveryStatus.BOUNCED);
        assertThat(world.lastNews(copy).detail()).contains("550 5.1.1 no such user");
        world.pass(Duration.ofDays(1));
        assertThat(claims()).isEmpty();
    }

    @Test
    void a_proven_failure_is_tried_again_with_growing_pauses_until_three_days_are_over() {
        var copy = world.submit(BERT);
        var attempts = 0;
        while (world.state(copy).equals("DUE") && attempts < 200) {
            var claim = claim();
            assertThat(intent(claim)).isPresent();
            settle(claim, new Outcome.Later("451 4.7.1 greylisted"));
            if (attempts == 0) {
                assertThat(world.lastNews(copy).status()).isEqualTo(DeliveryStatus.DELAYED);
                assertThat(world.lastNews(copy).detail())
                        .contains("451 4.7.1 greylisted", "Next attempt at " + inOneMinute());
                assertThat(claims()).as("not before the pause is over").isEmpty();
                assertThat(world.handedOver.all()).isEmpty();
            }
            attempts++;
            world.pass(Duration.ofHours(1));
        }
        assertThat(attempts).isBetween(60, 80);
        assertThat(world.lastNews(copy).status()).isEqualTo(DeliveryStatus.FAILED);
        assertThat(world.handedOver.all()).hasSize(1);
    }

    @Test
    void a_mail_waits_in_its_place_while_the_relay_is_down_and_no_attempt_is_counted() {
        var copy = world.submit(BERT);
        for (var knock = 0; knock < 3; knock++) {
            world.handing(hand -> hand.relayDown(Relay.ENVIRONMENT, "no answer from relay.example.com"));
            world.pass(Duration.ofMinutes(5));
        }
        assertThat(world.state(copy)).isEqualTo("DUE");
        assertThat(world.deliveries.get(copy))
                .as("said once, not at every knock")
                .hasSize(1);
        assertThat(world.lastNews(copy).status()).isEqualTo(DeliveryStatus.QUEUED);
        assertThat(world.lastNews(copy).detail())
                .contains("no answer from relay.example.com", "tried again every few minutes");
        var claim = claim();
        assertThat(claim.attempts()).isZero();
        assertThat(intent(claim)).isPresent();
    }

    @Test
    void a_mail_whose_relay_is_down_for_three_days_has_failed_and_can_be_repeated() {
        var copy = world.submit(BERT);
        world.pass(Duration.ofDays(3).plusSeconds(1));
        world.handing(hand -> hand.relayDown(Relay.ENVIRONMENT, "no answer"));
        assertThat(world.state(copy)).isEqualTo("FAILED");
        assertThat(world.lastNews(copy).status()).isEqualTo(DeliveryStatus.FAILED);
        assertThat(world.handedOver.all()).extracting(HandedOver::status).containsExactly(DeliveryStatus.FAILED);
        assertThat(claims()).isEmpty();
        var id = world.queue(queue -> queue.list(World.VIEWER, ANY, PageRequest.first()))
                .items()
                .get(0)
                .id();
        world.queue(queue -> queue.repeat(World.VIEWER, id));
        var claim = claim();
        assertThat(intent(claim)).isPresent();
        settle(claim, new Outcome.Later("451 busy"));
        assertThat(world.state(copy)).as("its days begin anew").isEqualTo("DUE");
    }

    @Test
    void an_interrupted_hand_over_is_found_without_its_relay() {
        var copy = world.submit(BERT);
        intent(claim());
        world.pass(HandOver.INTENT.minusSeconds(1));
        world.handing(HandOver::abandoned);
        assertThat(world.state(copy)).isEqualTo("HANDING_OVER");
        world.pass(Duration.ofSeconds(2));
        world.handing(HandOver::abandoned);
        assertThat(world.state(copy)).isEqualTo("NOT_CONFIRMED");
        assertThat(claims()).isEmpty();
    }

    @Test
    void each_relay_gets_the_mails_of_its_senders_only() {
        world.relays.add("relay-of-anna-0123456", "anna@example.com");
        var copy = world.submit(BERT);
        assertThat(claims()).isEmpty();
        List<Claim> hers = world.hand(hand -> hand.claim("relay-of-anna-0123456", 10));
        assertThat(hers).hasSize(1);
        assertThat(world.<Optional<OutgoingMail>>hand(hand -> hand.intent(hers.get(0), "relay-of-anna-0123456")))
                .map(OutgoingMail::copy)
                .contains(copy);
    }

    @Test
    void mails_that_wait_move_when_relays_change_and_a_worker_of_the_old_one_gets_no_intent() {
        var copy = world.submit(BERT);
        var old = claim();
        world.relays.add("relay-of-anna-0123456", "example.com");
        world.relaysChanged();
        assertThat(intent(old)).isEmpty();
        assertThat(world.state(copy)).isEqualTo("DUE");
        assertThat(claims()).isEmpty();
        assertThat(world.<List<Claim>>hand(hand -> hand.claim("relay-of-anna-0123456", 10)))
                .hasSize(1);

        world.pass(HandOver.CLAIM);
        world.relays.clear();
        world.relaysChanged();
        assertThat(claims()).as("back to the default when the relay is gone").hasSize(1);
    }

    @Test
    void a_mail_without_an_answer_after_the_final_dot_is_not_confirmed_and_never_repeated() {
        var copy = world.submit(BERT);
        var claim = claim();
        intent(claim);
        settle(claim, new Outcome.Unknown("The connection broke."));
        assertThat(world.state(copy)).isEqualTo("NOT_CONFIRMED");
        assertThat(world.lastNews(copy).status()).isEqualTo(DeliveryStatus.NOT_CONFIRMED);
        assertThat(world.hasContent(copy)).as("a person may have it sent again").isTrue();
        world.pass(Duration.ofDays(1));
        assertThat(claims()).isEmpty();
    }

    @Test
    void a_worker_that_dies_after_the_intent_leaves_a_mail_that_is_not_confirmed() {
        var copy = world.submit(BERT);
        intent(claim());
        world.pass(HandOver.INTENT.minusSeconds(1));
        assertThat(claims()).as("the worker may still wait for an answer").isEmpty();
        world.pass(Duration.ofSeconds(1));
        assertThat(intent(claim())).isEmpty();
        assertThat(world.state(copy)).isEqualTo("NOT_CONFIRMED");
        assertThat(world.handedOver.all()).extracting(HandedOver::status).containsExactly(DeliveryStatus.NOT_CONFIRMED);
        world.pass(Duration.ofDays(1));
        assertThat(claims()).isEmpty();
    }

    @Test
    void a_worker_that_dies_before_the_intent_costs_only_time() {
        world.submit(BERT);
        claim();
        world.pass(HandOver.CLAIM);
        assertThat(intent(claim())).isPresent();
    }

    @Test
    void a_frozen_worker_whose_mail_was_taken_over_gets_no_intent() {
        world.submit(BERT);
        var frozen = claim();
        world.pass(HandOver.CLAIM);
        var other = claim();
        assertThat(intent(frozen)).isEmpty();
        assertThat(intent(other)).isPresent();
        assertThat(intent(frozen)).isEmpty();
    }

    @Test
    void an_answer_that_comes_after_the_lease_was_lost_is_still_believed() {
        var copy = world.submit(BERT);
        var slow = claim();
        intent(slow);
        world.pass(HandOver.INTENT);
        assertThat(intent(claim())).isEmpty();
        settle(slow, new Outcome.Sent("250 taken at last"));
        assertThat(world.state(copy)).isEqualTo("SENT");
        assertThat(world.lastNews(copy).status()).isEqualTo(DeliveryStatus.SENT);
    }

    @Test
    void a_late_doubt_does_not_bring_a_mail_back() {
        var copy = world.submit(BERT);
        var slow = claim();
        intent(slow);
        world.pass(HandOver.INTENT);
        intent(claim());
        settle(slow, new Outcome.Later("421 closing"));
        assertThat(world.state(copy)).isEqualTo("NOT_CONFIRMED");
        world.pass(Duration.ofDays(1));
        assertThat(claims()).isEmpty();
    }

    @Test
    void a_stop_before_the_intent_wins() {
        var copy = world.submit(BERT);
        world.stops.put(copy, "Bert replied.");
        assertThat(intent(claim())).isEmpty();
        assertThat(world.state(copy)).isEqualTo("CANCELLED");
        assertThat(world.lastNews(copy).detail()).isEqualTo("Bert replied.");
        assertThat(world.hasContent(copy)).isFalse();
        world.pass(Duration.ofDays(1));
        assertThat(claims()).isEmpty();
    }

    @Test
    void an_unsubscribe_between_queueing_and_sending_wins() {
        var copy = world.submit(BERT);
        world.refusals.put(EmailAddress.of(BERT), "bert@example.net wants no more mail.");
        assertThat(intent(claim())).isEmpty();
        assertThat(world.lastNews(copy).status()).isEqualTo(DeliveryStatus.CANCELLED);
        assertThat(world.lastNews(copy).detail()).isEqualTo("bert@example.net wants no more mail.");
    }

    @Test
    void a_follow_up_is_queued_once_by_its_message_id() {
        var first = world.submit(BERT);
        var step = new FollowUpMail(first, null, "<p>And?</p>", null, "tpstep1@t.example.com", "B");
        var copy = world.mail(mail -> mail.submitFollowUp(step));
        assertThat(world.<CopyId>mail(mail -> mail.submitFollowUp(step))).isEqualTo(copy);
        assertThat(claims()).hasSize(2);
        assertThat(world.state(copy)).isEqualTo("DUE");
    }

    private String inOneMinute() {
        return DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(world.now.plus(Duration.ofMinutes(1)));
    }

    private List<Claim> claims() {
        return world.hand(hand -> hand.claim(Relay.ENVIRONMENT, 10));
    }

    private Claim claim() {
        return world.hand(HandOverContract::claimIn);
    }

    private static Claim claimIn(HandOver hand) {
        var claims = hand.claim(Relay.ENVIRONMENT, 10);
        assertThat(claims).hasSize(1);
        return claims.get(0);
    }

    private Optional<OutgoingMail> intent(Claim claim) {
        return world.hand(hand -> hand.intent(claim, Relay.ENVIRONMENT));
    }

    private void settle(Claim claim, Outcome outcome) {
        world.handing(hand -> hand.settle(claim, outcome));
    }
}
