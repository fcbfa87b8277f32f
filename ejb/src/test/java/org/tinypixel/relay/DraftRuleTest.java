package org.tinypixel.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tinypixel.base.Invalid;

/** What somebody may type into a relay's form. */
final class DraftRuleTest {
    @Test
    void what_is_left_out_is_the_safest_that_fits() {
        var server = check(new Typed("mail.example.com")).server();
        assertThat(server.security()).isEqualTo(Security.STARTTLS_IF_OFFERED);
        assertThat(server.port()).isEqualTo(25);
        var signed = check(new Typed("mail.example.com").user("anna", "secret")).server();
        assertThat(signed.security()).isEqualTo(Security.STARTTLS);
        assertThat(signed.port()).isEqualTo(587);
        assertThat(check(new Typed("mail.example.com").port(465)).server().security())
                .isEqualTo(Security.TLS);
        assertThat(check(new Typed("127.0.0.1").user("anna", "secret")).server().security())
                .as("this machine hears itself only")
                .isEqualTo(Security.STARTTLS_IF_OFFERED);
    }

    @ParameterizedTest
    @CsvSource({"NONE", "STARTTLS_IF_OFFERED"})
    void a_password_never_goes_in_the_clear_to_another_machine(Security security) {
        assertThat(wrong(new Typed("mail.example.com").user("anna", "secret").security(security)))
                .containsExactly("security");
    }

    @Test
    @Tag("Z1")
    void a_stored_password_stays_where_none_is_typed_but_not_for_another_server() {
        var saved = check(new Typed("mail.example.com").user("anna", "secret"));
        var kept = DraftRule.check(
                "r", new Typed("mail.example.com").user("anna", null).draft(), saved, List.of());
        assertThat(kept.server().password()).isEqualTo("secret");
        assertThatThrownBy(() -> DraftRule.check(
                        "r", new Typed("evil.example.org").user("anna", null).draft(), saved, List.of()))
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid -> assertThat(invalid.errors())
                                .extracting(Invalid.FieldError::field)
                                .containsExactly("password"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', host",
        "'mail.example.com/x', host",
        "'mail example com', host",
        "'mail.example.com\r\nRCPT', host",
    })
    @Tag("S9")
    void a_host_that_is_none_is_named(String host, String field) {
        assertThat(wrong(new Typed(host))).containsExactly(field);
    }

    @Test
    @Tag("S9")
    void line_breaks_are_refused_everywhere() {
        assertThat(wrong(new Typed("mail.example.com").user("anna\r\nx", "se\ncret")))
                .containsExactlyInAnyOrder("user", "password");
    }

    @Test
    void all_mistakes_are_told_at_once() {
        var draft = new RelayDraft(
                "", "", 70000, null, "", "left over", "no certificate", List.of("nonsense"), null, -1, 99, null);
        assertThatThrownBy(() -> DraftRule.check("r", draft, null, List.of()))
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid -> assertThat(invalid.errors())
                                .extracting(Invalid.FieldError::field)
                                .containsExactlyInAnyOrder(
                                        "name",
                                        "host",
                                        "port",
                                        "user",
                                        "authorities",
                                        "senders[0]",
                                        "perMinute",
                                        "connections"));
    }

    @Test
    void a_sender_has_one_server() {
        var other = new Relay("o", "Other", null, List.of("example.com"), false, 0, 1, true);
        var draft = new Typed("mail.example.com")
                .senders("Anna@Example.com", "@example.com", " example.com ")
                .draft();
        assertThatThrownBy(() -> DraftRule.check("r", draft, null, List.of(other)))
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid -> assertThat(invalid.errors())
                                .extracting(Invalid.FieldError::field)
                                .containsExactly("senders[1]", "senders[2]"));
        assertThat(DraftRule.check("r", draft, null, List.of()).senders())
                .containsExactly("anna@example.com", "example.com");
    }

    @Test
    @Tag("Z2")
    void a_password_is_in_no_text_form() {
        var relay = check(new Typed("mail.example.com").user("anna", "secret-word"));
        assertThat(relay.toString()).doesNotContain("secret-word");
        assertThat(new Typed("h.example").user("anna", "secret-word").draft().toString())
                .doesNotContain("secret-word");
        assertThat(RelayView.of(relay, new Health(null, null, null, null)).toString())
                .doesNotContain("secret-word");
    }

    private static Relay check(Typed typed) {
        return DraftRule.check("r", typed.draft(), null, List.of());
    }

    private static List<String> wrong(Typed typed) {
        try {
            DraftRule.check("r", typed.draft(), null, List.of());
            return List.of();
        } catch (Invalid invalid) {
            return invalid.errors().stream().map(Invalid.FieldError::field).toList();
        }
    }

    /** A draft, field by field. */
    private record Typed(
            String host,
            @Nullable Integer port,
            @Nullable Security security,
            @Nullable String name,
            @Nullable String secret,
            List<String> from) {
        Typed(String host) {
            this(host, null, null, null, null, List.of());
        }

        Typed port(int other) {
            return new Typed(host, other, security, name, secret, from);
        }

        Typed security(Security other) {
            return new Typed(host, port, other, name, secret, from);
        }

        Typed user(String user, @Nullable String password) {
            return new Typed(host, port, security, user, password, from);
        }

        Typed senders(String... senders) {
            return new Typed(host, port, security, name, secret, List.of(senders));
        }

        RelayDraft draft() {
            return new RelayDraft("Main", host, port, security, name, secret, null, from, null, null, null, null);
        }
    }
}
