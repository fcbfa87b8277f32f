package org.tinypixel.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the SMTP gateway refuses, and how: every attack is one line of the table. */
class GatewayRefusalsIT {
    private static final String ANNA = "anna@gateway.example";
    private static final String HEADER = "From: anna@gateway.example\r\nTo: bob@example.org\r\nSubject: Hi\r\n";
    private static TinypixelServer server;
    private static String key;

    @BeforeAll
    static void start() {
        server = TinypixelServer.start();
        var api = new ApiClient(server);
        key = GatewayPeople.keyOf(server, "Anna", ANNA);
        var added = api.post("/suppressions", "{\"email\": \"never@example.org\", \"kind\": \"mail\", \"note\": \"\"}");
        assertThat(added.status()).as(added.body().toString()).isEqualTo(201);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** How far the dialogue is before the line that counts. */
    private enum After {
        GREETING,
        TLS,
        SIGN_IN,
        MAIL,
        RCPT,
        DATA
    }

    private record Case(String name, After after, String sent, String answer, boolean closed) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Case open(String name, After after, String sent, String answer) {
        return new Case(name, after, sent + "\r\n", answer, false);
    }

    private static Case closed(String name, After after, String sent, String answer) {
        return new Case(name, after, sent, answer, true);
    }

    /** A message with this end of data, which must not end it, and a second mail smuggled behind. */
    private static Case smuggled(String name, String end) {
        return closed(
                "end of data " + name,
                After.DATA,
                HEADER + "\r\none" + end + "MAIL FROM:<ceo@example.com>\r\nRCPT TO:<bob@example.org>\r\nDATA\r\n",
                "550 5.5.2");
    }

    static List<Case> cases() {
        var cases = new ArrayList<>(List.of(
                open("a sender without signing in", After.GREETING, "MAIL FROM:<a@b.example>", "530 5.7.0"),
                open("a recipient without signing in", After.GREETING, "RCPT TO:<a@b.example>", "530 5.7.0"),
                open("a message without signing in", After.GREETING, "DATA", "530 5.7.0"),
                open("asking for a user without signing in", After.GREETING, "VRFY root", "530 5.7.0"),
                open("signing in without TLS", After.GREETING, "AUTH PLAIN AGEAYg==", "538 5.7.11"),
                open("signing in without TLS, the other way", After.GREETING, "AUTH LOGIN", "538 5.7.11"),
                open("asking for a list", After.GREETING, "EXPN staff", "500 5.5.1"),
                open("asking for the queue", After.GREETING, "ETRN example.com", "500 5.5.1"),
                open("an old way to turn around", After.GREETING, "TURN", "500 5.5.1"),
                open("a browser", After.GREETING, "GET / HTTP/1.1", "500 5.5.1"),
                open("no command", After.GREETING, "", "500 5.5.1"),
                open("a greeting without a name", After.GREETING, "EHLO", "501 5.5.4"),
                open("STARTTLS with something behind it", After.GREETING, "STARTTLS now", "501 5.5.4"),
                open("an octet that is no UTF-8", After.GREETING, "NOOP \u00ff", "500 5.5.2"),
                open("a terminal command", After.GREETING, "NOOP \u001b[2J", "500 5.5.2"),
                closed("a chunk", After.GREETING, "BDAT 4 LAST\r\nQUIT", "502 5.5.1"),
                closed("a line feed alone", After.GREETING, "NOOP\nNOOP\r\n", "500 5.5.2"),
                closed("a carriage return alone", After.GREETING, "NO\rOP\r\n", "500 5.5.2"),
                closed("a NUL", After.GREETING, "NOOP \0\r\n", "500 5.5.2"),
                closed("an endless line", After.GREETING, "NOOP " + "x".repeat(5000), "500 5.5.6"),
                closed("commands before TLS in the same packet", After.GREETING, "STARTTLS\r\nNOOP\r\n", "501 5.5.1"),
                open("a sender under TLS without signing in", After.TLS, "MAIL FROM:<a@b.example>", "530 5.7.0"),
                open("a recipient under TLS without signing in", After.TLS, "RCPT TO:<a@b.example>", "530 5.7.0"),
                open("a message under TLS without signing in", After.TLS, "DATA", "530 5.7.0"),
                open("TLS in TLS", After.TLS, "STARTTLS", "503 5.5.1"),
                open("another way to sign in", After.TLS, "AUTH CRAM-MD5", "504 5.5.4"),
                open("no base64", After.TLS, "AUTH PLAIN !!!", "501 5.5.2"),
                open("a password that is cut off", After.TLS, "AUTH PLAIN AGE=", "501 5.5.2"),
                open("a wrong key", After.TLS, "AUTH PLAIN " + plain("", ANNA, "wrong"), "535 5.7.8"),
                open("no user name", After.TLS, "AUTH PLAIN " + plain("", "", "wrong"), "535 5.7.8"),
                open("acting for another", After.TLS, "AUTH PLAIN " + plain("boss", ANNA, "wrong"), "535 5.7.8"),
                open("a sender without brackets", After.SIGN_IN, "MAIL FROM:" + ANNA, "501 5.1.7"),
                open("a sender without a colon", After.SIGN_IN, "MAIL <" + ANNA + ">", "501 5.5.4"),
                open("the empty sender", After.SIGN_IN, "MAIL FROM:<>", "553 5.1.7"),
                open("a sender that is no address", After.SIGN_IN, "MAIL FROM:<anna>", "553 5.1.7"),
                open("a route", After.SIGN_IN, "MAIL FROM:<@a.example:anna@gateway.example>", "553 5.1.7"),
                open("another's address", After.SIGN_IN, "MAIL FROM:<boss@gateway.example>", "553 5.7.1"),
                open("an unknown parameter", After.SIGN_IN, "MAIL FROM:<" + ANNA + "> X=1", "555 5.5.4"),
                open("a parameter twice", After.SIGN_IN, "MAIL FROM:<" + ANNA + "> SIZE=1 SIZE=2", "501 5.5.4"),
                open("a size that is none", After.SIGN_IN, "MAIL FROM:<" + ANNA + "> SIZE=x", "501 5.5.4"),
                open("too large a size", After.SIGN_IN, "MAIL FROM:<" + ANNA + "> SIZE=36700161", "552 5.3.4"),
                open("an endless size", After.SIGN_IN, "MAIL FROM:<" + ANNA + "> SIZE=999999999999999999", "552 5.3.4"),
                open("binary", After.SIGN_IN, "MAIL FROM:<" + ANNA + "> BODY=BINARYMIME", "501 5.5.4"),
                open("UTF-8 with a value", After.SIGN_IN, "MAIL FROM:<" + ANNA + "> SMTPUTF8=1", "501 5.5.4"),
                open("notices of an unknown kind", After.SIGN_IN, "MAIL FROM:<" + ANNA + "> RET=ALL", "501 5.5.4"),
                open("an id that is no xtext", After.SIGN_IN, "MAIL FROM:<" + ANNA + "> ENVID=a+", "501 5.5.4"),
                open("UTF-8 without saying so", After.SIGN_IN, "MAIL FROM:<\u00c3\u00a9@gateway.example>", "553 5.6.7"),
                open("signing in twice", After.SIGN_IN, "AUTH PLAIN AGEAYg==", "503 5.5.1"),
                open("a recipient before the sender", After.SIGN_IN, "RCPT TO:<bob@example.org>", "503 5.5.1"),
                open("a message before the sender", After.SIGN_IN, "DATA", "503 5.5.1"),
                closed("a chunk of a user", After.SIGN_IN, "BDAT 4 LAST\r\n", "502 5.5.1"),
                open("a sender twice", After.MAIL, "MAIL FROM:<" + ANNA + ">", "503 5.5.1"),
                open("a message without recipients", After.MAIL, "DATA", "503 5.5.1"),
                open("a recipient without brackets", After.MAIL, "RCPT TO:bob@example.org", "501 5.1.7"),
                open("a recipient that is no address", After.MAIL, "RCPT TO:<bob>", "553 5.1.3"),
                open(
                        "a recipient behind another server",
                        After.MAIL,
                        "RCPT TO:<@a.example:bob@example.org>",
                        "553 5.1.3"),
                open("a recipient with blanks", After.MAIL, "RCPT TO:< bob@example.org >", "553 5.1.3"),
                open("a notice of an unknown kind", After.MAIL, "RCPT TO:<bob@example.org> NOTIFY=MAYBE", "501 5.5.4"),
                open("never and sometimes", After.MAIL, "RCPT TO:<bob@example.org> NOTIFY=NEVER,DELAY", "501 5.5.4"),
                open("an original without a type", After.MAIL, "RCPT TO:<bob@example.org> ORCPT=bob", "501 5.5.4"),
                open("a size for a recipient", After.MAIL, "RCPT TO:<bob@example.org> SIZE=1", "555 5.5.4"),
                open("a recipient who wants no mail", After.MAIL, "RCPT TO:<never@example.org>", "550 5.7.1"),
                open("a follow-up after no time", After.MAIL, "RCPT TO:<followup-0d@localhost>", "550 5.7.1"),
                closed(
                        "a header in an address",
                        After.MAIL,
                        "RCPT TO:<bob@example.org\rBcc: x@y.example>\r\n",
                        "500 5.5.2"),
                closed("a second line in an address", After.MAIL, "RCPT TO:<bob@example.org\nDATA>\r\n", "500 5.5.2"),
                closed("a message that does not wait", After.RCPT, "DATA\r\n" + HEADER + "\r\nx\r\n.\r\n", "503 5.5.0"),
                closed("a NUL in the message", After.DATA, HEADER + "\r\n\0\r\n.\r\n", "550 5.6.0"),
                closed(
                        "a line feed alone in the header",
                        After.DATA,
                        HEADER + "X: y\nBcc: x@y.example\r\n\r\n.\r\n",
                        "550 5.5.2"),
                open("no author", After.DATA, "To: bob@example.org\r\n\r\nx\r\n.", "553 5.7.1"),
                open("two authors", After.DATA, HEADER + "From: boss@gateway.example\r\n\r\nx\r\n.", "553 5.7.1"),
                open("another author", After.DATA, "From: boss@gateway.example\r\n\r\nx\r\n.", "553 5.7.1"),
                open(
                        "another who sends",
                        After.DATA,
                        HEADER + "Sender: boss@gateway.example\r\n\r\nx\r\n.",
                        "553 5.7.1"),
                open("nothing at all", After.DATA, ".", "553 5.7.1"),
                open(
                        "a sequence that is not there",
                        After.DATA,
                        HEADER + "X-Tinypixel-Sequence: None\r\n\r\nx\r\n.",
                        "554 5.6.0"),
                open(
                        "recipients in a header",
                        After.DATA,
                        HEADER + "X-SMTPAPI: {\"to\": [\"x@y.example\"]}\r\n\r\nx\r\n.",
                        "554 5.6.0"),
                open(
                        "a mail that must not arrive",
                        After.DATA,
                        HEADER + "X-Mailgun-Drop-Message: yes\r\n\r\nx\r\n.",
                        "554 5.6.0"),
                open(
                        "a mail that goes around in circles",
                        After.DATA,
                        "Received: from a by b; x\r\n".repeat(31) + HEADER + "\r\nx\r\n.",
                        "554 5.4.6")));
        for (var end : List.of(
                "\n.\n",
                "\n.\r\n",
                "\r\n.\n",
                "\r.\r",
                "\r\n.\r",
                "\r.\r\n",
                "\n.\r",
                "\r.\n",
                "\r\r\n.\r\n",
                "\r\n.\r\r\n")) {
            cases.add(smuggled(end.replace("\r", "CR ").replace("\n", "LF "), end));
        }
        return Collections.unmodifiableList(cases);
    }

    private static String plain(String forWhom, String user, String password) {
        return SmtpClient.base64(forWhom + "\0" + user + "\0" + password);
    }

    @ParameterizedTest
    @MethodSource("cases")
    @Tag("S4")
    @Tag("S5")
    @Tag("S6")
    @Tag("S9")
    void is_refused(Case wrong) {
        try (var client = at(wrong.after)) {
            client.write(wrong.sent);
            assertThat(client.reply()).startsWith(wrong.answer);
            if (wrong.closed) {
                assertThat(client.isClosed()).isTrue();
            } else {
                assertThat(client.say("NOOP", "250")).contains("2.0.0");
            }
        }
    }

    private static SmtpClient at(After place) {
        var client = switch (place) {
            case GREETING -> SmtpClient.connect(server);
            case TLS -> SmtpClient.encrypted(server);
            default -> SmtpClient.signedIn(server, ANNA, key);
        };
        if (place.compareTo(After.SIGN_IN) > 0) {
            client.say("MAIL FROM:<" + ANNA + "> BODY=8BITMIME", "250");
        }
        if (place.compareTo(After.MAIL) > 0) {
            client.say("RCPT TO:<bob@example.org>", "250");
        }
        if (place == After.DATA) {
            client.say("DATA", "354");
        }
        return client;
    }

    @Test
    void there_are_sixty_cases_and_more_and_nothing_of_them_was_taken() {
        assertThat(cases()).hasSizeGreaterThan(75);
        assertThat(new ApiClient(server).get("/messages").at("/items")).isEmpty();
    }

    @Test
    @Tag("S4")
    void signing_in_is_offered_under_tls_only() {
        try (var client = SmtpClient.connect(server)) {
            assertThat(client.say("EHLO x.example", "250")).contains("STARTTLS").doesNotContain("AUTH");
        }
        try (var client = SmtpClient.encrypted(server)) {
            assertThat(client.say("EHLO x.example", "250"))
                    .contains("AUTH PLAIN LOGIN", "8BITMIME", "SMTPUTF8", "SIZE 36700160", "PIPELINING", "DSN")
                    .contains("ENHANCEDSTATUSCODES")
                    .doesNotContain("STARTTLS", "CHUNKING");
        }
    }

    @Test
    void whoever_talks_before_the_greeting_is_no_mail_program() {
        try (var client = SmtpClient.silent(server)) {
            client.write("EHLO x.example\r\n");
            assertThat(client.reply()).startsWith("554 5.5.0");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void a_key_fits_to_its_own_account_only() {
        for (var user : List.of("boss@gateway.example", "root", "")) {
            try (var client = SmtpClient.encrypted(server)) {
                client.say("AUTH PLAIN " + plain("", user, key), "535 5.7.8");
            }
        }
        try (var client = SmtpClient.encrypted(server)) {
            client.say("AUTH LOGIN", "334 VXNlcm5hbWU6");
            client.say(SmtpClient.base64("apikey"), "334 UGFzc3dvcmQ6");
            client.say(SmtpClient.base64(key), "235");
        }
    }

    @Test
    void signing_in_can_be_called_off() {
        try (var client = SmtpClient.encrypted(server)) {
            client.say("AUTH LOGIN", "334");
            client.say("*", "501 5.7.0");
            client.signIn(ANNA, key);
        }
    }

    @Test
    void guessing_ends_the_connection_and_takes_longer_and_longer() {
        try (var client = SmtpClient.encrypted(server)) {
            client.say("AUTH PLAIN " + plain("", "guess@gateway.example", "1"), "535");
            client.say("AUTH PLAIN " + plain("", "guess@gateway.example", "2"), "535");
            client.say("AUTH PLAIN " + plain("", "guess@gateway.example", "3"), "535");
            assertThat(client.isClosed()).isTrue();
        }
        try (var client = SmtpClient.encrypted(server)) {
            client.say("AUTH PLAIN " + plain("", "guess@gateway.example", "4"), "535");
            client.say("AUTH PLAIN " + plain("", "guess@gateway.example", "5"), "535");
            assertThat(client.say("AUTH PLAIN " + plain("", "guess@gateway.example", "6"), "454 4.7.0"))
                    .contains("try again in");
            // Somebody else behind the same address is not held up.
            client.signIn(ANNA, key);
        }
    }

    @Test
    void ten_mistakes_are_enough() {
        try (var client = SmtpClient.connect(server)) {
            for (var i = 0; i < 10; i++) {
                client.say("WHAT", "500");
            }
            client.expect("421 4.7.0");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    @Tag("S2")
    void a_message_over_the_size_is_refused_before_it_ends() {
        try (var client = at(After.DATA)) {
            var part = ("x".repeat(998) + "\r\n").repeat(1000);
            client.write(HEADER + "\r\n");
            var sent = 0;
            try {
                while (sent < 60) {
                    client.write(part);
                    sent++;
                }
            } catch (java.io.UncheckedIOException closed) {
                // The server need not read on.
            }
            assertThat(client.reply()).startsWith("552 5.3.4");
        }
    }
}
