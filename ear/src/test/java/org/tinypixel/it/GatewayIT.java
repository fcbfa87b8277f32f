package org.tinypixel.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a salesperson's mail program hands in, and what arrives. */
class GatewayIT {
    private static final String ANNA = "anna@gateway.example";
    private static final Pattern ID = Pattern.compile("Accepted as ([A-Za-z0-9_-]{22})");
    private static TinypixelServer server;
    private static ApiClient api;
    private static String key;

    @BeforeAll
    static void start() {
        server = TinypixelServer.start();
        api = new ApiClient(server);
        key = GatewayPeople.keyOf(server, "Anna", ANNA);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static SmtpClient signedIn() {
        return SmtpClient.signedIn(server, ANNA, key);
    }

    private static String message(String subject, String fields) {
        return "From: Anna <anna@gateway.example>\r\nSubject: " + subject + "\r\n" + fields
                + "MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
                + "<html><body><p>Hello, see <a href=\"https://shop.example/\">our shop</a>.</p></body></html>\r\n";
    }

    private static String fields(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }

    /** Sends it and gives its id. */
    private static String send(String message, String... recipients) {
        try (var client = signedIn()) {
            var answer = client.mail(ANNA, message, recipients);
            var id = ID.matcher(answer);
            assertThat(id.find()).as(answer).isTrue();
            return id.group(1);
        }
    }

    /** The copies of a mail in the built-in inbox, as they would have left. */
    private static List<String> arrived(String id, int count) {
        var captured = ApiClient.eventually(() -> captured(id), found -> found.size() >= count);
        assertThat(captured).hasSize(count);
        return captured.stream()
                .map(mail -> new String(
                        api.bytes("/captured/" + mail.path("id").asText() + "/raw"), StandardCharsets.ISO_8859_1))
                .toList();
    }

    private static List<JsonNode> captured(String id) {
        return StreamSupport.stream(api.get("/captured?limit=200").at("/items").spliterator(), false)
                .filter(mail -> mail.path("messageId").asText().equals(id))
                .toList();
    }

    private static String pixel(String mail) {
        var found = Pattern.compile("/t/o/[A-Za-z0-9_-]+\\.gif").matcher(mail);
        return found.find() ? found.group() : "none";
    }

    @Test
    void each_recipient_gets_one_copy_with_all_visible_names_and_bcc_stays_hidden() {
        var attachment = new byte[200_000];
        new Random(3).nextBytes(attachment);
        var encoded = Base64.getMimeEncoder().encodeToString(attachment);
        var message =
                "From: Anna <anna@gateway.example>\r\nTo: Bob <bob@one.example>,\r\n\tcarla@two.example\r\nCc: Dan <dan@one.example>\r\n"
                        + "Bcc: eve@three.example\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nMessage-ID: <story-1@gateway.example>\r\nMIME-Version: 1.0\r\n"
                        + "Content-Type: multipart/mixed; boundary=b1\r\n\r\n--b1\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Hello</p>\r\n.leading dot\r\n"
                        + "--b1\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n"
                        + "Content-Transfer-Encoding: base64\r\n\r\n" + encoded + "\r\n--b1--\r\n";
        var id = send(message, "bob@one.example", "carla@two.example", "dan@one.example", "eve@three.example");
        var copies = arrived(id, 4);
        assertThat(copies)
                .allSatisfy(copy -> assertThat(copy)
                        .contains(
                                "To: Bob <bob@one.example>,\r\n\tcarla@two.example\r\n",
                                "Cc: Dan <dan@one.example>\r\n")
                        .contains("Message-ID: <story-1@gateway.example>", encoded, "\r\n.leading dot<img ")
                        .doesNotContainIgnoringCase("bcc:")
                        .doesNotContain("eve@three.example"));
        assertThat(copies.stream().map(GatewayIT::pixel).distinct()).hasSize(4).doesNotContain("none");
        assertThat(captured(id).stream().map(mail -> mail.path("to").asText()))
                .containsExactlyInAnyOrder(
                        "bob@one.example", "carla@two.example", "dan@one.example", "eve@three.example");
    }

    @Test
    void switches_of_every_service_work_and_leave_with_no_mail() {
        var off = List.of(
                "X-Tinypixel-Track: opens=no; clicks=no\r\n",
                "X-PM-TrackOpens: false\r\nX-PM-TrackLinks: None\r\n",
                "X-Mailgun-Track: no\r\n",
                "X-SMTPAPI: {\"filters\": {\"opentrack\": {\"settings\": {\"enable\": 0}},\r\n \"clicktrack\": {\"settings\": {\"enable\": 0}}}}\r\n",
                "X-Mailjet-TrackOpen: 0\r\nX-Mailjet-TrackClick: 0\r\n");
        for (var fields : off) {
            var id = send(message("Off", fields), "bob@one.example");
            assertThat(arrived(id, 1).get(0))
                    .contains("href=\"https://shop.example/\"")
                    .doesNotContain("/t/o/", "/t/c/", "X-Tinypixel", "X-PM", "X-Mailgun", "X-SMTPAPI", "X-Mailjet");
            var copy = api.copyWithStatus(id, "not-tracked");
            assertThat(copy.path("statusReason").asText()).as(fields).contains("switched off for this mail");
        }
    }

    @Test
    void what_other_programs_attach_is_kept_with_the_mail() {
        var id = send(
                message(
                        "Meta",
                        fields(
                                "X-PM-Tag: spring",
                                "X-PM-Metadata-color: blue",
                                "X-Mailgun-Variables: {\"deal\": 42}",
                                "X-SES-MESSAGE-TAGS: team=north",
                                "X-SES-CONFIGURATION-SET: main",
                                "X-MJ-CustomID: c7",
                                "X-Tinypixel-Metadata-Order: =?utf-8?q?f=C3=BCnf?=")),
                "bob@one.example");
        var mail = api.get("/messages/" + id);
        assertThat(mail.at("/campaign").asText()).isEqualTo("spring");
        assertThat(mail.at("/metadata").toString())
                .isEqualTo("{\"order\":\"f\u00fcnf\",\"color\":\"blue\",\"deal\":\"42\",\"team\":\"north\","
                        + "\"ses-configuration-set\":\"main\",\"CustomID\":\"c7\"}");
        assertThat(arrived(id, 1).get(0)).doesNotContain("X-PM", "X-Mailgun", "X-SES", "X-MJ", "X-Tinypixel");
    }

    @Test
    void a_switch_that_is_not_understood_sends_without_tracking_and_tells_the_sender() {
        try (var client = signedIn()) {
            var answer = client.mail(ANNA, message("Doubt", "X-Tinypixel-Track: opens=maybe\r\n"), "bob@one.example");
            assertThat(answer)
                    .contains(
                            "Not tracked: the header X-Tinypixel-Track says \"opens=maybe\", which is not understood");
            var id = ID.matcher(answer);
            assertThat(id.find()).isTrue();
            assertThat(arrived(id.group(1), 1).get(0)).doesNotContain("/t/o/", "/t/c/");
            assertThat(api.copyWithStatus(id.group(1), "not-tracked")
                            .path("statusReason")
                            .asText())
                    .contains("opens=maybe");
        }
    }

    @Test
    void addresses_of_the_gateway_are_switches_and_leave_with_no_mail() {
        var quiet = send(
                message("Quiet", "To: bob@one.example, no-track@localhost\r\n"),
                "bob@one.example",
                "no-track@localhost");
        assertThat(arrived(quiet, 1).get(0)).contains("To: bob@one.example\r\n").doesNotContain("no-track", "/t/o/");
        var anonymous = send(
                message("Anonymous", "To: bob@one.example\r\nBcc: anonymous@localhost\r\n"),
                "bob@one.example",
                "anonymous@localhost");
        assertThat(arrived(anonymous, 1).get(0)).doesNotContain("anonymous@", "/t/o/");
        var followed = send(message("Follow", "To: fred@one.example\r\n"), "fred@one.example", "followup-3d@localhost");
        assertThat(arrived(followed, 1).get(0)).contains("/t/o/").doesNotContain("followup-3d");
        var sequence = StreamSupport.stream(api.get("/sequences").at("/items").spliterator(), false)
                .filter(one -> one.path("name").asText().equals("Follow up after 3 days (" + ANNA + ")"))
                .findFirst()
                .orElseThrow();
        assertThat(sequence.path("approval").asText()).isEqualTo("ask");
        assertThat(sequence.at("/steps/0/wait").toString()).isEqualTo("{\"amount\":3,\"unit\":\"days\"}");
        var followUp = ApiClient.eventually(
                () -> api.get("/messages/" + followed).at("/copies/0/followUp"), found -> found.isObject());
        assertThat(followUp.path("sequence").asText())
                .isEqualTo(sequence.path("name").asText());
    }

    @Test
    @Tag("S3")
    void a_retry_after_a_lost_answer_is_answered_and_not_sent_again() {
        var message = message("Once", "Message-ID: <once@gateway.example>\r\n");
        var id = send(message, "bob@one.example", "carla@two.example");
        try (var client = signedIn()) {
            assertThat(client.mail(ANNA, message, "carla@two.example", "bob@one.example"))
                    .startsWith("250 2.0.0 Accepted as " + id + " before");
            // Another envelope or content is another mail.
            assertThat(client.mail(ANNA, message, "dan@one.example")).doesNotContain(id);
            assertThat(client.mail(ANNA, message + "More\r\n", "bob@one.example", "carla@two.example"))
                    .doesNotContain(id);
        }
        try (var other = SmtpClient.signedIn(server, "apikey", TinypixelServer.KEY)) {
            assertThat(other.mail(ANNA, message, "bob@one.example", "carla@two.example"))
                    .doesNotContain(id);
        }
        assertThat(arrived(id, 2)).hasSize(2);
    }

    @Test
    @Tag("S3")
    void the_same_mail_at_the_same_moment_is_sent_once() throws Exception {
        var message = message("Race", "Message-ID: <race@gateway.example>\r\n");
        var threads = Executors.newFixedThreadPool(4);
        try {
            var answers = threads.invokeAll(IntStream.range(0, 4)
                    .<Callable<String>>mapToObj(i -> () -> {
                        try (var client = signedIn()) {
                            return client.mail(ANNA, message, "race@one.example");
                        }
                    })
                    .toList());
            var ids = new HashSet<String>();
            for (var answer : answers) {
                var id = ID.matcher(answer.get());
                assertThat(id.find()).as(answer.get()).isTrue();
                ids.add(id.group(1));
            }
            assertThat(ids).hasSize(1);
            assertThat(arrived(ids.iterator().next(), 1)).hasSize(1);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void letters_beyond_ascii_go_where_the_client_says_so() {
        try (var client = signedIn()) {
            client.say("MAIL FROM:<" + ANNA + "> SMTPUTF8 BODY=8BITMIME", "250");
            var utf8 = new String(
                    "f\u00e4n@b\u00fccher.example".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            client.say("RCPT TO:<" + utf8 + ">", "250");
            client.say("DATA", "354");
            client.write("From: Anna <anna@gateway.example>\r\nTo: " + utf8
                    + "\r\nSubject: Gr\u00c3\u00bc\u00c3\u009fe\r\n\r\nHi\r\n.\r\n");
            var answer = client.reply();
            var id = ID.matcher(answer);
            assertThat(id.find()).as(answer).isTrue();
            assertThat(arrived(id.group(1), 1).get(0)).contains("Subject: Gr\u00c3\u00bc\u00c3\u009fe\r\n");
            assertThat(captured(id.group(1)).get(0).path("to").asText()).isEqualTo("f\u00e4n@b\u00fccher.example");
        }
    }

    @Test
    void commands_that_travel_together_are_answered_in_order() {
        try (var client = signedIn()) {
            client.write("MAIL FROM:<" + ANNA
                    + "> SIZE=100\r\nRCPT TO:<bob@one.example>\r\nRCPT TO:<nobody>\r\nRSET\r\nNOOP\r\n");
            assertThat(List.of(client.reply(), client.reply(), client.reply(), client.reply(), client.reply()))
                    .satisfiesExactly(
                            mail -> assertThat(mail).startsWith("250 2.1.0"),
                            bob -> assertThat(bob).startsWith("250 2.1.5"),
                            nobody -> assertThat(nobody).startsWith("553 5.1.3"),
                            reset -> assertThat(reset).startsWith("250"),
                            noop -> assertThat(noop).startsWith("250"));
            client.say("DATA", "503 5.5.1");
        }
    }

    @Test
    void a_large_mail_waits_in_a_file_and_arrives_whole() throws IOException {
        var line = "0123456789".repeat(7) + "\r\n";
        var message =
                "From: anna@gateway.example\r\nTo: bob@one.example\r\nSubject: Large\r\n\r\n" + line.repeat(200_000);
        var id = send(message, "bob@one.example");
        assertThat(arrived(id, 1).get(0)).endsWith("\r\n\r\n" + line.repeat(200_000));
        try (var left = Files.list(server.home().resolve("incoming"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void a_key_that_was_withdrawn_ends_with_the_next_mail() {
        var bert = GatewayPeople.keyOf(server, "Bert", "bert@gateway.example");
        try (var client = SmtpClient.signedIn(server, "bert@gateway.example", bert)) {
            client.mail(
                    "bert@gateway.example", message("One", "").replace(ANNA, "bert@gateway.example"), "x@one.example");
            var id = StreamSupport.stream(api.get("/users").at("/items").spliterator(), false)
                    .filter(user -> user.path("email").asText().equals("bert@gateway.example"))
                    .findFirst()
                    .orElseThrow()
                    .path("id")
                    .asText();
            assertThat(api.patch("/users/" + id, "{\"active\": false}").status())
                    .isEqualTo(200);
            client.write("MAIL FROM:<bert@gateway.example>\r\n");
            assertThat(client.reply()).startsWith("535 5.7.8");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void a_key_that_may_send_as_any_uses_every_sender() {
        try (var client = SmtpClient.signedIn(server, "apikey", TinypixelServer.KEY)) {
            assertThat(client.mail(
                            "bounces@crm.example",
                            message("Any", "").replace(ANNA, "sales@crm.example"),
                            "bob@one.example"))
                    .startsWith("250 2.0.0");
        }
    }

    @Test
    void screens_say_what_to_type() {
        assertThat(api.get("/session").at("/product/smtpPort").asInt()).isEqualTo(server.smtpPort());
        var smtp = api.get("/smtp");
        assertThat(smtp.at("/host").asText()).isEqualTo("localhost");
        assertThat(smtp.at("/port").asInt()).isEqualTo(server.smtpPort());
        assertThat(smtp.at("/tlsPort").isNull()).isTrue();
        assertThat(smtp.at("/trouble").isNull()).isTrue();
        assertThat(smtp.at("/onlyThisMachine").asBoolean()).isTrue();
        assertThat(smtp.at("/certificate/ownMade").asBoolean()).isTrue();
        assertThat(smtp.at("/certificate/sha256").asText()).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
        assertThat(smtp.at("/switchAddresses/0").asText()).isEqualTo("no-track@localhost");
    }
}
