package org.tinypixel.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tinypixel.base.Invalid;

final class ServerRuleTest {
    private static final ServerRule.Secret PASSWORD = new ServerRule.Secret("password", "password", 10);
    private static final ServerRule.Stored STORED = new ServerRule.Stored("kept", "mail.example.com, port 25");

    private final Invalid.Collector wrong = new Invalid.Collector();
    private final ServerRule rule = new ServerRule(wrong);

    private List<String> messages() {
        return catchThrowableOfType(Invalid.class, wrong::throwIfAny).errors().stream()
                .map(Invalid.FieldError::message)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"' Mail.Example.COM ', mail.example.com", "[2001:DB8::1], 2001:db8::1", "2001:db8::1, 2001:db8::1"})
    void a_host_is_known_in_one_form(String typed, String host) {
        assertThat(rule.host(typed, "mail.example.com")).isEqualTo(host);
        assertThat(wrong.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65_536})
    void a_port_that_is_none_is_refused(int port) {
        assertThat(rule.port(port)).isEqualTo(port);
        assertThat(messages()).containsExactly("A port is a number from 1 to 65535.");
    }

    @Test
    void a_secret_that_is_typed_wins_over_the_stored_one() {
        assertThat(rule.secret(PASSWORD, "typed", STORED, "elsewhere")).isEqualTo("typed");
        assertThat(wrong.isEmpty()).isTrue();
        assertThat(rule.secret(PASSWORD, "typed\r\n", STORED, STORED.owner())).isNotNull();
        assertThat(messages()).containsExactly("A password has at most 10 characters and no line break.");
    }

    @Test
    @Tag("Z1")
    void a_stored_secret_stays_with_its_owner() {
        assertThat(rule.secret(PASSWORD, "", STORED, STORED.owner())).isEqualTo("kept");
        assertThat(rule.secret(PASSWORD, null, null, "anywhere")).isNull();
        assertThat(wrong.isEmpty()).isTrue();
        var unused = rule.secret(PASSWORD, null, STORED, "evil.example.org, port 25");
        assertThat(messages())
                .containsExactly("Type the password again: the stored one is for mail.example.com, port 25.");
    }

    @Test
    @Tag("Z2")
    void a_stored_secret_is_in_no_text_form() {
        assertThat(STORED.toString()).doesNotContain("kept");
    }
}
