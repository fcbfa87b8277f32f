package org.tinypixel.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Mails of 25 MB, to one and to twenty, through the interface for programs and through the gateway, on their whole way to the next server: in a heap that is less than 64 MB
 * larger than what the server needs when it has nothing to do.
 */
class LargeMailIT {
    private static final String ANNA = "anna@example.com";
    private static final int BEYOND_IDLE = Integer.getInteger("tinypixel.beyond-idle", 63);
    private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");

    @Test
    @Tag("S7")
    void mails_of_25_mb_to_one_and_to_twenty_need_less_than_64_mb_beyond_idle() throws IOException {
        try (var relay = new TestRelay();
                var server = TinypixelServer.start(Map.of("TINYPIXEL_RELAY_URL", "smtp://127.0.0.1:" + relay.port()))) {
            var key = GatewayPeople.keyOf(server, "Anna", ANNA);
            small(server, relay, key, "first");
            var idle = live(server);
            var limit = idle + BEYOND_IDLE;
            System.out.println("Idle: " + idle + " MB of live objects; from now on the heap has " + limit + " MB");
            server.stop();
            server.startAgain(Map.of("JAVA_OPTS", "-Xms" + limit + "m -Xmx" + limit + "m"));
            small(server, relay, key, "second");

            var mail = mail(25 * 1024 * 1024);
            for (var count : new int[] {1, 20}) {
                raw(server, mail, "raw" + count + "-", count);
                arrived(relay, mail, "raw" + count + "-", count);
                submit(server, key, mail, "smtp" + count + "-", count);
                arrived(relay, mail, "smtp" + count + "-", count);
            }
            System.out.println("42 mails of 25 MB arrived; live objects then: " + live(server) + " MB");
            assertThat(server.console()).doesNotContain("OutOfMemoryError");
        }
    }

    /** Whatever is loaded, compiled and cached at a first mail is there before anything is measured. */
    private static void small(TinypixelServer server, TestRelay relay, String key, String name) {
        var mail = mail(400_000);
        raw(server, mail, name + "-raw", 3);
        arrived(relay, mail, name + "-raw", 3);
        submit(server, key, mail, name + "-smtp", 3);
        arrived(relay, mail, name + "-smtp", 3);
    }

    /** Somewhat less than so many octets, for the most part an attachment that no compression makes smaller. */
    private static byte[] mail(int length) {
        var head = """
                From: Anna <anna@example.com>
                Subject: Plans
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: text/html; charset=utf-8

                <html><body><p>Hi, see <a href="https://shop.example/plans?a=1&amp;b=2">our plans</a>.</p></body></html>
                --b
                Content-Type: application/pdf; name=plans.pdf
                Content-Transfer-Encoding: base64

                """.replace("\n", "\r\n");
        var plans = new byte[length / 78 * 57 - 1024];
        new Random(7).nextBytes(plans);
        return (head + Base64.getMimeEncoder().encodeToString(plans) + "\r\n--b--\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String[] recipients(String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> name + i + "@example.org")
                .toArray(String[]::new);
    }

    private static void raw(TinypixelServer server, byte[] mail, String name, int count) {
        var to = IntStream.range(0, count)
                .mapToObj(i -> "&to=" + recipients(name, count)[i])
                .collect(Collectors.joining());
        var answer = new ApiClient(server).post("/messages/raw?from=" + ANNA + to, "message/rfc822", mail);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        assertThat(answer.at("/copies")).hasSize(count);
    }

    private static void submit(TinypixelServer server, String key, byte[] mail, String name, int count) {
        try (var client = SmtpClient.signedIn(server, ANNA, key)) {
            assertThat(client.mail(ANNA, new String(mail, StandardCharsets.ISO_8859_1), recipients(name, count)))
                    .startsWith("250");
        }
    }

    /** All of them came, each longer than the mail by its own pixel, link and header. */
    private static void arrived(TestRelay relay, byte[] mail, String name, int count) {
        for (var recipient : recipients(name, count)) {
            assertThat(ApiClient.eventually(() -> relay.length(recipient), length -> length > 0))
                    .as(recipient)
                    .isBetween(mail.length + 400L, mail.length + 1200L);
        }
    }

    /** What is left in the heap after a collection, in MB. */
    private static int live(TinypixelServer server) {
        ask(server, "GC.run");
        ask(server, "GC.run");
        var found = USED.matcher(ask(server, "GC.heap_info"));
        assertThat(found.find()).isTrue();
        return Integer.parseInt(found.group(1)) / 1024 + 1;
    }

    private static String ask(TinypixelServer server, String question) {
        try {
            var process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(server.process().pid()),
                            question)
                    .redirectErrorStream(true)
                    .start();
            try (var out = process.getInputStream()) {
                return new String(out.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException none) {
            throw new UncheckedIOException("jcmd of this JDK is needed", none);
        }
    }
}
