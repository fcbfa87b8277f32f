package org.tinypixel.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mailboxes as administrators set them up, and what the whole server makes of the mail in them. */
class MailboxesIT {
    private static final String ANNA = "anna@example.com";
    private static final String BEA = "bea@example.org";
    private static final String STORE = "not-a-secret";

    @TempDir
    static Path folder;

    private static String certificate;

    private GreenMail mail;
    private TinypixelServer server;
    private ApiClient api;

    /** The mail server's own certificate: nobody signs in without encryption. */
    @BeforeAll
    static void certify() throws Exception {
        var store = folder.resolve("mail.p12").toString();
        keytool(
                "-genkeypair",
                "-alias",
                "mail",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                store);
        certificate = keytool("-exportcert", "-rfc", "-alias", "mail", store);
        System.setProperty("greenmail.tls.keystore.file", store);
        System.setProperty("greenmail.tls.keystore.password", STORE);
    }

    @AfterAll
    static void forget() {
        System.clearProperty("greenmail.tls.keystore.file");
        System.clearProperty("greenmail.tls.keystore.password");
    }

    /** The last argument is the key store. */
    private static String keytool(String... arguments) throws Exception {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments).subList(0, arguments.length - 1));
        command.addAll(
                List.of("-storetype", "PKCS12", "-storepass", STORE, "-keystore", arguments[arguments.length - 1]));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(process.waitFor()).isZero();
        return said;
    }

    @BeforeEach
    void start() {
        mail = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAPS)
        });
        mail.start();
        mail.setUser(ANNA, "anna", "right");
        server = TinypixelServer.start(Map.of(
                "TINYPIXEL_RELAY_URL", "smtp://127.0.0.1:" + mail.getSmtp().getPort()));
        api = new ApiClient(server);
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
        mail.stop();
    }

    private String draft(String secret) {
        return """
                {"name":"Anna","host":"localhost","port":%d,"tls":true,"authorities":"%s","user":"anna"%s,"addresses":["%s"]}""".formatted(
                        mail.getImaps().getPort(),
                        certificate.strip().replaceAll("\\R", "\\\\n"),
                        secret.isEmpty() ? "" : ",\"secret\":\"" + secret + "\"",
                        ANNA);
    }

    private String mailbox() {
        var saved = api.post("/mailboxes", draft("right"));
        assertThat(saved.status()).as(saved.body().toString()).isEqualTo(201);
        return saved.at("/id").asText();
    }

    @Test
    void a_mailbox_that_can_be_read_is_saved_and_its_secret_never_comes_back() {
        assertThat(api.post("/mailboxes", "{\"name\":\"\"}").wrongFields())
                .containsExactly("name", "host", "user", "secret", "addresses");
        assertThat(api.post("/mailboxes", draft("wrong")).status()).isEqualTo(400);
        var test = api.post("/mailboxes/test", draft("wrong"));
        assertThat(test.status()).isEqualTo(200);
        assertThat(test.at("/ok").asBoolean()).isFalse();
        assertThat(test.at("/findings").findValuesAsText("severity")).contains("block");

        var id = mailbox();
        assertThat(api.get("/mailboxes/" + id).body().toString()).doesNotContain("right");
        assertThat(api.get("/mailboxes/" + id).at("/hasSecret").asBoolean()).isTrue();
        assertThat(api.put("/mailboxes/" + id, draft("")).status()).isEqualTo(200);
        assertThat(api.post("/mailboxes/test", draft("").replaceFirst("\\{", "{\"id\":\"" + id + "\","))
                        .at("/ok")
                        .asBoolean())
                .isTrue();
        assertThat(api.post("/mailboxes/" + id + "/test", "").at("/ok").asBoolean())
                .isTrue();
        assertThat(api.post("/mailboxes/" + id + "/read", "").status()).isEqualTo(202);
        assertThat(ApiClient.eventually(
                                () -> api.get("/mailboxes/" + id),
                                shown -> shown.at("/state").asText().equals("reading"))
                        .at("/lastReadAt")
                        .isTextual())
                .isTrue();
        assertThat(api.delete("/mailboxes/" + id)).isEqualTo(204);
        assertThat(api.get("/mailboxes/" + id).status()).isEqualTo(404);
        assertThat(api.delete("/mailboxes/environment")).isEqualTo(409);
        assertThat(api.get("/incoming?kind=letter").wrongFields()).containsExactly("kind");
        assertThat(api.get("/incoming").at("/items").isEmpty()).isTrue();
    }

    @Test
    @Tag("F3")
    void a_reply_is_seen_once_and_ends_the_follow_ups() {
        mailbox();
        made(api.post("/templates", "{\"name\":\"Reminder\",\"text\":\"Hello\"}"));
        made(api.post("/sequences", """
                {"name":"Offer","steps":[{"wait":{"amount":1,"unit":"hours"},"condition":"always","template":"Reminder"}]}"""));
        var sent = made(api.post("/messages", """
                {"from":"%s","to":[{"email":"%s"}],"subject":"An offer","text":"Hello","sequence":"Offer"}""".formatted(ANNA, BEA)));
        var id = sent.at("/id").asText();
        var header = api.get("/messages/" + id).at("/messageIdHeader").asText();
        api.copyWithStatus(id, "not-tracked");
        for (var i = 0; i < 2; i++) {
            deliver(
                    BEA,
                    "Message-ID: <answer@example.org>",
                    "In-Reply-To: <" + header + ">",
                    "Subject: Re: An offer",
                    "",
                    "Yes, please.");
        }
        deliver("news@example.net", "Message-ID: <news@example.net>", "Subject: News", "List-Id: <news>", "", "News");

        assertThat(api.copyWithStatus(id, "replied").at("/status").asText()).isEqualTo("replied");
        assertThat(items("/enrollments"))
                .singleElement()
                .satisfies(one -> assertThat(one.at("/because").asText()).startsWith("The recipient replied on"));
        ApiClient.eventually(() -> api.get("/mailboxes").at("/items/0/taken").asInt(), taken -> taken == 3);
        assertThat(items("/incoming")).singleElement().satisfies(item -> {
            assertThat(item.at("/kind").asText()).isEqualTo("reply");
            assertThat(item.at("/from").asText()).isEqualTo(BEA);
            assertThat(item.at("/subject").asText()).isEqualTo("An offer");
        });
        assertThat(api.get("/messages/" + id + "/events").at("/items").findValuesAsText("type"))
                .containsOnlyOnce("reply");
    }

    @Test
    void a_notice_of_another_mail_server_shows_at_the_mail_with_its_words() {
        mailbox();
        var sent = made(api.post("/messages", """
                {"from":"%s","to":[{"email":"%s"}],"subject":"An offer","html":"<p>Hello</p>"}""".formatted(ANNA, BEA)));
        var id = sent.at("/id").asText();
        var header = api.get("/messages/" + id).at("/messageIdHeader").asText();
        api.copyWithStatus(id, "not-seen");
        deliver(
                "MAILER-DAEMON@mx.example.org",
                "Message-ID: <notice@mx.example.org>",
                "Subject: Undelivered Mail Returned to Sender",
                "Auto-Submitted: auto-replied",
                "MIME-Version: 1.0",
                "Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"",
                "",
                "--b",
                "Content-Type: text/plain",
                "",
                "Your message could not be delivered.",
                "--b",
                "Content-Type: message/delivery-status",
                "",
                "Reporting-MTA: dns; mx.example.org",
                "",
                "Final-Recipient: rfc822; " + BEA,
                "Action: failed",
                "Status: 5.1.1",
                "Diagnostic-Code: smtp; 550 5.1.1 <" + BEA + ">: Recipient address rejected: User unknown",
                "",
                "--b",
                "Content-Type: text/rfc822-headers",
                "",
                "Message-ID: <" + header + ">",
                "Subject: An offer",
                "",
                "--b--");

        var copy = api.copyWithStatus(id, "bounced");
        assertThat(copy.at("/status").asText()).isEqualTo("bounced");
        assertThat(copy.at("/delivery/detail").asText()).contains("The address does not exist.", "User unknown");
        assertThat(items("/incoming")).singleElement().satisfies(item -> {
            assertThat(item.at("/kind").asText()).isEqualTo("bounce");
            assertThat(item.at("/hard").asBoolean()).isTrue();
            assertThat(item.at("/status").asText()).isEqualTo("5.1.1");
            assertThat(item.at("/recipient").asText()).isEqualTo(BEA);
        });
    }

    private List<JsonNode> items(String path) {
        return StreamSupport.stream(api.get(path).at("/items").spliterator(), false)
                .toList();
    }

    private static JsonNode made(ApiClient.Answer answer) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer.body();
    }

    /** Brings a message into Anna's mailbox, as her mail server would. */
    private void deliver(String from, String... lines) {
        try (var socket = new Socket(
                        InetAddress.getLoopbackAddress(), mail.getSmtp().getPort());
                var answers =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            var text = "From: " + from + "\r\nTo: " + ANNA + "\r\n" + String.join("\r\n", lines) + "\r\n.";
            answers.readLine();
            for (var command : List.of(
                    "HELO example.org", "MAIL FROM:<" + from + ">", "RCPT TO:<" + ANNA + ">", "DATA", text, "QUIT")) {
                socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
                assertThat(answers.readLine()).matches("[23].*");
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
