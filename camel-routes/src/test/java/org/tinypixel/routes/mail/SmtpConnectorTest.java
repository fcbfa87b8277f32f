package org.tinypixel.routes.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tinypixel.connect.Finding;
import org.tinypixel.relay.Relay;
import org.tinypixel.relay.Security;
import org.tinypixel.routes.mail.ScriptedSmtp.Step;
import org.tinypixel.routes.peer.Down;
import org.tinypixel.routes.peer.TestAuthority;

/** Encryption, certificates and sign-in, against servers that do it well and badly. */
final class SmtpConnectorTest {
    private static final String OFFERS =
            "250-hello\r\n250-STARTTLS\r\n250-AUTH LOGIN PLAIN CRAM-MD5\r\n250 SIZE 10000000";

    @TempDir
    private static Path folder;

    private static TestAuthority authority;
    private static TestAuthority stranger;
    private static TestAuthority otherName;
    private static TestAuthority expired;

    private final List<Finding> findings = new ArrayList<>();
    private @Nullable ScriptedSmtp server;

    @BeforeAll
    static void certificates() {
        authority = new TestAuthority(folder, "dns:localhost,ip:127.0.0.1");
        stranger = new TestAuthority(folder, "dns:localhost,ip:127.0.0.1");
        otherName = new TestAuthority(folder, "dns:mail.example.com");
        expired = new TestAuthority(folder, "dns:localhost,ip:127.0.0.1", "-startdate", "-30d", "-validity", "10");
    }

    @AfterEach
    void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"true, TLS", "false, STARTTLS", "false, STARTTLS_IF_OFFERED"})
    void a_server_with_a_certificate_of_ones_own_authority_is_believed(boolean implicit, Security security)
            throws Exception {
        serve(authority, implicit);
        connect(security, "anna", "secret", authority.pem());
        assertThat(server.commands()).anyMatch(command -> command.startsWith("AUTH PLAIN "));
        assertThat(said(Finding.Step.CERTIFICATE)).contains("localhost", "CN=Test server", "TLSv1.");
        assertThat(said(Finding.Step.SIGN_IN)).contains("anna", "PLAIN").doesNotContain("secret");
        assertThat(said(Finding.Step.FEATURES)).contains("SIZE 10000000");
    }

    @ParameterizedTest
    @CsvSource({"true, TLS", "false, STARTTLS"})
    void a_certificate_that_nobody_vouches_for_gets_no_password(boolean implicit, Security security) throws Exception {
        serve(stranger, implicit);
        var down = refused(security, "anna", "secret", authority.pem());
        assertThat(down.reason())
                .contains(
                        "no secure connection that can be trusted", "issued by CN=Test server, whom nobody here knows");
        assertThat(down.finding().field()).isEqualTo("authorities");
        assertThat(server.commands()).noneMatch(command -> command.startsWith("AUTH"));
    }

    @Test
    void a_certificate_for_another_name_is_refused_and_names_it() throws Exception {
        serve(otherName, false);
        assertThat(refused(Security.STARTTLS, null, null, otherName.pem()).reason())
                .contains("its certificate is for mail.example.com, not for 127.0.0.1");
    }

    @Test
    void a_certificate_that_ended_is_refused_with_its_last_day() throws Exception {
        serve(expired, false);
        assertThat(refused(Security.STARTTLS, null, null, expired.pem()).reason())
                .contains("its certificate ended on 20");
    }

    @Test
    void without_a_password_encryption_that_cannot_be_trusted_is_left_out_where_the_owner_allows_it() throws Exception {
        serve(stranger, false);
        connect(Security.STARTTLS_IF_OFFERED, null, null, null);
        assertThat(findings)
                .anySatisfy(found -> assertThat(found.severity()).isEqualTo(Finding.Severity.WARN))
                .noneMatch(found -> found.severity() == Finding.Severity.BLOCK);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void a_server_without_the_encryption_that_is_demanded_gets_nothing() throws Exception {
        server = new ScriptedSmtp();
        var down = refused(Security.STARTTLS, null, null, null);
        assertThat(down.reason()).contains("offers no secure connection (no STARTTLS)");
        assertThat(down.finding().field()).isEqualTo("security");
        assertThat(server.commands()).noneMatch(command -> command.startsWith("MAIL"));
    }

    @Test
    @Tag("S6")
    void what_a_server_says_in_the_clear_behind_its_go_ahead_ends_the_connection() throws Exception {
        serve(authority, false);
        server.says(Step.STARTTLS, "220 go on\r\n250 evil");
        assertThat(refused(Security.STARTTLS, null, null, authority.pem()).reason())
                .contains("said more than its answer");
    }

    @ParameterizedTest
    @CsvSource({
        "PLAIN, AUTH PLAIN AGFubmEAc2VjcmV0",
        "LOGIN, c2VjcmV0",
        // RFC 2195: keyed MD5 of <1896.697170952@postoffice> with the password.
        "CRAM-MD5, YW5uYSBkOTEyMzY4MTExMjQ3NGI0MzljMWZkYzY2Y2RlYzYwYQ==",
        "XOAUTH2 LOGIN, c2VjcmV0",
    })
    void a_sign_in_goes_by_what_the_server_offers(String offered, String wire) throws Exception {
        serve(authority, false);
        server.says(Step.EHLO, "250-hello\r\n250-STARTTLS\r\n250 AUTH " + offered);
        connect(Security.STARTTLS, "anna", "secret", authority.pem());
        assertThat(server.commands()).anyMatch(command -> command.startsWith(wire));
    }

    @Test
    void a_sign_in_that_the_server_refuses_says_so_with_its_words_and_without_the_password() throws Exception {
        serve(authority, false);
        server.says(Step.AUTH, "535 5.7.8 not you");
        var down = refused(Security.STARTTLS, "anna", "secret-password", authority.pem());
        assertThat(down.reason())
                .contains("refused user name or password", "535 5.7.8 not you")
                .doesNotContain("secret-password");
        assertThat(down.finding().field()).isEqualTo("password");
        assertThat(server.commands().stream().filter(command -> command.startsWith("AUTH")))
                .as("a wrong password is tried once")
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"GSSAPI NTLM, offers sign-in by GSSAPI", "'', offers no sign-in"})
    void a_server_whose_sign_in_we_do_not_speak_is_named(String offered, String sentence) throws Exception {
        server = new ScriptedSmtp();
        server.says(Step.EHLO, offered.isEmpty() ? "250 hello" : "250-hello\r\n250 AUTH " + offered);
        assertThat(refused(Security.NONE, "anna", "secret", null).reason()).contains(sentence);
    }

    @Test
    void a_stored_password_that_cannot_be_opened_is_said_before_anything_is_sent() {
        var broken = new Relay.Server("127.0.0.1", 1, Security.STARTTLS, "anna", null, null, true);
        assertThat(down(broken).reason()).contains("TINYPIXEL_SECRET");
    }

    @Test
    void a_name_that_leads_nowhere_is_said() {
        assertThat(down(new Relay.Server("relay.invalid", 25, Security.NONE, null, null, null, true))
                        .reason())
                .isEqualTo("There is no server named relay.invalid.");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "0.0.0.0"})
    @Tag("W2")
    void a_server_that_somebody_typed_leads_to_no_internal_address(String host) {
        var down = down(new Relay.Server(host, 25, Security.NONE, null, null, null, false));
        assertThat(down.finding().code()).isEqualTo(Finding.Step.RESOLVE);
        assertThat(down.finding().field()).isEqualTo("host");
    }

    @ParameterizedTest
    @CsvSource({"554 go away", "250 what", "nonsense"})
    void a_greeting_that_is_none_is_told_as_it_came(String greeting) throws Exception {
        server = new ScriptedSmtp();
        server.says(Step.GREETING, greeting);
        assertThat(refused(Security.NONE, null, null, null).reason()).contains(greeting);
    }

    private void serve(TestAuthority with, boolean implicit) throws Exception {
        server = new ScriptedSmtp(with.context(), implicit).says(Step.EHLO, OFFERS);
    }

    private void connect(
            Security security, @Nullable String user, @Nullable String password, @Nullable String authorities)
            throws Down {
        connector(server(security, user, password, authorities))
                .connect(findings::add)
                .close();
    }

    private Down refused(
            Security security, @Nullable String user, @Nullable String password, @Nullable String authorities) {
        return down(server(security, user, password, authorities));
    }

    private static Down down(Relay.Server to) {
        var down = catchThrowableOfType(Down.class, () -> connector(to).connect());
        assertThat(down).as("it must not be usable").isNotNull();
        return down;
    }

    private Relay.Server server(
            Security security, @Nullable String user, @Nullable String password, @Nullable String authorities) {
        return new Relay.Server("127.0.0.1", server.port(), security, user, password, authorities, true);
    }

    private static SmtpConnector connector(Relay.Server to) {
        return new SmtpConnector(to, "t.example.com", LaneTest.patience(), List.of(), () -> FakeRelays.NOW);
    }

    private String said(Finding.Step step) {
        return findings.stream()
                .filter(found -> found.code() == step)
                .map(Finding::subject)
                .findFirst()
                .orElse("");
    }
}
