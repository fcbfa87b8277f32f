package org.tinypixel.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Invalid;

final class DraftRuleTest {
    private static MailboxDraft draft(@Nullable String host, @Nullable String user, @Nullable String secret) {
        return new MailboxDraft(null, "Anna", host, null, null, user, secret, null, null, null, null, null, null, null);
    }

    private static List<String> fields(MailboxDraft draft, @Nullable Mailbox saved) {
        return catchThrowableOfType(Invalid.class, () -> DraftRule.check("new", draft, saved)).errors().stream()
                .map(Invalid.FieldError::field)
                .toList();
    }

    @Test
    void what_is_left_out_gets_the_usual_value() {
        var mailbox = DraftRule.check("new", draft("IMAP.example.com", "anna@example.com", "pw"), null);
        assertThat(mailbox.server())
                .isEqualTo(new Mailbox.Server(
                        "imap.example.com", 993, true, "anna@example.com", "pw", Mailbox.SignIn.PASSWORD, null, false));
        assertThat(mailbox.folders()).containsExactly("INBOX");
        assertThat(mailbox.addresses()).containsExactly(EmailAddress.of("anna@example.com"));
        assertThat(mailbox.sentFolder()).isNull();
        assertThat(mailbox.enabled()).isTrue();
    }

    @Test
    void every_mistake_is_named_at_its_field() {
        var wrong = new MailboxDraft(
                null,
                " ",
                "no host",
                70_000,
                true,
                "anna",
                null,
                null,
                "no certificate",
                List.of("nobody"),
                List.of("INBOX"),
                "INBOX",
                null,
                null);
        assertThat(fields(wrong, null))
                .containsExactly("name", "host", "port", "authorities", "secret", "addresses[0]", "sentFolder");
    }

    @Test
    void a_user_that_is_no_address_needs_addresses() {
        assertThat(fields(draft("imap.example.com", "anna", "pw"), null)).containsExactly("addresses");
    }

    @Test
    void a_stored_secret_stays_with_its_server_and_user() {
        var saved = DraftRule.check("new", draft("imap.example.com", "anna@example.com", "pw"), null);
        var kept = DraftRule.check("new", draft("imap.example.com", "anna@example.com", ""), saved);
        assertThat(kept.server().secret()).isEqualTo("pw");
        assertThat(fields(draft("imap.evil.example", "anna@example.com", null), saved))
                .containsExactly("secret");
        assertThat(fields(draft("imap.example.com", "ben@example.com", null), saved))
                .containsExactly("secret");
    }
}
