package org.tinypixel.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which final refusals say that the address is dead. The answers are as servers of the named kinds write them. */
final class RefusalRuleTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "550 5.1.1 <nobody@example.net>: Recipient address rejected: User unknown in virtual mailbox table",
                "550-5.1.1 The email account that you tried to reach does not exist. Please try 550 5.1.1 double-checking",
                "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup",
                "550 No such user here",
                "550 unknown user",
                "551 user does not exist",
                "553 sorry, this recipient address is not in my list: no such mailbox",
                "550 5.0.0 Invalid recipient",
                "550 5.1.2 Host or domain name not found",
            })
    void an_address_that_does_not_exist_is_a_hard_bounce(String said) {
        assertThat(RefusalRule.kind(said)).isEqualTo(RefusalRule.Kind.HARD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "552 5.2.2 Mailbox full",
                "552-5.2.2 The email account that you tried to reach is over quota.",
                "552 5.3.4 Message size exceeds fixed limit",
                "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.example.org",
                "550 5.7.1 Relaying denied",
                "554 5.7.1 <a@example.net>: Relay access denied",
                "550 5.7.26 This mail is unauthenticated",
                "550 5.1.1 Mail rejected for policy reasons",
                "554 5.6.0 Message contains invalid header",
                "550 Requested action not taken",
                "554 transaction failed",
                "The mail has 40.0 MB; the mail server takes at most 35.0 MB.",
                "550 5.2.1 The email account that you tried to reach is disabled.",
            })
    void a_refusal_of_this_mail_is_a_soft_bounce(String said) {
        assertThat(RefusalRule.kind(said)).isEqualTo(RefusalRule.Kind.SOFT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "550 5.1.1 <a@example.net>: Recipient address rejected: User unknown|USER_UNKNOWN",
                "550 5.1.2 Host unknown (Name server: example.net: host not found)|HOST_UNKNOWN",
                "551 5.1.6 The user has moved to b@example.org|MOVED",
                "556 5.1.10 Domain has null MX|NOT_ACCEPTING",
                "452 4.2.2 The recipient's inbox is out of storage space|MAILBOX_FULL",
                "550 5.1.1 <full@example.net>... Mailbox full|MAILBOX_FULL",
                "552 5.3.4 Message size exceeds fixed maximum message size|TOO_LARGE",
                "550 5.2.1 Account has been suspended|SUSPENDED",
                "554 5.7.1 Message identified as spam|SPAM",
                "550 5.7.1 Message contains a virus (Eicar)|VIRUS",
                "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.example.org|BLOCKED",
                "553 https://www.spamhaus.org/query/ip/192.0.2.1|BLOCKED",
                "450 4.7.25 Client host rejected: cannot find your reverse hostname, [192.0.2.1]|BLOCKED",
                "550 5.7.1 <a@example.net>: Relay access denied|POLICY",
                "550 5.7.26 Unauthenticated email from example.com is not accepted due to domain's DMARC policy|AUTHENTICATION",
                "550 5.7.23 The message was rejected because of Sender Policy Framework violation|AUTHENTICATION",
                "421 4.7.0 Too many messages, slow down|RATE",
                "554 5.6.0 Message contains invalid header|CONTENT",
                "451 4.3.0 Internal server error|SYSTEM",
                "554 5.4.7 Delivery time expired|EXPIRED",
            })
    void an_answer_has_the_reason_that_its_words_name(String said, Reason reason) {
        assertThat(RefusalRule.reason(
                        new RefusalRule.Refusal(said, null, RefusalRule.reply(said), RefusalRule.Step.RECIPIENT)))
                .isEqualTo(reason);
    }

    @Test
    void names_of_hosts_and_mailboxes_are_not_judged() {
        assertThat(RefusalRule.kind("550 5.1.1 <spam@blocked.example.net>: User unknown (spamfilter.example.net)"))
                .isEqualTo(RefusalRule.Kind.HARD);
    }

    @Test
    void an_address_is_called_dead_only_with_a_second_witness() {
        var said = "550 User unknown";
        assertThat(reason(said, null, RefusalRule.Step.RECIPIENT)).isEqualTo(Reason.USER_UNKNOWN);
        assertThat(reason(said, "5.1.1", RefusalRule.Step.CONTENT)).isEqualTo(Reason.USER_UNKNOWN);
        assertThat(reason(said, null, RefusalRule.Step.CONTENT)).isEqualTo(Reason.FILTERED);
        assertThat(reason("550 <a@example.net>: User unknown", null, RefusalRule.Step.UNKNOWN))
                .isEqualTo(Reason.USER_UNKNOWN);
        assertThat(reason(said, null, RefusalRule.Step.UNKNOWN)).isEqualTo(Reason.FILTERED);
    }

    @Test
    void a_domain_that_is_unknown_at_the_senders_step_is_our_own() {
        assertThat(reason("553 Domain of sender address does not exist", null, RefusalRule.Step.SENDER)
                        .hard())
                .isFalse();
        assertThat(reason("450 Domain not found", null, RefusalRule.Step.SENDER).hard())
                .isFalse();
    }

    @Test
    void a_name_server_without_an_answer_does_not_make_a_domain_unknown() {
        assertThat(reason(
                        "Host or domain name not found. Name service error: Host not found, try again",
                        null,
                        RefusalRule.Step.UNKNOWN))
                .isEqualTo(Reason.NETWORK);
    }

    @Test
    void the_code_that_says_something_is_taken_and_no_part_of_a_network_address() {
        assertThat(RefusalRule.status("550 5.0.0 failed: 5.2.2 full")).isEqualTo("5.2.2");
        assertThat(RefusalRule.status("550 at 192.5.1.1")).isNull();
        assertThat(RefusalRule.reply("host 192.0.2.25 said: 552 too large")).isEqualTo(552);
    }

    private static Reason reason(String said, @Nullable String status, RefusalRule.Step step) {
        return RefusalRule.reason(new RefusalRule.Refusal(said, status, RefusalRule.reply(said), step));
    }
}
