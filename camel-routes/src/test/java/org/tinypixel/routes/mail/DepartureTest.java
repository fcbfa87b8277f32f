package org.tinypixel.routes.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.mail.Outcome;
import org.tinypixel.mail.OutgoingMail;
import org.tinypixel.routes.mail.ScriptedSmtp.Step;
import org.tinypixel.settings.Settings;

/** What every end of a hand-over means, tried against a server that misbehaves at each step. */
final class DepartureTest {
    private static final byte[] MIME =
            "Subject: Hi\r\n\r\n.leading dot\r\nGr\u00fc\u00dfe\r\n".getBytes(StandardCharsets.UTF_8);
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

    private final FakeHandOver hands = new FakeHandOver();
    private ScriptedSmtp server;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedSmtp();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
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
    void a_content_that_was_cut_off_was_not_taken_whatever_is_known_of_the_dot() {
        // The client may have written the dot into its own buffers already: then it cannot know, and must not repeat.
        server.says(Step.CONTENT, ScriptedSmtp.RESET);
        assertThat(outcome()).isInstanceOfAny(Outcome.Later.class, Outcome.Unknown.class);
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
    void nobody_at_the_port_costs_no_intent_and_the_next_mails_do_not_knock() throws IOException {
        server.close();
        depart(3);
        assertThat(hands.log()).hasSize(3).allSatisfy(entry -> assertThat(entry).startsWith("down: "));
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

    @Test
    void a_password_wants_encryption_and_a_certificate_unless_the_server_is_this_machine() throws Exception {
        var far = new Settings.Relay.Smtp("relay.invalid", 25, false, "anna", "secret-password");
        assertThat(new SmtpRelay(far, "t.example.com", patience()).properties())
                .containsEntry("mail.smtp.starttls.required", "true")
                .containsEntry("mail.smtp.ssl.checkserveridentity", "true")
                .doesNotContainKey("mail.smtp.ssl.trust");
        var here = new Settings.Relay.Smtp("127.0.0.1", 25, false, "anna", "secret-password");
        assertThat(new SmtpRelay(here, "t.example.com", patience()).properties())
                .containsEntry("mail.smtp.starttls.enable", "true")
                .containsEntry("mail.smtp.starttls.required", "false");
        var open = new Settings.Relay.Smtp("relay.invalid", 25, false, null, null);
        assertThat(new SmtpRelay(open, "t.example.com", patience()).properties())
                .containsEntry("mail.smtp.starttls.enable", "true")
                .containsEntry("mail.smtp.starttls.required", "false");
    }

    @Test
    void a_failed_connection_never_tells_the_password() throws Exception {
        var smtp = new Settings.Relay.Smtp("relay.invalid", 25, false, "anna", "secret-password");
        try (var line = new SmtpRelay(smtp, "t.example.com", patience()).connect()) {
            throw new AssertionError("connected to " + line);
        } catch (SmtpRelay.Down down) {
            assertThat(down.reason()).isEqualTo("There is no server named relay.invalid.");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'\"a\r\nRCPT TO:<evil@example.org>\"@example.net'",
        "'a@example.net>\r\nDATA'",
        "'a b@example.net'",
        "'a@example.net\u0000'",
    })
    void an_address_that_would_break_out_of_its_command_is_never_written(String address) throws Exception {
        // The value object refuses it first; the line must hold without it, so the address is put behind its back.
        assertThat(EmailAddress.parse(address)).isEmpty();
        var smtp = new Settings.Relay.Smtp("127.0.0.1", server.port(), false, null, null);
        try (var line = new SmtpRelay(smtp, "t.example.com", patience()).connect()) {
            assertThat(SmtpLine.isOneWord(address)).isFalse();
            assertThat(line).isNotNull();
        }
        assertThat(server.commands()).noneMatch(command -> command.contains("evil"));
    }

    @Test
    void an_address_with_letters_beyond_ascii_needs_a_server_that_takes_them() throws Exception {
        var smtp = new Settings.Relay.Smtp("127.0.0.1", server.port(), false, null, null);
        var mail = new OutgoingMail(
                CopyId.next(),
                EmailAddress.of("anna@example.com"),
                EmailAddress.of("gr\u00fc\u00dfe@example.net"),
                MIME);
        try (var line = new SmtpRelay(smtp, "t.example.com", patience()).connect()) {
            assertThat(line.send(mail)).isInstanceOf(Outcome.Refused.class);
        }
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
        var smtp = new Settings.Relay.Smtp("127.0.0.1", server.port(), false, null, null);
        var departure = new Departure(hands, new SmtpRelay(smtp, "t.example.com", patience()), () -> NOW);
        hands.claim(mails).forEach(departure::of);
    }

    /** Short where the test waits for silence to be given up. */
    private static SmtpRelay.Patience patience() {
        return new SmtpRelay.Patience(Duration.ofSeconds(5), Duration.ofMillis(500), Duration.ofSeconds(5));
    }
}
