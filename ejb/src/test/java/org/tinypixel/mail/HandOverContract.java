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
import org.tinypixel.database.TestDatabase;
import org.tinypixel.engagement.DeliveryStatus;
import org.tinypixel.outbox.Claim;
import org.tinypixel.tracking.FollowUpMail;

/** What handing a mail over promises on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HandOverContract {
    private static final String BERT = "bert@example.net";

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
        assertThat(mail.mime()).isEqualTo(World.mime(BERT));
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
        assertThat(world.state(copy)).isEqualTo("FAILED");
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
    void a_mail_waits_while_the_relay_is_down_and_says_when_it_is_tried_again() {
        var copy = world.submit(BERT);
        world.handing(hand -> hand.relayDown(claimIn(hand), "no answer from relay.example.com"));
        assertThat(world.state(copy)).isEqualTo("DUE");
        assertThat(world.lastNews(copy).status()).isEqualTo(DeliveryStatus.QUEUED);
        assertThat(world.lastNews(copy).detail())
                .contains("no answer from relay.example.com", "Next attempt at " + inOneMinute());
        world.pass(Duration.ofMinutes(1));
        assertThat(intent(claim())).isPresent();
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
        return world.hand(hand -> hand.claim(10));
    }

    private Claim claim() {
        return world.hand(HandOverContract::claimIn);
    }

    private static Claim claimIn(HandOver hand) {
        var claims = hand.claim(10);
        assertThat(claims).hasSize(1);
        return claims.get(0);
    }

    private Optional<OutgoingMail> intent(Claim claim) {
        return world.hand(hand -> hand.intent(claim));
    }

    private void settle(Claim claim, Outcome outcome) {
        world.handing(hand -> hand.settle(claim, outcome));
    }
}
