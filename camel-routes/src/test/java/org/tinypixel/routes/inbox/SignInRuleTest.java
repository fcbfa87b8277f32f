package org.tinypixel.routes.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tinypixel.inbound.Mailbox.SignIn;

final class SignInRuleTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "imap.gmail.com        | PASSWORD | NO [ALERT] Application-specific password required: https://support.google.com/accounts/answer/185833 (Failure) | app password",
                "imap.gmail.com        | PASSWORD | NO [AUTHENTICATIONFAILED] Invalid credentials (Failure) | Google takes no account passwords",
                "imap.gmail.com        | PASSWORD | NO [WEBALERT https://accounts.google.com/] Web login required. | with a browser",
                "imap.gmail.com        | OAUTH2   | NO [AUTHENTICATIONFAILED] Invalid credentials (Failure) | token may have ended",
                "outlook.office365.com | PASSWORD | NO LOGIN failed. | choose OAuth 2",
                "outlook.office365.com | OAUTH2   | NO AUTHENTICATE failed. | token may have ended",
                "outlook.office365.com | OAUTH2   | BAD User is authenticated but not connected. | has a mailbox",
                "imap.mail.yahoo.com   | PASSWORD | NO [AUTHENTICATIONFAILED] LOGIN Invalid credentials | app password",
                "imap.mail.me.com      | PASSWORD | NO [AUTHENTICATIONFAILED] Authentication failed. | app password",
                "mail.example.com      | PASSWORD | NO [AUTHENTICATIONFAILED] Authentication failed. | Type both again",
                "mail.example.com      | PASSWORD | NO [EXPIRED] Password expired | enter the new one",
                "mail.example.com      | PASSWORD | NO IMAP is disabled for this account | Switch IMAP on",
                "notgmail.com          | PASSWORD | NO no | Type both again",
            })
    void what_a_server_says_leads_to_what_helps(String host, SignIn signIn, String said, String advice) {
        var judged = SignInRule.judge(host.strip(), signIn, said.strip());
        assertThat(judged.whatToDo()).contains(advice.strip());
        assertThat(judged.later()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "NO [UNAVAILABLE] Temporary authentication failure.",
        "NO [LIMIT] Too many connections",
        "NO [INUSE] Mailbox in use",
        "NO [OVERQUOTA] Account exceeded command or bandwidth limits",
    })
    void a_server_that_wants_us_to_wait_blames_no_password(String said) {
        assertThat(SignInRule.judge("imap.gmail.com", SignIn.PASSWORD, said).later())
                .isTrue();
    }
}
