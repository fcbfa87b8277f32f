package org.tinypixel.routes.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinypixel.inbound.Mailbox;

/** The routes as they run on the server, against a real mail server. */
final class InboxReadingTest {
    private final GreenMail greenMail =
            new GreenMail(new ServerSetup[] {new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)});
    private final FakeInbound inbound = new FakeInbound();

    @TempDir
    private Path spool;

    private GreenMailUser anna;

    @BeforeEach
    void start() {
        greenMail.start();
        anna = greenMail.setUser("anna@example.com", "anna", "secret");
    }

    @AfterEach
    void stop() {
        greenMail.stop();
    }

    @Test
    void mails_are_taken_byte_for_byte_and_their_marks_in_the_mailbox_stay_as_they_are() throws Exception {
        put(inbox(), mime(1, "old"), FakeInbound.NOW.minus(Duration.ofDays(4)), new Flags());
        put(inbox(), mime(2, "one"), FakeInbound.NOW, new Flags());
        put(inbox(), mime(3, "two\r\n.\r\nGr\u00fc\u00dfe"), FakeInbound.NOW, new Flags(Flags.Flag.SEEN));
        var before = flags();
        inbound.with(box());
        try (var camel = started()) {
            inbound.await(() -> inbound.finished("box") > 0);
            assertThat(camel.isStarted()).isTrue();
        }
        assertThat(inbound.taken())
                .extracting(taken -> new String(taken.mime(), StandardCharsets.UTF_8))
                .containsExactly(mime(2, "one"), mime(3, "two\r\n.\r\nGr\u00fc\u00dfe"));
        assertThat(inbound.taken().get(0).message().received()).isEqualTo(FakeInbound.NOW);
        assertThat(flags()).isEqualTo(before);
        assertThat(inbox().getMessageCount()).isEqualTo(3);
    }

    @Test
    void a_mail_that_arrives_while_nobody_asks_is_taken_at_once() throws Exception {
        inbound.with(box());
        try (var camel = started()) {
            inbound.await(() -> inbound.finished("box") == 1);
            put(inbox(), mime(1, "new"), FakeInbound.NOW, new Flags());
            inbound.await(() -> inbound.taken().size() == 1);
            assertThat(camel.isStarted()).isTrue();
        }
        assertThat(inbound.connected()).containsExactly("box tells");
    }

    @Test
    void somebody_who_wants_it_read_now_does_not_wait() throws Exception {
        inbound.with(Boxes.of("box", server(), List.of("INBOX"), "Sent"));
        var sent = greenMail.getManagers().getImapHostManager().createMailbox(anna, "Sent");
        try (var camel = started()) {
            inbound.await(() -> inbound.finished("box") == 1);
            // Nobody tells of mails in a folder that is not open.
            put(sent, mime(1, "by hand"), FakeInbound.NOW, new Flags());
            camel.createProducerTemplate().sendBody("seda:inbox-nudge?size=1&discardWhenFull=true", "now");
            inbound.await(() -> inbound.taken().size() == 1);
        }
        assertThat(inbound.uids("Sent")).hasSize(1);
    }

    @Test
    void a_large_mail_comes_in_pieces_through_a_file_that_is_gone_afterwards() throws Exception {
        var body = ("x".repeat(70) + "\r\n").repeat(4 * 1024 * 1024 / 72);
        put(inbox(), mime(1, body), FakeInbound.NOW, new Flags());
        inbound.with(box());
        inbound.onTaken = () -> assertThat(spool.toFile().list()).hasSize(1);
        try (var camel = started()) {
            inbound.await(() -> inbound.finished("box") > 0);
            assertThat(camel.isStarted()).isTrue();
        }
        assertThat(inbound.taken().get(0).mime()).isEqualTo(mime(1, body).getBytes(StandardCharsets.UTF_8));
        assertThat(spool.toFile().list()).isEmpty();
    }

    @Test
    void after_a_restart_it_goes_on_behind_the_last_mail() throws Exception {
        put(inbox(), mime(1, "one"), FakeInbound.NOW, new Flags());
        inbound.with(box());
        try (var camel = started()) {
            inbound.await(() -> inbound.finished("box") == 1);
            assertThat(camel.isStarted()).isTrue();
        }
        put(inbox(), mime(2, "two"), FakeInbound.NOW, new Flags());
        try (var camel = started()) {
            inbound.await(() -> inbound.finished("box") >= 2);
            assertThat(camel.isStarted()).isTrue();
        }
        assertThat(inbound.taken()).hasSize(2);
    }

    @Test
    @Tag("B4")
    void a_mailbox_that_hangs_delays_no_other_and_a_stop_does_not_wait_for_it() throws Exception {
        try (var hanging = new ScriptedImap().says("UID FETCH", ScriptedImap.SILENCE)) {
            inbound.with(Boxes.plain("hanging", hanging.port())).with(box());
            try (var camel = started()) {
                inbound.await(() -> hanging.commands().stream().anyMatch(command -> command.startsWith("UID FETCH")));
                put(inbox(), mime(1, "new"), FakeInbound.NOW, new Flags());
                inbound.await(() -> inbound.taken().size() == 1);
                assertThat(hanging.connections())
                        .as("one connection for a mailbox")
                        .isEqualTo(1);
                assertThat(camel.isStarted()).isTrue();
            }
            assertThat(inbound.failed()).as("a stop is no failure").isEmpty();
            assertThat(inbound.finished("hanging")).isZero();
        }
    }

    @Test
    void a_mailbox_that_is_changed_is_read_by_its_new_settings_and_one_that_is_gone_no_more() throws Exception {
        try (var old = new ScriptedImap();
                var other = new ScriptedImap()) {
            inbound.with(Boxes.plain("box", old.port()));
            try (var camel = started()) {
                var nudges = camel.createProducerTemplate();
                inbound.await(() -> old.commands().contains("IDLE"));
                inbound.with(Boxes.plain("box", other.port()));
                nudges.sendBody("seda:inbox-nudge?size=1&discardWhenFull=true", "changed");
                inbound.await(() -> other.commands().contains("IDLE"));
                assertThat(old.connections()).isEqualTo(1);
                inbound.without("box");
                nudges.sendBody("seda:inbox-nudge?size=1&discardWhenFull=true", "changed");
                // The second nudge finds the thread done, so the route goes as well.
                inbound.await(() -> {
                    nudges.sendBody("seda:inbox-nudge?size=1&discardWhenFull=true", "again");
                    return camel.getRoutes().stream()
                            .noneMatch(route -> route.getId().startsWith("inbox-box"));
                });
            }
            assertThat(inbound.failed()).isEmpty();
        }
    }

    private Mailbox box() {
        return Boxes.of("box", server(), List.of("INBOX"), null);
    }

    private Mailbox.Server server() {
        return Boxes.server(greenMail.getImap().getPort());
    }

    private DefaultCamelContext started() throws Exception {
        var camel = new DefaultCamelContext();
        camel.getShutdownStrategy().setTimeout(20);
        camel.addRoutes(new InboxReading(inbound, List.of(), spool, () -> FakeInbound.NOW, Boxes.PATIENCE));
        camel.start();
        return camel;
    }

    private MailFolder inbox() throws FolderException {
        return greenMail.getManagers().getImapHostManager().getInbox(anna);
    }

    private List<String> flags() throws FolderException {
        return inbox().getMessages().stream()
                .map(StoredMessage::getFlags)
                .map(Flags::toString)
                .toList();
    }

    private static void put(MailFolder folder, String mime, Instant received, Flags flags) throws MessagingException {
        folder.appendMessage(
                new MimeMessage(
                        Session.getInstance(new Properties()),
                        new ByteArrayInputStream(mime.getBytes(StandardCharsets.UTF_8))),
                flags,
                Date.from(received));
    }

    private static String mime(int number, String body) {
        return "From: Bert <bert@example.net>\r\nTo: Anna <anna@example.com>\r\nSubject: Hi\r\nMessage-ID: <m" + number
                + "@example.net>\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
                + body + "\r\n";
    }
}
