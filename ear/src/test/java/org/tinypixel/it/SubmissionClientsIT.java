package org.tinypixel.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail programs as they are: swaks, msmtp, mutt, Python's smtplib and Thunderbird each send a mail through the gateway. */
class SubmissionClientsIT {
    private static final String ANNA = "anna@clients.example";
    private static TinypixelServer server;
    private static ApiClient api;
    private static String key;

    @TempDir
    Path folder;

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

    private static String port() {
        return Integer.toString(server.smtpPort());
    }

    private static String certificate() {
        return server.home().resolve("keys").resolve("smtp.pem").toString();
    }

    @Test
    void swaks_sends() throws Exception {
        run(
                List.of(
                        "swaks",
                        "--server",
                        "localhost",
                        "--port",
                        port(),
                        "-tls",
                        "--tls-verify",
                        "--tls-ca-path",
                        certificate(),
                        "--auth",
                        "PLAIN",
                        "--auth-user",
                        ANNA,
                        "--auth-password",
                        key,
                        "--from",
                        ANNA,
                        "--to",
                        "bob@one.example,carla@two.example",
                        "--header",
                        "Subject: by swaks",
                        "--add-header",
                        "X-PM-Tag: swaks",
                        "--attach-type",
                        "text/html",
                        "--attach-body",
                        "<p>Hello</p>"),
                "");
        assertThat(arrived("by swaks", 2))
                .allSatisfy(mail -> assertThat(mail)
                        .contains("To: bob@one.example,carla@two.example")
                        .doesNotContain("X-PM-Tag"))
                .allSatisfy(mail -> assertThat(decoded(mail))
                        .startsWith("<p>Hello</p><img ")
                        .contains("/t/o/"));
    }

    /** The text of a mail's one part in base64. */
    private static String decoded(String mail) {
        var part = Pattern.compile("Transfer-Encoding: BASE64\\s+([A-Za-z0-9+/=\\s]+?)\\s+--")
                .matcher(mail);
        assertThat(part.find()).as(mail).isTrue();
        return new String(Base64.getMimeDecoder().decode(part.group(1)), StandardCharsets.UTF_8);
    }

    @Test
    void swaks_signs_in_the_other_way_too() throws Exception {
        run(
                List.of(
                        "swaks",
                        "--server",
                        "localhost",
                        "--port",
                        port(),
                        "-tls",
                        "--auth",
                        "LOGIN",
                        "--auth-user",
                        "apikey",
                        "--auth-password",
                        key,
                        "--from",
                        ANNA,
                        "--to",
                        "bob@one.example",
                        "--header",
                        "Subject: by swaks login"),
                "");
        assertThat(arrived("by swaks login", 1)).hasSize(1);
    }

    @Test
    void msmtp_sends() throws Exception {
        var configuration = Files.writeString(
                folder.resolve("msmtprc"),
                "account default\nhost localhost\nport " + port() + "\ntls on\ntls_starttls on\ntls_trust_file "
                        + certificate() + "\nauth plain\nuser " + ANNA + "\npassword " + key + "\nfrom " + ANNA
                        + "\ndsn_notify failure,delay\ndsn_return headers\n");
        Files.setPosixFilePermissions(
                configuration, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        run(
                List.of("msmtp", "-C", configuration.toString(), "bob@one.example"),
                "From: Anna <" + ANNA + ">\nTo: bob@one.example\nSubject: by msmtp\nMIME-Version: 1.0\n"
                        + "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n<p>Gr\u00fc\u00dfe</p>\n.\n..\n");
        assertThat(arrived("by msmtp", 1).get(0)).contains("/t/o/", "\r\n.\r\n..\r\n");
    }

    @Test
    void mutt_sends() throws Exception {
        var configuration = Files.writeString(
                folder.resolve("muttrc"),
                "set from = \"" + ANNA + "\"\nset realname = \"Anna\"\nset smtp_url = \"smtp://"
                        + ANNA.replace("@", "%40")
                        + "@localhost:" + port() + "/\"\nset smtp_pass = \"" + key
                        + "\"\nset ssl_starttls = yes\nset ssl_force_tls = yes\nset ssl_verify_host = yes\nset certificate_file = \""
                        + certificate() + "\"\nset copy = no\nset content_type = \"text/html\"\n");
        var attachment = Files.writeString(folder.resolve("offer.txt"), "The offer\n");
        run(
                List.of(
                        "mutt",
                        "-F",
                        configuration.toString(),
                        "-s",
                        "by mutt",
                        "-a",
                        attachment.toString(),
                        "-b",
                        "no-track@localhost",
                        "--",
                        "bob@one.example"),
                "<p>Hello</p>\n");
        assertThat(arrived("by mutt", 1).get(0)).contains("offer.txt").doesNotContain("/t/o/", "no-track");
    }

    @Test
    void python_sends() throws Exception {
        var program = """
                import smtplib, ssl, sys
                from email.message import EmailMessage
                message = EmailMessage()
                message["From"] = sys.argv[1]
                message["To"] = "bob@one.example"
                message["Subject"] = "by Python"
                message.set_content("Gr\\u00fc\\u00dfe")
                message.add_alternative("<p>Gr\\u00fc\\u00dfe</p>", subtype="html")
                server = smtplib.SMTP("localhost", int(sys.argv[3]))
                server.starttls(context=ssl.create_default_context(cafile=sys.argv[4]))
                server.login(sys.argv[1], sys.argv[2])
                server.send_message(message)
                try:
                    server.sendmail("boss@clients.example", ["bob@one.example"], "Subject: forged\\r\\n\\r\\nx")
                    sys.exit("a foreign sender was taken")
                except smtplib.SMTPSenderRefused as refused:
                    assert refused.smtp_code == 553, refused
                server.quit()
                """;
        run(List.of("python3", "-c", program, ANNA, key, port(), certificate()), "");
        assertThat(arrived("by Python", 1).get(0)).contains("/t/o/");
    }

    @Test
    void thunderbird_sends() throws Exception {
        try (var thunderbird = new Thunderbird(folder, ANNA, server.smtpPort())) {
            thunderbird.send(
                    ANNA,
                    key,
                    server.smtpPort(),
                    Path.of(certificate()),
                    "bob@one.example",
                    "by Thunderbird",
                    "<p>Hello <a href=\"https://example.com/offer\">there</a></p>");
        }
        assertThat(arrived("by Thunderbird", 1).get(0))
                .contains("User-Agent: Mozilla Thunderbird", "multipart/alternative", "/t/o/", "/t/c/");
    }

    private void run(List<String> command, String input) throws IOException, InterruptedException {
        var output = folder.resolve("output");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(Map.of("HOME", folder.toString(), "LC_ALL", "C.UTF-8"));
        var process = builder.start();
        try (var to = process.getOutputStream()) {
            to.write(input.getBytes(StandardCharsets.UTF_8));
        }
        var ended = process.waitFor(60, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        assertThat(ended && process.exitValue() == 0)
                .as(command.get(0) + ": " + Files.readString(output))
                .isTrue();
    }

    private static List<String> arrived(String subject, int count) {
        var found = ApiClient.eventually(() -> withSubject(subject), mails -> mails.size() >= count);
        assertThat(found).hasSize(count);
        return found;
    }

    private static List<String> withSubject(String subject) {
        return StreamSupport.stream(api.get("/captured?limit=200").at("/items").spliterator(), false)
                .filter(mail -> mail.path("subject").asText().equals(subject))
                .map(mail ->
                        new String(api.bytes("/captured/" + mail.path("id").asText() + "/raw"), StandardCharsets.UTF_8))
                .toList();
    }
}
