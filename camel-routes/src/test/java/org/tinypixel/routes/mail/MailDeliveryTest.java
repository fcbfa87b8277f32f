package org.tinypixel.routes.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tinypixel.mail.Outcome;
import org.tinypixel.settings.Settings;
import org.tinypixel.settings.TestSettings;

/** The route as it runs on the server, against a real mail server. */
final class MailDeliveryTest {
    private final GreenMail greenMail = new GreenMail(new ServerSetup[] {
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS)
    });
    private final FakeHandOver hands = new FakeHandOver();

    @BeforeEach
    void start() {
        greenMail.start();
    }

    @AfterEach
    void stop() {
        greenMail.stop();
    }

    @Test
    void due_mails_arrive_with_their_message_id_and_content() throws Exception {
        for (var number = 0; number < 25; number++) {
            hands.add("bert" + number + "@example.net", mime(number));
        }
        run(new Settings.Relay.Smtp("127.0.0.1", greenMail.getSmtp().getPort(), false, null, null), 25);
        assertThat(hands.outcomes())
                .hasSize(25)
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Sent.class));
        var received = greenMail.getReceivedMessages();
        assertThat(received).hasSize(25);
        for (var message : received) {
            assertThat(message.getHeader("Message-ID")[0]).endsWith("@t.example.com>");
            assertThat(message.getContent().toString().strip()).isEqualTo("<p>Hi</p>");
        }
    }

    @Test
    void a_sign_in_with_name_and_password_works_on_this_machine() throws Exception {
        greenMail.setUser("anna", "anna", "secret");
        hands.add("bert@example.net", mime(0));
        run(new Settings.Relay.Smtp("127.0.0.1", greenMail.getSmtp().getPort(), false, "anna", "secret"), 1);
        assertThat(hands.outcomes())
                .hasSize(1)
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Sent.class));
    }

    @Test
    void a_wrong_password_leaves_the_mail_queued_and_says_so_without_it() throws Exception {
        greenMail.setUser("anna", "anna", "secret");
        hands.add("bert@example.net", mime(0));
        run(new Settings.Relay.Smtp("127.0.0.1", greenMail.getSmtp().getPort(), false, "anna", "wrong-one"), 1);
        assertThat(hands.log())
                .hasSize(1)
                .allSatisfy(entry -> assertThat(entry)
                        .contains("refused user name or password")
                        .doesNotContain("wrong-one"));
    }

    @Test
    void a_certificate_that_nobody_vouches_for_gets_no_mail_over_smtps() throws Exception {
        hands.add("bert@example.net", mime(0));
        run(new Settings.Relay.Smtp("127.0.0.1", greenMail.getSmtps().getPort(), true, null, null), 1);
        assertThat(hands.log())
                .hasSize(1)
                .allSatisfy(entry -> assertThat(entry).contains("no secure connection that can be trusted"));
        assertThat(greenMail.getReceivedMessages()).isEmpty();
    }

    private void run(Settings.Relay relay, int mails) throws Exception {
        var settings = new TestSettings().relay(relay).get();
        try (var camel = new DefaultCamelContext()) {
            camel.addRoutes(new MailDelivery(hands, settings, () -> Instant.parse("2026-03-02T09:00:00Z")));
            camel.start();
            hands.await(mails);
        }
    }

    private static byte[] mime(int number) {
        return ("From: Anna <anna@example.com>\r\nTo: Bert <bert@example.net>\r\nSubject: Hi\r\nMessage-ID: <m" + number
                        + "@t.example.com>\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Hi</p>\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
