package org.tinypixel.routes.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tinypixel.mail.Outcome;
import org.tinypixel.relay.Relay;
import org.tinypixel.relay.Security;
import org.tinypixel.settings.TestSettings;

/** The route as it runs on the server, against a real mail server. */
final class MailDeliveryTest {
    private final GreenMail greenMail = new GreenMail(new ServerSetup[] {
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS)
    });
    private final FakeHandOver hands = new FakeHandOver();
    private final FakeRelays relays = new FakeRelays();

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
        run(FakeRelays.server(greenMail.getSmtp().getPort()), 25);
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
        run(signedIn("secret"), 1);
        assertThat(hands.outcomes())
                .hasSize(1)
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Sent.class));
    }

    @Test
    void a_wrong_password_leaves_the_mail_queued_and_says_so_without_it() throws Exception {
        greenMail.setUser("anna", "anna", "secret");
        hands.add("bert@example.net", mime(0));
        run(signedIn("wrong-one"), 1);
        assertThat(hands.log())
                .hasSize(1)
                .allSatisfy(entry -> assertThat(entry)
                        .contains("refused user name or password")
                        .doesNotContain("wrong-one"));
    }

    @Test
    void a_certificate_that_nobody_vouches_for_gets_no_mail_over_smtps() throws Exception {
        hands.add("bert@example.net", mime(0));
        run(FakeRelays.server("127.0.0.1", greenMail.getSmtps().getPort(), Security.TLS), 1);
        assertThat(hands.log())
                .hasSize(1)
                .allSatisfy(entry -> assertThat(entry).contains("no secure connection that can be trusted"));
        assertThat(greenMail.getReceivedMessages()).isEmpty();
    }

    @Test
    @Tag("B4")
    void a_relay_that_hangs_holds_up_its_own_mails_and_no_others() throws Exception {
        try (var hanging = new ScriptedSmtp().says(ScriptedSmtp.Step.MAIL, ScriptedSmtp.SILENCE)) {
            relays.with("hanging", FakeRelays.server(hanging.port()))
                    .with("quick", FakeRelays.server(greenMail.getSmtp().getPort()));
            for (var number = 0; number < 200; number++) {
                hands.add("hanging", "bert" + number + "@example.net", mime(number));
            }
            try (var camel = started(new Patience(
                    Duration.ofSeconds(5), Duration.ofMinutes(10), Duration.ofMinutes(10), Duration.ofMinutes(10)))) {
                var number = new AtomicInteger(200);
                hands.await(() -> hanging.commands().stream().anyMatch(command -> command.startsWith("MAIL")));
                // Only now, so that the hanging one had every chance to be in the way.
                while (number.get() < 300) {
                    hands.add("quick", "bert" + number + "@example.net", mime(number.getAndIncrement()));
                }
                hands.await(() -> hands.settled("quick") == 100);
                assertThat(greenMail.getReceivedMessages()).hasSize(100);
                assertThat(hands.settled("hanging")).isZero();
                assertThat(hanging.connections())
                        .as("as many as it is given, and no more")
                        .isEqualTo(1);
                hanging.vanish();
                assertThat(camel.isStarted()).isTrue();
            }
        }
    }

    @Test
    @Tag("O1")
    void a_relay_takes_as_many_connections_as_it_is_given_and_a_stop_does_not_wait_for_its_answers() throws Exception {
        try (var slow = new ScriptedSmtp().says(ScriptedSmtp.Step.DOT, ScriptedSmtp.SILENCE)) {
            relays.with(new Relay("slow", "slow", FakeRelays.server(slow.port()), List.of(), true, 0, 3, true));
            for (var number = 0; number < 50; number++) {
                hands.add("slow", "bert" + number + "@example.net", mime(number));
            }
            try (var camel = started(new Patience(
                    Duration.ofSeconds(5), Duration.ofMinutes(10), Duration.ofMinutes(10), Duration.ofMinutes(10)))) {
                hands.await(() -> slow.dots() == 3);
                assertThat(slow.connections()).isEqualTo(3);
                assertThat(camel.isStarted()).isTrue();
            }
            // The stop waited for nobody: what the silent server has is not known, everything else was not begun.
            assertThat(hands.outcomes()).hasSize(3).allMatch(outcome -> outcome instanceof Outcome.Unknown);
        }
    }

    private Relay.Server signedIn(String password) {
        return new Relay.Server(
                "127.0.0.1", greenMail.getSmtp().getPort(), Security.STARTTLS_IF_OFFERED, "anna", password, null, true);
    }

    private void run(Relay.Server server, int mails) throws Exception {
        relays.with(Relay.ENVIRONMENT, server);
        try (var camel = started(Patience.USUAL)) {
            hands.await(mails);
            assertThat(camel.isStarted()).isTrue();
        }
    }

    private DefaultCamelContext started(Patience patience) throws Exception {
        var camel = new DefaultCamelContext();
        camel.getShutdownStrategy().setTimeout(5);
        camel.addRoutes(new MailDelivery(hands, relays, new TestSettings().get(), () -> FakeRelays.NOW, patience));
        camel.start();
        return camel;
    }

    private static byte[] mime(int number) {
        return ("From: Anna <anna@example.com>\r\nTo: Bert <bert@example.net>\r\nSubject: Hi\r\nMessage-ID: <m" + number
                        + "@t.example.com>\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Hi</p>\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
