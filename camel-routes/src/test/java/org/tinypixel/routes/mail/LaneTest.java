package org.tinypixel.routes.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tinypixel.mail.Outcome;
import org.tinypixel.relay.Relay;
import org.tinypixel.routes.mail.ScriptedSmtp.Step;
import org.tinypixel.tracking.CopyContent;

/** What every end of a hand-over means, tried against a server that misbehaves at each step. */
final class LaneTest {
    private static final byte[] MIME =
            "Subject: Hi\r\n\r\n.leading dot\r\nGr\u00fc\u00dfe\r\n".getBytes(StandardCharsets.UTF_8);
    private static final Instant NOW = FakeRelays.NOW;

    private final FakeHandOver hands = new FakeHandOver();
    private final FakeRelays relays = new FakeRelays();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
    private ScriptedSmtp server;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedSmtp();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        watch.shutdownNow();
    }

    @Test
    void a_mail_leaves_with_its_envelope_and_its_bytes_after_the_intent_is_on_disk() {
        assertThat(outcome()).isEqualTo(new Outcome.Sent("250 2.0.0 taken as 42"));
        assertThat(hands.log()).containsExactly("intent", "force", "settle");
        assertThat(server.mails()).containsExactly(MIME);
        assertThat(server.commands())
                .contains("EHLO t.example.com", "RCPT TO:<bert@example.net>", "DATA")
                .anySatisfy(command -> assertThat(command)
                        .startsWith("MAIL FROM:<anna@example.com>")
                        .contains("BODY=8BITMIME"));
        assertThat(relays.health(Relay.ENVIRONMENT).lastTakenAt()).isEqualTo(NOW);
    }

    /** Whatever the database does while a large mail is read from it, no shorter mail arrives. */
    @Test
    @Tag("S7")
    void content_that_breaks_off_or_was_damaged_gets_no_final_dot_and_is_tried_again() {
        var whole = CopyContent.of(MIME);
        hands.add(
                Relay.ENVIRONMENT,
                "bert@example.net",
                CopyContent.of(whole.own(), () -> new FilterInputStream(whole.open()) {
                    @Override
                    public int read(byte[] to, int from, int most) throws IOException {
                        var read = super.read(to, from, Math.min(most, 10));
                        if (read < 0) {
                            throw new IOException("the database is gone");
                        }
                        return read;
                    }
                }));
        hands.add(
                Relay.ENVIRONMENT,
                "bert@example.net",
                CopyContent.of(whole.own(), () -> new ByteArrayInputStream(MIME, 0, MIME.length - 1)));
        depart(1);
        assertThat(hands.outcomes()).hasSize(3);
        assertThat(hands.outcomes().subList(0, 2))
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Later.class));
        assertThat(hands.outcomes().get(2)).isInstanceOf(Outcome.Sent.class);
        assertThat(server.dots()).isEqualTo(1);
        assertThat(server.mails()).containsExactly(MIME);
    }

    @Test
    void several_mails_go_over_one_connection_one_after_the_other() {
        depart(25);
        assertThat(hands.outcomes())
                .hasSize(25)
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Sent.class));
        assertThat(server.connections()).isEqualTo(1);
        assertThat(server.commands().stream().filter("RSET"::equals)).hasSize(24);
        assertThat(server.dots()).isEqualTo(25);
    }

    @Test
    void a_refused_mail_does_not_spoil_the_next_one_on_the_same_connection() {
        server.says(Step.RCPT, "550 5.1.1 no such user");
        depart(2);
        assertThat(hands.outcomes())
                .hasSize(2)
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Refused.class));
        assertThat(server.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"RSET, close", "RSET, reset", "RSET, 421 4.7.0 enough for one connection", "DOT, 421 4.3.2 closing"})
    void a_connection_that_ended_between_two_mails_is_made_anew_and_costs_no_attempt(Step step, String how) {
        server.says(step, how);
        depart(3);
        assertThat(hands.outcomes()).hasSize(3);
        assertThat(server.connections()).isEqualTo(3);
        if (step == Step.RSET) {
            assertThat(hands.outcomes())
                    .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Sent.class));
        }
    }

    @Test
    @Tag("F1")
    void after_a_dot_without_an_answer_the_next_mail_gets_a_new_connection_and_no_second_dot_is_written() {
        server.says(Step.DOT, ScriptedSmtp.CLOSE);
        depart(2);
        assertThat(hands.outcomes())
                .hasSize(2)
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Unknown.class));
        assertThat(server.dots()).isEqualTo(2);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void no_more_mails_go_in_a_minute_than_the_server_wants() {
        relays.with(
                new Relay(Relay.ENVIRONMENT, "slow", FakeRelays.server(server.port()), List.of(), true, 3, 1, true));
        for (var number = 0; number < 5; number++) {
            hands.add("bert@example.net", MIME);
        }
        var lane = lane();
        lane.run(() -> {});
        assertThat(hands.outcomes()).hasSize(3);
        assertThat(hands.waiting(Relay.ENVIRONMENT)).isEqualTo(2);
        lane.run(() -> {});
        assertThat(server.connections()).as("not even a knock").isEqualTo(1);
    }

    @Test
    void mails_of_a_relay_that_is_switched_off_wait() {
        relays.with(
                new Relay(Relay.ENVIRONMENT, "off", FakeRelays.server(server.port()), List.of(), true, 0, 1, false));
        hands.add("bert@example.net", MIME);
        lane().run(() -> {});
        assertThat(server.connections()).isZero();
        assertThat(hands.waiting(Relay.ENVIRONMENT)).isEqualTo(1);
    }

    @Test
    void where_one_connection_will_not_do_more_are_asked_for() {
        for (var number = 0; number < 15; number++) {
            hands.add("bert@example.net", MIME);
        }
        relays.with(Relay.ENVIRONMENT, FakeRelays.server(server.port()));
        var asked = new AtomicInteger();
        lane().run(asked::incrementAndGet);
        assertThat(asked).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({
        "MAIL, 550 5.7.1 sender not welcome, Refused",
        "RCPT, 550 5.1.1 no such user, Refused",
        "RCPT, 552 5.2.2 mailbox full, Refused",
        "DATA, 554 5.6.0 no, Refused",
        "DOT,  554 5.7.1 spam, Refused",
        "MAIL, 451 4.3.0 busy, Later",
        "MAIL, 530 5.7.0 sign in first, Later",
        "RCPT, 450 4.2.0 greylisted, Later",
        "RCPT, 421 4.3.2 closing, Later",
        "DATA, 451 4.3.0 busy, Later",
        "DOT,  452 4.3.1 disk full, Later",
        "DOT,  421 4.3.2 closing, Later",
        "DOT,  251 2.1.5 taken elsewhere, Sent",
        "MAIL, 535 5.7.8 sign in again, Later",
        "DATA, 250 what, Later",
    })
    void an_answer_means_what_its_first_digit_says(Step step, String answer, String kind) {
        server.says(step, answer);
        var outcome = outcome();
        assertThat(outcome.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(outcome.said()).contains(answer);
    }

    @Test
    void an_answer_of_several_lines_is_told_on_one() {
        server.says(Step.RCPT, "550-5.1.1 no such user\r\n550 5.1.1 see https://example.net/help");
        assertThat(outcome())
                .isEqualTo(new Outcome.Refused("550-5.1.1 no such user 550 5.1.1 see https://example.net/help"));
    }

    @ParameterizedTest
    @CsvSource({"MAIL, reset", "RCPT, reset", "DATA, reset", "MAIL, silence", "RCPT, silence", "DATA, silence"})
    void a_connection_that_ends_before_the_final_dot_is_a_proven_failure(Step step, String how) {
        server.says(step, how);
        assertThat(outcome()).isInstanceOf(Outcome.Later.class);
        assertThat(server.dots()).isZero();
    }

    @Test
    @Tag("F1")
    void a_content_that_was_cut_off_was_certainly_not_taken_as_long_as_the_dot_was_not_begun() {
        server.says(Step.EHLO, "250 hello").says(Step.CONTENT, ScriptedSmtp.RESET);
        hands.add("bert@example.net", new byte[30_000_000]);
        run();
        assertThat(hands.outcomes()).hasSize(1);
        assertThat(hands.outcomes().get(0)).isInstanceOf(Outcome.Later.class);
        assertThat(server.dots()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"reset", "silence", "gibberish"})
    void no_answer_to_the_final_dot_is_unknown(String how) {
        server.says(Step.DOT, how);
        assertThat(outcome()).isInstanceOf(Outcome.Unknown.class);
        assertThat(server.dots()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"GREETING, reset", "GREETING, silence", "GREETING, 554 no service", "EHLO, reset", "EHLO, silence"})
    void a_relay_that_cannot_be_used_costs_no_intent(Step step, String how) {
        server.says(step, how);
        depart(1);
        assertThat(hands.log()).hasSize(1).allSatisfy(entry -> assertThat(entry).startsWith("down: smtp://"));
    }

    @Test
    void nobody_at_the_port_costs_no_intent_and_nobody_knocks_until_the_rest_is_over() throws IOException {
        server.close();
        depart(3);
        assertThat(hands.log()).hasSize(1).allSatisfy(entry -> assertThat(entry).startsWith("down: smtp://"));
        assertThat(hands.waiting(Relay.ENVIRONMENT)).isEqualTo(3);
        assertThat(relays.health(Relay.ENVIRONMENT).rests(NOW)).isTrue();
        lane().run(() -> {});
        assertThat(hands.log()).hasSize(1);
    }

    @Test
    void a_stop_at_the_intent_sends_nothing() {
        hands.stops = true;
        depart(1);
        assertThat(hands.log()).containsExactly("intent");
        assertThat(server.commands()).noneMatch(command -> command.startsWith("MAIL"));
    }

    @Test
    void an_intent_that_is_not_on_disk_sends_nothing() {
        hands.breaksAtForce = true;
        assertThat(outcome()).isInstanceOf(Outcome.Later.class);
        assertThat(server.commands()).noneMatch(command -> command.startsWith("MAIL"));
    }

    private Outcome outcome() {
        depart(1);
        assertThat(hands.outcomes()).hasSize(1);
        return hands.outcomes().get(0);
    }

    private void depart(int mails) {
        for (var number = 0; number < mails; number++) {
            hands.add("bert@example.net", MIME);
        }
        run();
    }

    private void run() {
        relays.with(Relay.ENVIRONMENT, FakeRelays.server(server.port()));
        lane().run(() -> {});
    }

    private Lane lane() {
        return new Lane(
                Relay.ENVIRONMENT,
                hands,
                relays,
                known -> new SmtpConnector(known, "t.example.com", patience(), List.of(), () -> NOW),
                watch,
                () -> NOW);
    }

    /** Short where the test waits for silence to be given up. */
    static Patience patience() {
        return new Patience(
                Duration.ofSeconds(5), Duration.ofMillis(500), Duration.ofMillis(500), Duration.ofSeconds(20));
    }
}
