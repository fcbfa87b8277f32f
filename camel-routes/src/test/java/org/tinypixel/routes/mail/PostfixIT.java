package org.tinypixel.routes.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tinypixel.connect.Finding;
import org.tinypixel.mail.Outcome;
import org.tinypixel.relay.Relay;
import org.tinypixel.relay.Security;
import org.tinypixel.routes.peer.Down;

/** What a real Postfix says to us, and whether what it delivers is what we handed over. */
final class PostfixIT {
    private static @Nullable RealPostfix postfix;

    private final FakeHandOver hands = new FakeHandOver();
    private final FakeRelays relays = new FakeRelays();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();

    @BeforeAll
    static void start() {
        assumeTrue(System.getProperty("user.name").equals("root"), "Postfix starts as root only");
        postfix = new RealPostfix();
    }

    @AfterAll
    static void stop() {
        if (postfix != null) {
            postfix.close();
        }
    }

    @AfterEach
    void rest() {
        watch.shutdownNow();
    }

    @Test
    void it_takes_mails_over_starttls_with_our_password_and_delivers_them_byte_for_byte() {
        var before = postfix.mails("bert").size();
        var mimes = new ArrayList<byte[]>();
        for (var number = 0; number < 5; number++) {
            mimes.add(mime(number, "Gr\u00fc\u00dfe\r\n.a leading dot\r\n..two\r\n" + "x".repeat(900) + "\r\n"));
        }
        mimes.forEach(mime -> hands.add("bert@" + RealPostfix.DOMAIN, mime));
        run();
        assertThat(hands.outcomes())
                .hasSize(5)
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Sent.class))
                .allSatisfy(outcome -> assertThat(outcome.said()).startsWith("250 2.0.0 Ok: queued as "));
        var delivered = postfix.awaitMails("bert", before + 5).stream()
                .map(PostfixIT::withoutTrace)
                .toList();
        for (var mime : mimes) {
            // A mailbox keeps lines with LF only.
            assertThat(delivered).contains(new String(mime, StandardCharsets.UTF_8).replace("\r\n", "\n"));
        }
        assertThat(postfix.log()).contains("sasl_method=PLAIN, sasl_username=anna");
    }

    @Test
    void a_look_tells_greeting_certificate_features_and_sign_in() throws Exception {
        var findings = new ArrayList<Finding>();
        connector(server(Security.STARTTLS, RealPostfix.PASSWORD, postfix.authority()))
                .connect(findings::add)
                .close();
        assertThat(findings).allSatisfy(found -> assertThat(found.severity()).isEqualTo(Finding.Severity.INFO));
        var all = String.join("\n", findings.stream().map(Finding::subject).toList());
        System.out.println("Postfix says:\n" + all);
        assertThat(all)
                .contains("220 mail.inside.example ESMTP Postfix", "TLSv1.3", "issued by CN=Own authority", "localhost")
                .contains("SMTPUTF8", "DSN", "8BITMIME", "SIZE " + RealPostfix.LARGEST, "(PLAIN)");
    }

    @Test
    void a_certificate_of_an_own_authority_is_refused_without_it() {
        var down = catchThrowableOfType(
                Down.class,
                () -> connector(server(Security.STARTTLS, RealPostfix.PASSWORD, null))
                        .connect());
        assertThat(down.reason()).contains("issued by CN=Own authority, whom nobody here knows");
    }

    @Test
    void a_wrong_password_is_refused_with_its_words() {
        var down = catchThrowableOfType(
                Down.class,
                () -> connector(server(Security.STARTTLS, "wrong-one", postfix.authority()))
                        .connect());
        assertThat(down.reason()).contains("535 5.7.8", "authentication failed").doesNotContain("wrong-one");
    }

    @Test
    void an_unknown_user_is_a_refusal_with_its_enhanced_code() {
        var outcome = outcome("nobody@" + RealPostfix.DOMAIN, mime(1, "Hi\r\n"));
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(outcome.said()).startsWith("550 5.1.1 ").contains("User unknown");
        assertThat(outcome("blocked@" + RealPostfix.DOMAIN, mime(1, "Hi\r\n")).said())
                .startsWith("554 5.7.1 ")
                .contains("Not welcome here");
    }

    @Test
    void greylisting_is_a_reason_to_try_later() {
        var outcome = outcome("grey@" + RealPostfix.DOMAIN, mime(1, "Hi\r\n"));
        assertThat(outcome).isInstanceOf(Outcome.Later.class);
        assertThat(outcome.said()).startsWith("450 4.7.1 ").contains("Greylisted, come back later");
    }

    @Test
    void a_mail_over_its_limit_is_refused_before_a_byte_is_sent() {
        var outcome = outcome(
                "bert@" + RealPostfix.DOMAIN,
                mime(1, "x".repeat(70).concat("\r\n").repeat(4000)));
        assertThat(outcome)
                .isEqualTo(new Outcome.Refused("The mail has 0.3 MB; the mail server takes at most 0.2 MB."));
    }

    @Test
    void an_address_and_a_header_beyond_ascii_arrive_as_they_are() {
        var mime = """
                From: anna@inside.example
                To: m\u00fcller@inside.example
                Subject: Gr\u00fc\u00dfe
                Message-ID: <u@t.example.com>
                Date: Mon, 2 Mar 2026 09:00:00 +0000
                MIME-Version: 1.0
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: 8bit

                Hi
                """.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        assertThat(outcome("m\u00fcller@" + RealPostfix.DOMAIN, mime)).isInstanceOf(Outcome.Sent.class);
        assertThat(withoutTrace(postfix.awaitMails("umlaut", 1).get(0)))
                .isEqualTo(new String(mime, StandardCharsets.UTF_8).replace("\r\n", "\n"));
    }

    @Test
    void its_notice_of_a_later_failure_names_our_copy_and_the_recipient_that_we_named() {
        var mail = hands.add("fails@" + RealPostfix.DOMAIN, mime(77, "Hi\r\n"));
        run();
        assertThat(hands.outcomes().get(0)).isInstanceOf(Outcome.Sent.class);
        var notice = new String(postfix.awaitMails("anna", 1).get(0), StandardCharsets.UTF_8);
        assertThat(notice)
                .contains("Content-Type: message/delivery-status")
                .contains("Original-Envelope-Id: " + mail.copy())
                .contains("Original-Recipient: rfc822;fails@" + RealPostfix.DOMAIN)
                .contains("Action: failed", "Status: 5.1.1")
                // The header only, as was asked for.
                .contains("Content-Type: text/rfc822-headers", "<m77@t.example.com>");
    }

    @Test
    @Tag("S5")
    void a_mail_with_lone_line_ends_around_a_dot_stays_one_mail() {
        var smuggled = new String(mime(88, "one"), StandardCharsets.UTF_8)
                + "\n.\nMAIL FROM:<evil@example.org>\r.\rRCPT TO:<bert@inside.example>\r\n.\nDATA\r\n";
        var before = postfix.mails("bert").size();
        assertThat(outcome("bert@" + RealPostfix.DOMAIN, smuggled.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Outcome.Sent.class);
        var mails = postfix.awaitMails("bert", before + 1);
        assertThat(mails).hasSize(before + 1);
        assertThat(mails.stream()
                        .map(mime -> new String(mime, StandardCharsets.UTF_8))
                        .filter(text -> text.contains("<m88@t.example.com>")))
                .singleElement()
                .asString()
                .contains("\n.\nMAIL FROM:<evil@example.org>\n.\nRCPT TO:<bert@inside.example>\n.\nDATA\n");
    }

    private Outcome outcome(String to, byte[] mime) {
        var before = hands.outcomes().size();
        hands.add(to, mime);
        run();
        assertThat(hands.outcomes()).as(String.join("\n", hands.log())).hasSize(before + 1);
        return hands.outcomes().get(before);
    }

    private void run() {
        relays.with(Relay.ENVIRONMENT, server(Security.STARTTLS, RealPostfix.PASSWORD, postfix.authority()));
        new Lane(Relay.ENVIRONMENT, hands, relays, PostfixIT::connector, watch, () -> FakeRelays.NOW).run(() -> {});
    }

    private static SmtpConnector connector(Relay.Server server) {
        return new SmtpConnector(server, "t.example.com", Patience.USUAL, List.of(), () -> FakeRelays.NOW);
    }

    private static Relay.Server server(Security security, String password, @Nullable String authority) {
        return new Relay.Server("localhost", postfix.port(), security, RealPostfix.USER, password, authority, true);
    }

    private static byte[] mime(int number, String body) {
        return ("From: Anna <anna@inside.example>\r\nTo: Bert <bert@inside.example>\r\nSubject: Hi\r\nMessage-ID: <m"
                        + number
                        + "@t.example.com>\r\nDate: Mon, 2 Mar 2026 09:00:00 +0000\r\nMIME-Version: 1.0\r\n"
                        + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + body)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Without the lines that a server puts before the header: trace (RFC 5321, section 4.4) and the mailbox's own. */
    private static String withoutTrace(byte[] mail) {
        var text = new String(mail, StandardCharsets.UTF_8);
        return text.substring(text.indexOf("\nFrom: ") < 0 ? text.indexOf("From: ") : text.indexOf("\nFrom: ") + 1);
    }
}
