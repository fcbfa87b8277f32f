package org.tinypixel.routes.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.mail.Envelope;
import org.tinypixel.mail.OutgoingMail;
import org.tinypixel.tracking.CopyContent;

/** How a mail is announced to servers that can more and less. */
final class EnvelopeRuleTest {
    private static final CopyId COPY = new CopyId("0123456789012345678901");

    @Test
    void a_server_that_can_all_is_asked_for_notices_and_told_size_and_form() {
        assertThat(plan(
                        "anna@example.com",
                        "b+c=d@example.net",
                        "Subject: x\r\n\r\nGr\u00fc\u00dfe\r\n",
                        "SIZE 1000",
                        "8BITMIME",
                        "DSN",
                        "SMTPUTF8"))
                .isEqualTo(new EnvelopeRule.Plan.Commands(
                        "MAIL FROM:<anna@example.com> SIZE=23 BODY=8BITMIME RET=HDRS ENVID=0123456789012345678901",
                        "RCPT TO:<b+c=d@example.net> NOTIFY=FAILURE,DELAY ORCPT=rfc822;b+2Bc+3Dd@example.net"));
    }

    @Test
    void what_the_client_asked_of_notices_goes_before_what_we_ask() {
        var wish = new Envelope.Dsn(
                Envelope.Return.FULL,
                "QQ314159",
                Set.of(Envelope.Notify.SUCCESS, Envelope.Notify.FAILURE),
                "rfc822;x@example.org");
        var mail = new OutgoingMail(
                COPY,
                EmailAddress.of("anna@example.com"),
                EmailAddress.of("bert@example.net"),
                CopyContent.of("Subject: x\r\n\r\nHi\r\n".getBytes(StandardCharsets.UTF_8)),
                new Envelope(false, false, wish));
        assertThat(EnvelopeRule.plan(mail, Features.of(new Reply(250, List.of("250-hello", "250 DSN")))))
                .isEqualTo(new EnvelopeRule.Plan.Commands(
                        "MAIL FROM:<anna@example.com> RET=FULL ENVID=QQ314159",
                        "RCPT TO:<bert@example.net> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;x@example.org"));
    }

    @Test
    void a_server_of_the_oldest_kind_hears_nothing_that_it_does_not_know() {
        assertThat(plan("anna@example.com", "bert@example.net", "Subject: x\r\n\r\nHi\r\n"))
                .isEqualTo(
                        new EnvelopeRule.Plan.Commands("MAIL FROM:<anna@example.com>", "RCPT TO:<bert@example.net>"));
    }

    @ParameterizedTest
    @CsvSource({
        "anna@example.com, gr\u00fc\u00dfe@example.net, x, SMTPUTF8",
        "anna@example.com, bert@example.net, gr\u00fc\u00dfe, SMTPUTF8",
    })
    void letters_beyond_ascii_in_addresses_or_header_are_announced(
            String from, String to, String subject, String word) {
        var plan = (EnvelopeRule.Plan.Commands)
                plan(from, to, "Subject: " + subject + "\r\n\r\nHi\r\n", "SMTPUTF8", "8BITMIME");
        assertThat(plan.mail()).endsWith(" " + word);
    }

    @Test
    void an_address_beyond_ascii_needs_a_server_that_takes_it_unless_only_the_domain_is() {
        assertThat(plan("anna@example.com", "gr\u00fc\u00dfe@example.net", "Subject: x\r\n\r\nHi\r\n"))
                .isInstanceOfSatisfying(
                        EnvelopeRule.Plan.Refusal.class,
                        refusal -> assertThat(refusal.reason()).contains("gr\u00fc\u00dfe@example.net", "SMTPUTF8"));
        assertThat(plan("anna@example.com", "bert@m\u00fcller.example", "Subject: x\r\n\r\nHi\r\n"))
                .isInstanceOfSatisfying(
                        EnvelopeRule.Plan.Commands.class,
                        plan -> assertThat(plan.rcpt()).isEqualTo("RCPT TO:<bert@xn--mller-kva.example>"));
    }

    @Test
    void a_mail_in_8_bit_form_is_not_damaged_by_a_server_that_takes_7_bit() {
        assertThat(plan("anna@example.com", "bert@example.net", "Subject: x\r\n\r\nGr\u00fc\u00dfe\r\n"))
                .isInstanceOfSatisfying(
                        EnvelopeRule.Plan.Refusal.class,
                        refusal -> assertThat(refusal.reason()).contains("8BITMIME"));
    }

    @Test
    void a_mail_over_the_servers_limit_is_refused_before_it_is_sent() {
        assertThat(plan("anna@example.com", "bert@example.net", "x".repeat(2_000_001), "SIZE 1000000"))
                .isEqualTo(new EnvelopeRule.Plan.Refusal("The mail has 2.0 MB; the mail server takes at most 1.0 MB."));
        assertThat(plan("anna@example.com", "bert@example.net", "x".repeat(2_000_001), "SIZE 0"))
                .as("nought is no limit (RFC 1870)")
                .isInstanceOf(EnvelopeRule.Plan.Commands.class);
    }

    @Test
    @Tag("S9")
    void an_address_that_would_break_out_of_its_command_is_never_written() {
        for (var address : List.of("a\r\nRCPT TO:<evil@example.org>", "a>@b", "a b@c", "a\u0000@b", "")) {
            // The value object refuses it first; the rule holds without it.
            assertThat(EmailAddress.parse(address)).isEmpty();
            assertThat(EnvelopeRule.isOneWord(address)).isFalse();
        }
    }

    @Test
    void a_rate_counts_any_sixty_seconds_and_survives_a_clock_that_is_set_back() {
        var rate = new RateRule();
        var start = Instant.parse("2026-03-02T09:00:00Z");
        assertThat(Stream.of(0, 10, 20, 30).map(second -> rate.take(3, start.plusSeconds(second))))
                .containsExactly(true, true, true, false);
        assertThat(rate.free(3, start.plusSeconds(59))).isZero();
        assertThat(rate.free(3, start.plusSeconds(60))).isEqualTo(1);
        assertThat(rate.free(0, start)).isEqualTo(Integer.MAX_VALUE);
        assertThat(rate.free(3, start.minus(Duration.ofHours(2)))).isEqualTo(3);
    }

    private static EnvelopeRule.Plan plan(String from, String to, String mime, String... features) {
        var lines = new java.util.ArrayList<>(List.of("250-hello"));
        for (var feature : features) {
            lines.add("250-" + feature);
        }
        return EnvelopeRule.plan(
                new OutgoingMail(
                        COPY,
                        EmailAddress.of(from),
                        EmailAddress.of(to),
                        CopyContent.of(mime.getBytes(StandardCharsets.UTF_8)),
                        Envelope.USUAL),
                Features.of(new Reply(250, lines)));
    }
}
