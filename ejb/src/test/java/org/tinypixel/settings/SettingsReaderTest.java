package org.tinypixel.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinypixel.base.EmailAddress;

final class SettingsReaderTest {
    @TempDir
    Path folder;

    private SettingsReader.Outcome read(String... namesAndValues) {
        var environment = new HashMap<String, String>(Map.of("TINYPIXEL_HOME", folder.toString(), "PATH", "/bin"));
        for (var i = 0; i < namesAndValues.length; i += 2) {
            environment.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new SettingsReader(environment, Map.of("user.home", folder.toString())).read();
    }

    private Settings settings(String... namesAndValues) {
        var outcome = read(namesAndValues);
        assertThat(outcome.mistakes()).isEmpty();
        return Objects.requireNonNull(outcome.settings());
    }

    private List<String> mistakes(String... namesAndValues) {
        var outcome = read(namesAndValues);
        assertThat(outcome.settings()).isNull();
        return outcome.mistakes();
    }

    @Test
    void with_nothing_set_it_runs_on_this_machine_with_the_embedded_database_and_the_built_in_inbox() {
        var settings = settings();
        assertThat(settings.httpPort()).isEqualTo(8080);
        assertThat(settings.bind()).isEqualTo("127.0.0.1");
        assertThat(settings.publicUrl()).isEqualTo(URI.create("http://localhost:8080"));
        assertThat(settings.relay()).isEqualTo(new Settings.Relay.Capture());
        assertThat(settings.database().url())
                .startsWith("jdbc:h2:file:" + folder)
                .contains("WRITE_DELAY=0");
    }

    @Test
    void the_gateway_listens_by_itself_and_takes_its_limits_from_the_environment() {
        var usual = settings().gateway();
        assertThat(usual.port()).isEqualTo(2525);
        assertThat(usual.tlsPort()).isZero();
        assertThat(usual.maxBytes()).isEqualTo(35 * 1024 * 1024);
        assertThat(usual.domains()).isEmpty();
        var other = settings(
                        "TINYPIXEL_SMTP_PORT", "0",
                        "TINYPIXEL_SMTPS_PORT", "465",
                        "TINYPIXEL_SMTP_DOMAINS", " Track.example.com, x.example ",
                        "TINYPIXEL_SMTP_MAX_RECIPIENTS", "7")
                .gateway();
        assertThat(other.port()).isZero();
        assertThat(other.tlsPort()).isEqualTo(465);
        assertThat(other.domains()).containsExactly("track.example.com", "x.example");
        assertThat(other.maxRecipients()).isEqualTo(7);
    }

    @Test
    void mistakes_about_the_gateway_are_told_by_name() {
        assertThat(mistakes(
                        "TINYPIXEL_SMTP_PORT", "8080",
                        "TINYPIXEL_SMTP_KEY", "key.pem",
                        "TINYPIXEL_SMTP_DOMAINS", "10.0.0.1, -",
                        "TINYPIXEL_SMTP_MAX_SIZE", "0"))
                .hasSize(5)
                .anyMatch(mistake -> mistake.startsWith("TINYPIXEL_SMTP_PORT is 8080"))
                .anyMatch(mistake ->
                        mistake.contains("TINYPIXEL_SMTP_CERTIFICATE and TINYPIXEL_SMTP_KEY belong together"))
                .anyMatch(mistake -> mistake.startsWith("TINYPIXEL_SMTP_MAX_SIZE is 0"));
    }

    @Test
    void all_mistakes_are_told_together() {
        var mistakes = mistakes(
                "TINYPIXEL_HTTP_PORT",
                "eighty",
                "TINYPIXEL_PUBLIC_URL",
                "ftp://x",
                "TINYPIXEL_SECRET",
                "short",
                "TINYPIXEL_HTPP_PORT",
                "1",
                "TINYPIXEL_TRUSTED_PROXIES",
                "nonsense/99",
                "TINYPIXEL_RELAY_URL",
                "http://mail");
        assertThat(mistakes).hasSize(6);
        assertThat(mistakes)
                .anySatisfy(
                        text -> assertThat(text).contains("TINYPIXEL_HTPP_PORT", "did you mean TINYPIXEL_HTTP_PORT?"));
        assertThat(mistakes).anySatisfy(text -> assertThat(text).contains("eighty", "1 to 65535"));
    }

    @Test
    void a_value_may_stand_in_a_file_but_not_in_both_places() throws IOException {
        var file = Files.writeString(folder.resolve("key"), "0123456789abcdef0123456789abcdef\n");
        assertThat(settings("TINYPIXEL_BOOTSTRAP_KEY_FILE", file.toString()).bootstrapKey())
                .isEqualTo("0123456789abcdef0123456789abcdef");
        assertThat(mistakes("TINYPIXEL_BOOTSTRAP_KEY_FILE", file.toString(), "TINYPIXEL_BOOTSTRAP_KEY", "x"))
                .singleElement()
                .asString()
                .contains("both set");
        assertThat(mistakes(
                        "TINYPIXEL_DB_PASSWORD_FILE", folder.resolve("missing").toString()))
                .singleElement()
                .asString()
                .contains("cannot be read");
    }

    @Test
    void a_relay_has_host_port_and_decoded_credentials_and_never_shows_them() {
        var relay = settings("TINYPIXEL_RELAY_URL", "smtp://anna%40example.com:p%3Aw@mail.example.com")
                .relay();
        assertThat(relay).isEqualTo(new Settings.Relay.Smtp("mail.example.com", 587, false, "anna@example.com", "p:w"));
        assertThat(relay.toString()).doesNotContain("p:w");
        assertThat(mistakes("TINYPIXEL_RELAY_URL", "smtp://u:secret@")).noneMatch(text -> text.contains("secret"));
    }

    @Test
    void postgresql_needs_a_user() {
        assertThat(mistakes("TINYPIXEL_DB_URL", "jdbc:postgresql://db/tinypixel"))
                .singleElement()
                .asString()
                .contains("TINYPIXEL_DB_USER");
        assertThat(settings("TINYPIXEL_DB_URL", "jdbc:postgresql://db/tinypixel", "TINYPIXEL_DB_USER", "tp")
                        .database()
                        .isPostgreSql())
                .isTrue();
    }

    @Test
    void a_secret_keeps_its_key_id_when_a_newer_one_stands_before_it() {
        var old = "an old secret that is long enough to be one";
        var both = settings("TINYPIXEL_SECRET", "a new secret that is long enough to be used," + old)
                .secrets();
        assertThat(both).hasSize(2);
        assertThat(both.get(1))
                .isEqualTo(settings("TINYPIXEL_SECRET", old).secrets().get(0));
        assertThat(both.toString()).doesNotContain("secret that");
    }

    @Test
    void the_generated_secret_is_made_once_and_only_its_owner_can_read_it() throws IOException {
        var environment = Map.of("TINYPIXEL_HOME", folder.toString());
        var first = SettingsSource.load(environment, Map.of()).secrets();
        assertThat(SettingsSource.load(environment, Map.of()).secrets()).isEqualTo(first);
        assertThat(Files.getPosixFilePermissions(folder.resolve("keys").resolve("secret")))
                .extracting(Enum::name)
                .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
    }

    @Test
    void a_public_address_loses_the_slash_at_its_end() {
        assertThat(settings("TINYPIXEL_PUBLIC_URL", "https://t.example.com/").publicAddress("/t/o/x.gif"))
                .isEqualTo("https://t.example.com/t/o/x.gif");
    }

    @Test
    void without_a_mailbox_none_is_read() {
        assertThat(settings().inbox()).isNull();
    }

    @Test
    void a_mailbox_has_decoded_credentials_and_what_stands_behind_it_and_never_shows_them() {
        var inbox = Objects.requireNonNull(settings(
                        "TINYPIXEL_IMAP_URL",
                        "imaps://anna%40example.com:p%3Aw@imap.example.com?folders=INBOX,R%C3%BCckl%C3%A4ufer&sent=Sent%20Items&any-mail=off")
                .inbox());
        assertThat(inbox)
                .isEqualTo(new Settings.Inbox(
                        "imap.example.com",
                        993,
                        true,
                        "anna@example.com",
                        "p:w",
                        false,
                        List.of(EmailAddress.of("anna@example.com")),
                        List.of("INBOX", "R\u00fcckl\u00e4ufer"),
                        "Sent Items",
                        false,
                        null));
        assertThat(inbox.toString()).doesNotContain("p:w");
        var other = Objects.requireNonNull(settings(
                        "TINYPIXEL_IMAP_URL",
                        "imap://all:token@[::1]?auth=oauth2&addresses=anna@example.com,ben@example.com")
                .inbox());
        assertThat(other.port()).isEqualTo(143);
        assertThat(other.host()).isEqualTo("::1");
        assertThat(other.oauth2()).isTrue();
        assertThat(other.addresses()).hasSize(2);
    }

    @Test
    void mistakes_in_a_mailbox_are_told_together_and_without_its_password() {
        assertThat(mistakes("TINYPIXEL_IMAP_URL", "imaps://anna:hidden@"))
                .singleElement()
                .satisfies(text -> assertThat(text)
                        .startsWith("TINYPIXEL_IMAP_URL must be imaps://")
                        .doesNotContain("hidden"));
        assertThat(mistakes(
                        "TINYPIXEL_IMAP_URL",
                        "imaps://anna:hidden@imap.example.com?folder=INBOX&auth=basic&addresses=nobody",
                        "TINYPIXEL_HTTP_PORT",
                        "none"))
                .hasSize(4)
                .noneMatch(text -> text.contains("hidden"));
    }
}
