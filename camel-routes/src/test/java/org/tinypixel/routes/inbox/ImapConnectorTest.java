package org.tinypixel.routes.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tinypixel.connect.Finding;
import org.tinypixel.inbound.Mailbox;
import org.tinypixel.inbound.Mailbox.SignIn;
import org.tinypixel.routes.peer.Down;
import org.tinypixel.routes.peer.TestAuthority;

/** Encryption, certificates and sign-in, against servers that do it well and badly. */
final class ImapConnectorTest {
    private static final String OFFERS = "* CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN AUTH=XOAUTH2\r\nT OK done";

    @TempDir
    private static Path folder;

    private static TestAuthority authority;
    private static TestAuthority stranger;
    private static TestAuthority otherName;

    private final List<Finding> findings = new ArrayList<>();
    private @Nullable ScriptedImap server;

    @BeforeAll
    static void certificates() {
        authority = new TestAuthority(folder, "dns:localhost,ip:127.0.0.1");
        stranger = new TestAuthority(folder, "dns:localhost,ip:127.0.0.1");
        otherName = new TestAuthority(folder, "dns:mail.example.com");
    }

    @AfterEach
    void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_server_with_a_certificate_of_ones_own_authority_is_believed(boolean tls) throws Exception {
        serve(authority, tls);
        connect(tls, SignIn.PASSWORD, authority.pem());
        assertThat(server.commands()).contains("AUTHENTICATE PLAIN");
        assertThat(said(Finding.Step.CERTIFICATE)).contains("localhost", "CN=Test server", "TLSv1.");
        assertThat(said(Finding.Step.SIGN_IN)).contains("anna", "PLAIN").doesNotContain("s3cret");
        assertThat(said(Finding.Step.GREETING)).contains("OK ready");
        assertThat(said(Finding.Step.FEATURES)).contains("IMAP4REV1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_certificate_that_nobody_vouches_for_gets_no_password(boolean tls) throws Exception {
        serve(stranger, tls);
        var down = refused(tls, SignIn.PASSWORD, authority.pem());
        assertThat(down.reason()).contains("issued by CN=Test server, whom nobody here knows");
        assertThat(down.finding().field()).isEqualTo("authorities");
        nobodySignedIn();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_certificate_for_another_name_is_refused_and_names_it(boolean tls) throws Exception {
        serve(otherName, tls);
        assertThat(refused(tls, SignIn.PASSWORD, otherName.pem()).reason())
                .contains("its certificate is for mail.example.com, not for 127.0.0.1");
        nobodySignedIn();
    }

    @Test
    @Tag("S6")
    void a_server_whose_offer_of_encryption_was_taken_out_on_the_way_gets_no_password() throws Exception {
        serve(authority, false);
        server.says("CAPABILITY", "* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\nT OK done");
        var down = down(server(false, SignIn.PASSWORD, authority.pem(), false), List.of("127.0.0.1"));
        assertThat(down.reason()).contains("no STARTTLS", "no password is sent");
        assertThat(down.finding().field()).isEqualTo("tls");
        nobodySignedIn();
    }

    @Test
    @Tag("S6")
    void what_a_server_offers_in_the_clear_is_forgotten_when_encryption_begins() throws Exception {
        serve(authority, false);
        server.says("CAPABILITY", OFFERS, "* CAPABILITY IMAP4rev1 LOGINDISABLED\r\nT OK done");
        assertThat(refused(false, SignIn.PASSWORD, authority.pem()).reason()).contains("offers no sign-in by password");
        assertThat(server.commands()).containsExactly("CAPABILITY", "STARTTLS", "CAPABILITY");
    }

    @Test
    @Tag("S6")
    void what_a_server_says_in_the_clear_behind_its_go_ahead_ends_the_connection() throws Exception {
        serve(authority, false);
        server.says("STARTTLS", "T OK go on\r\n* CAPABILITY IMAP4rev1 AUTH=EVIL");
        assertThat(refused(false, SignIn.PASSWORD, authority.pem()).reason()).contains("said more than its answer");
        nobodySignedIn();
    }

    @Test
    @Tag("S6")
    void a_server_that_calls_somebody_signed_in_before_anybody_was_is_not_believed() throws Exception {
        serve(authority, false);
        server.says("GREETING", "* PREAUTH welcome back");
        assertThat(refused(false, SignIn.PASSWORD, authority.pem()).reason())
                .contains("signed in before anybody was", "welcome back");
        nobodySignedIn();
    }

    @Test
    void a_token_goes_by_xoauth2() throws Exception {
        serve(authority, true);
        connect(true, SignIn.OAUTH2, authority.pem());
        assertThat(server.commands().toString()).contains("AUTHENTICATE XOAUTH2");
        assertThat(said(Finding.Step.SIGN_IN)).contains("token of anna", "XOAUTH2");
    }

    @Test
    void a_token_that_is_refused_is_told_with_the_last_words() throws Exception {
        serve(authority, true);
        var why = Base64.getEncoder().encodeToString("{\"status\":\"400\"}".getBytes(StandardCharsets.UTF_8));
        server.says(
                "AUTHENTICATE XOAUTH2", "+ " + why + "\r\nT NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)");
        var down = refused(true, SignIn.OAUTH2, authority.pem());
        assertThat(down.reason()).contains("refused the token: NO [AUTHENTICATIONFAILED] Invalid credentials");
        assertThat(down.finding().whatToDo()).contains("may have ended");
        assertThat(down.finding().field()).isEqualTo("secret");
    }

    @Test
    void a_server_without_xoauth2_takes_no_tokens() throws Exception {
        serve(authority, true);
        server.says("CAPABILITY", "* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\nT OK done");
        assertThat(refused(true, SignIn.OAUTH2, authority.pem()).reason()).contains("no XOAUTH2");
    }

    @Test
    void a_server_that_takes_tokens_only_says_so() throws Exception {
        serve(authority, true);
        server.says("CAPABILITY", "* CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=XOAUTH2\r\nT OK done");
        assertThat(refused(true, SignIn.PASSWORD, authority.pem()).reason()).contains("only OAuth 2 tokens");
    }

    @Test
    void a_server_that_only_knows_the_login_command_is_signed_in_to_by_it() throws Exception {
        serve(authority, true);
        server.says("CAPABILITY", "* CAPABILITY IMAP4rev1\r\nT OK done");
        connect(true, SignIn.PASSWORD, authority.pem());
        assertThat(server.commands()).contains("LOGIN anna \"s3cret \\\"word\\\"\"");
    }

    @Test
    void a_password_that_is_refused_is_tried_once_and_told_without_it() throws Exception {
        serve(authority, true);
        server.says(
                "SECRET", "T NO [ALERT] Application-specific password required: https://support.google.com (Failure)");
        var down = refused(true, SignIn.PASSWORD, authority.pem());
        assertThat(down.reason())
                .contains("refused user name or password: NO [ALERT] Application-specific password required")
                .doesNotContain("s3cret");
        assertThat(down.finding().whatToDo()).contains("app password");
        assertThat(server.commands().stream().filter(command -> command.matches("(AUTHENTICATE|LOGIN).*")))
                .hasSize(1);
    }

    @Test
    void a_server_that_ends_the_connection_while_signing_in_is_told_in_its_words() throws Exception {
        serve(authority, true);
        server.says("SECRET", "* BYE Too many logins\r\nclose");
        assertThat(refused(true, SignIn.PASSWORD, authority.pem()).reason()).contains("BYE Too many logins");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* BYE [UNAVAILABLE] overloaded | BYE [UNAVAILABLE] overloaded",
                "220 mail.example.com ESMTP     | mail.example.com ESMTP",
                "* NO what                      | NO what",
            })
    void a_greeting_that_is_none_is_told_as_it_came(String greeting, String told) throws Exception {
        server = new ScriptedImap();
        server.says("GREETING", greeting);
        assertThat(down(Boxes.server(server.port()), List.of()).reason()).contains(told);
    }

    @Test
    void a_server_that_says_nothing_is_not_waited_for() throws Exception {
        server = new ScriptedImap();
        server.says("GREETING", ScriptedImap.SILENCE);
        var down = catchThrowableOfType(
                Down.class,
                () -> new ImapConnector(Boxes.server(server.port()), Boxes.SHORT, List.of(), () -> FakeInbound.NOW)
                        .connect(findings::add, socket -> {}));
        assertThat(down.reason()).contains("no answer came in time");
        assertThat(down.finding().whatToDo()).contains("993");
    }

    @Test
    void a_stored_secret_that_cannot_be_opened_is_said_before_anything_is_sent() {
        var broken = new Mailbox.Server("127.0.0.1", 1, true, "anna", null, SignIn.PASSWORD, null, true);
        assertThat(down(broken, List.of()).reason()).contains("TINYPIXEL_SECRET");
    }

    @Test
    void a_name_that_leads_nowhere_is_said() {
        var nowhere = new Mailbox.Server("imap.invalid", 993, true, "anna", "secret", SignIn.PASSWORD, null, true);
        assertThat(down(nowhere, List.of()).reason()).isEqualTo("There is no server named imap.invalid.");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "0.0.0.0"})
    @Tag("W2")
    void a_server_that_somebody_typed_leads_to_no_internal_address(String host) {
        var down = down(new Mailbox.Server(host, 993, true, "anna", "secret", SignIn.PASSWORD, null, false), List.of());
        assertThat(down.finding().code()).isEqualTo(Finding.Step.RESOLVE);
        assertThat(down.finding().field()).isEqualTo("host");
    }

    @Test
    @Tag("S9")
    void line_ends_in_name_and_password_begin_no_command() throws Exception {
        serve(authority, true);
        server.says("CAPABILITY", "* CAPABILITY IMAP4rev1\r\nT OK done").says("LOGIN", "T NO no literals here");
        var evil = new Mailbox.Server(
                "127.0.0.1",
                server.port(),
                true,
                "anna\r\nx DELETE INBOX",
                "s3cret\r\ny DELETE INBOX",
                SignIn.PASSWORD,
                authority.pem(),
                true);
        assertThat(down(evil, List.of()).finding().code()).isEqualTo(Finding.Step.SIGN_IN);
        assertThat(server.commands()).noneMatch(command -> command.startsWith("DELETE"));
    }

    private void nobodySignedIn() {
        assertThat(server.commands()).noneMatch(command -> command.matches("(AUTHENTICATE|LOGIN|SECRET).*"));
    }

    private void serve(TestAuthority with, boolean tls) throws Exception {
        server = new ScriptedImap(with.context(), tls).says("CAPABILITY", OFFERS);
    }

    private void connect(boolean tls, SignIn signIn, @Nullable String authorities) throws Down {
        connector(server(tls, signIn, authorities, true), List.of())
                .connect(findings::add, socket -> {})
                .close();
    }

    private Down refused(boolean tls, SignIn signIn, @Nullable String authorities) {
        return down(server(tls, signIn, authorities, true), List.of());
    }

    private Mailbox.Server server(boolean tls, SignIn signIn, @Nullable String authorities, boolean trusted) {
        return new Mailbox.Server(
                "127.0.0.1", server.port(), tls, "anna", "s3cret \"word\"", signIn, authorities, trusted);
    }

    private static Down down(Mailbox.Server to, List<String> internal) {
        var down =
                catchThrowableOfType(Down.class, () -> connector(to, internal).connect(finding -> {}, socket -> {}));
        assertThat(down).as("it must not be usable").isNotNull();
        return down;
    }

    private static ImapConnector connector(Mailbox.Server to, List<String> internal) {
        return new ImapConnector(to, Boxes.PATIENCE, internal, () -> FakeInbound.NOW);
    }

    private String said(Finding.Step step) {
        return findings.stream()
                .filter(found -> found.code() == step)
                .map(Finding::subject)
                .findFirst()
                .orElse("");
    }
}
