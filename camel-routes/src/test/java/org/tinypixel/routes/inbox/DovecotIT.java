package org.tinypixel.routes.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinypixel.connect.Finding;
import org.tinypixel.connect.Finding.Severity;
import org.tinypixel.inbound.Mailbox;
import org.tinypixel.routes.mail.RealPostfix;

/** A real Dovecot, and what a real Postfix puts into it. */
final class DovecotIT {
    private final FakeInbound inbound = new FakeInbound();
    private @Nullable RealDovecot dovecot;

    @TempDir
    private Path spool;

    @BeforeEach
    void start() {
        assumeTrue(System.getProperty("user.name").equals("root"), "Dovecot starts as root only");
        dovecot = new RealDovecot();
    }

    @AfterEach
    void stop() {
        if (dovecot != null) {
            dovecot.close();
        }
    }

    @Test
    void mails_are_read_over_tls_and_told_of_at_once_and_their_flags_stay_untouched() throws Exception {
        var large = mime(2, ("y".repeat(70) + "\r\n").repeat(40_000));
        dovecot.deliver(mime(1, "Gr\u00fc\u00dfe\r\n.a dot"));
        dovecot.deliver(large);
        var before = dovecot.flags("INBOX");
        inbound.with(box(List.of("INBOX"), null));
        try (var camel = started()) {
            inbound.await(() -> inbound.finished("box") > 0);
            // The pause is ten minutes: only the server's own word brings the next mail.
            dovecot.deliver(mime(3, "pushed"));
            inbound.await(() -> inbound.taken().size() == 3);
            assertThat(camel.isStarted()).isTrue();
        }
        assertThat(inbound.uids("INBOX")).containsExactly(1L, 2L, 3L);
        assertThat(text(0)).contains(mime(1, "Gr\u00fc\u00dfe\r\n.a dot")).startsWith("Return-Path: <>");
        assertThat(text(1)).contains(large);
        assertThat(inbound.connected()).containsExactly("box tells");
        assertThat(inbound.failed()).isEmpty();
        assertThat(before.lines()).hasSize(2);
        assertThat(dovecot.flags("INBOX")).startsWith(before).doesNotContain("Seen");
        assertThat(spool.toFile().list()).isNullOrEmpty();
    }

    @Test
    void two_folders_and_the_one_for_sent_mails_are_read_over_starttls() throws Exception {
        dovecot.create("Kunden/M\u00fcller & S\u00f6hne");
        dovecot.save("Kunden/M\u00fcller & S\u00f6hne", mime(1, "sorted by a filter"));
        dovecot.save(RealDovecot.SENT, mime(2, "written by hand"));
        dovecot.deliver(mime(3, "arrived"));
        inbound.with(Boxes.of(
                "box",
                server(dovecot.port(), false, RealDovecot.PASSWORD),
                List.of("INBOX", "Kunden/M\u00fcller & S\u00f6hne"),
                RealDovecot.SENT));
        try (var camel = started()) {
            inbound.await(() -> inbound.finished("box") > 0);
            assertThat(camel.isStarted()).isTrue();
        }
        assertThat(inbound.taken())
                .extracting(taken -> taken.message().folder())
                .containsExactly(RealDovecot.SENT, "Kunden/M\u00fcller & S\u00f6hne", "INBOX");
    }

    @Test
    void a_folder_that_was_made_anew_is_read_as_if_for_the_first_time() throws Exception {
        dovecot.create("Bounces");
        dovecot.save("Bounces", mime(1, "before"));
        inbound.with(box(List.of("INBOX", "Bounces"), null));
        try (var camel = started()) {
            var nudges = camel.createProducerTemplate();
            inbound.await(() -> inbound.finished("box") > 0);
            dovecot.recreate("Bounces");
            dovecot.save("Bounces", mime(2, "after"));
            nudges.sendBody("seda:inbox-nudge?size=1&discardWhenFull=true", "look");
            inbound.await(() -> inbound.taken().size() == 2);
        }
        assertThat(inbound.uids("Bounces")).containsExactly(1L, 1L);
        assertThat(inbound.taken().get(1).message().validity())
                .isNotEqualTo(inbound.taken().get(0).message().validity());
        assertThat(text(1)).contains("after");
    }

    @Test
    void a_restart_of_the_server_loses_no_mail_and_repeats_none() throws Exception {
        inbound.again = Instant.MIN;
        dovecot.deliver(mime(1, "before"));
        inbound.with(box(List.of("INBOX"), null));
        try (var camel = started()) {
            var nudges = camel.createProducerTemplate();
            inbound.await(() -> inbound.taken().size() == 1 && inbound.finished("box") > 0);
            dovecot.stop();
            inbound.await(() -> !inbound.failed().isEmpty());
            dovecot.start();
            dovecot.deliver(mime(2, "after"));
            nudges.sendBody("seda:inbox-nudge?size=1&discardWhenFull=true", "look");
            inbound.await(() -> inbound.taken().size() == 2);
        }
        assertThat(inbound.uids("INBOX")).containsExactly(1L, 2L);
        assertThat(inbound.failed().get(0)).contains(":" + dovecot.tlsPort());
    }

    @Test
    void a_look_tells_every_step_and_what_the_folder_for_sent_mails_is_named() {
        dovecot.deliver(mime(1, "Hi"));
        var findings = look(box(List.of("INBOX"), "Sent"));
        var all = String.join("\n", findings.stream().map(Finding::subject).toList());
        System.out.println("Dovecot says:\n" + all);
        assertThat(all)
                .contains("Dovecot (Debian) ready", "TLSv1.3", "issued by CN=Own authority")
                .contains("(PLAIN)", "tells of new mail at once", "INBOX can be read: 1 mail.")
                .doesNotContain(RealDovecot.PASSWORD);
        assertThat(findings.stream().filter(found -> found.severity() == Severity.BLOCK))
                .singleElement()
                .satisfies(found -> assertThat(found.whatToDo())
                        .isEqualTo("The folder for sent mails is named " + RealDovecot.SENT + " here."));
    }

    @Test
    void a_wrong_password_and_a_strange_certificate_are_told_in_plain_words() {
        assertThat(last(look(Boxes.of("box", server(dovecot.tlsPort(), true, "wrong-one"), List.of("INBOX"), null))))
                .contains("NO [AUTHENTICATIONFAILED] Authentication failed")
                .doesNotContain("wrong-one");
        var strange = new Mailbox.Server(
                "localhost",
                dovecot.tlsPort(),
                true,
                RealDovecot.USER,
                RealDovecot.PASSWORD,
                Mailbox.SignIn.PASSWORD,
                null,
                true);
        assertThat(last(look(Boxes.of("box", strange, List.of("INBOX"), null))))
                .contains("issued by CN=Own authority, whom nobody here knows");
    }

    @Test
    void the_notice_of_a_real_mail_server_that_could_not_deliver_arrives_whole() throws Exception {
        try (var postfix = RealPostfix.deliveringTo(dovecot.lmtpPort())) {
            inbound.with(box(List.of("INBOX"), null));
            try (var camel = started()) {
                inbound.await(() -> inbound.finished("box") > 0);
                send(postfix, "fails@" + RealPostfix.DOMAIN);
                inbound.await(() -> inbound.taken().size() == 1);
                assertThat(camel.isStarted()).isTrue();
            }
        }
        assertThat(text(0))
                .contains("Content-Type: multipart/report; report-type=delivery-status")
                .contains("Final-Recipient: rfc822; fails@" + RealPostfix.DOMAIN, "Action: failed", "Status: 5.1.1")
                .contains("X-Tinypixel-Id: abcdefghijklmnopqrstuv");
    }

    private static void send(RealPostfix postfix, String to) throws MessagingException {
        var settings = new Properties();
        settings.put("mail.smtp.host", "127.0.0.1");
        settings.put("mail.smtp.port", String.valueOf(postfix.port()));
        settings.put("mail.smtp.auth", "true");
        settings.put("mail.smtp.from", RealDovecot.USER);
        settings.put("mail.smtp.starttls.required", "true");
        settings.put("mail.smtp.ssl.trust", "127.0.0.1");
        settings.put("mail.smtp.ssl.checkserveridentity", "false");
        var session = Session.getInstance(settings);
        var mail = new MimeMessage(session);
        mail.setFrom(new InternetAddress(RealDovecot.USER));
        mail.setSubject("Hi");
        mail.setHeader("X-Tinypixel-Id", "abcdefghijklmnopqrstuv");
        mail.setText("Hi");
        try (var transport = session.getTransport("smtp")) {
            transport.connect(RealPostfix.USER, RealPostfix.PASSWORD);
            transport.sendMessage(mail, InternetAddress.parse(to));
        }
    }

    private static List<Finding> look(Mailbox mailbox) {
        return new LiveMailboxTester(List.of(), InstantSource.system(), Patience.LOOK).look(mailbox);
    }

    private static String last(List<Finding> findings) {
        var last = findings.get(findings.size() - 1);
        assertThat(last.severity()).isEqualTo(Severity.BLOCK);
        return last.subject();
    }

    private Mailbox box(List<String> folders, @Nullable String sent) {
        return Boxes.of("box", server(dovecot.tlsPort(), true, RealDovecot.PASSWORD), folders, sent);
    }

    private Mailbox.Server server(int port, boolean tls, String password) {
        return new Mailbox.Server(
                "localhost", port, tls, RealDovecot.USER, password, Mailbox.SignIn.PASSWORD, dovecot.authority(), true);
    }

    /** A real mail server has a real clock. */
    private DefaultCamelContext started() throws Exception {
        var camel = new DefaultCamelContext();
        camel.getShutdownStrategy().setTimeout(20);
        camel.addRoutes(new InboxReading(inbound, List.of(), spool, InstantSource.system(), Boxes.PATIENCE));
        camel.start();
        return camel;
    }

    private String text(int number) {
        return new String(inbound.taken().get(number).mime(), StandardCharsets.UTF_8);
    }

    private static String mime(int number, String body) {
        return "From: Bert <bert@example.net>\r\nTo: Anna <anna@example.com>\r\nSubject: Hi\r\nMessage-ID: <m" + number
                + "@example.net>\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
                + body + "\r\n";
    }
}
