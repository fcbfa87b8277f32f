package org.tinypixel.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which final refusals say that the address is dead. The answers are as servers of the named kinds write them. */
final class RefusalRuleTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "550 5.1.1 <nobody@example.net>: Recipient address rejected: User unknown in virtual mailbox table",
                "550-5.1.1 The email account that you tried to reach does not exist. Please try 550 5.1.1 double-checking",
                "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup",
                "550 5.2.1 The email account that you tried to reach is disabled.",
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
            })
    void a_refusal_of_this_mail_is_a_soft_bounce(String said) {
        assertThat(RefusalRule.kind(said)).isEqualTo(RefusalRule.Kind.SOFT);
    }
}
