package org.tinypixel.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A mail that was answered 250 is there after {@code kill -9}, byte for byte, and its retry is not sent twice. */
class GatewayCrashIT {
    private static final Pattern ACCEPTED = Pattern.compile("250 2\\.0\\.0 Accepted as ([A-Za-z0-9_-]{22}).*");
    private static final int KILLS = 3;
    private static final int CLIENTS = 4;

    private final Map<String, String> accepted = new ConcurrentHashMap<>();
    private final Map<String, String> unanswered = new ConcurrentHashMap<>();
    private final AtomicInteger number = new AtomicInteger();

    @Test
    @Tag("S1")
    @Tag("S3")
    void every_250_survives_kill_9_and_every_retry_is_sent_once() throws Exception {
        try (var server = TinypixelServer.start()) {
            var api = new ApiClient(server);
            var instants = new Random(11);
            for (var kill = 0; kill < KILLS; kill++) {
                sendUntilKilled(server, accepted.size() + 10 + instants.nextInt(20));
                server.startAgain();
            }
            System.out.println("Answered 250 before " + KILLS + " kills: " + accepted.size() + ", without an answer: "
                    + unanswered.size());
            assertThat(accepted).hasSizeGreaterThan(25);
            // Clients try again what they got no answer for, as real ones do.
            for (var message : unanswered.values()) {
                try (var client = SmtpClient.signedIn(server, "apikey", TinypixelServer.KEY)) {
                    note(client.mail("anna@example.com", message, "bob@example.org"), message);
                }
            }
            var expected = accepted.size();
            // What the dead server had claimed comes back when its lease ends, after two minutes.
            var captured =
                    ApiClient.eventually(Duration.ofMinutes(3), () -> captured(api), all -> all.size() >= expected);
            assertThat(captured).hasSize(expected);
            accepted.forEach(
                    (id, message) -> assertThat(captured.get(id)).as(id).isEqualTo(message));
        }
    }

    private void sendUntilKilled(TinypixelServer server, int answersBeforeDeath) throws Exception {
        var clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            var results = new ArrayList<Future<?>>();
            for (var i = 0; i < CLIENTS; i++) {
                results.add(clients.submit(() -> sendUntilGone(server)));
            }
            while (accepted.size() < answersBeforeDeath) {
                LockSupport.parkNanos(100_000);
            }
            server.kill();
            for (var result : results) {
                result.get();
            }
        } finally {
            clients.shutdown();
        }
    }

    private void sendUntilGone(TinypixelServer server) {
        var message = "";
        try (var client = SmtpClient.signedIn(server, "apikey", TinypixelServer.KEY)) {
            while (true) {
                message = message(number.incrementAndGet());
                unanswered.put(message, message);
                note(client.mail("anna@example.com", message, "bob@example.org"), message);
            }
        } catch (UncheckedIOException | AssertionError killed) {
            // The history knows which message has no answer.
        }
    }

    private void note(String answer, String message) {
        var id = ACCEPTED.matcher(answer);
        if (!id.matches()) {
            throw new AssertionError("no 250: " + answer);
        }
        accepted.put(id.group(1), message);
        unanswered.remove(message);
    }

    private static String message(int number) {
        return "From: anna@example.com\r\nTo: bob@example.org\r\nSubject: Number " + number
                + "\r\nDate: Mon, 2 Mar 2026 09:00:00 +0000\r\n" + "Message-ID: <crash-" + number
                + "@example.com>\r\n\r\nNumber " + number + "\r\n.dot\r\n";
    }

    /** What is in the built-in inbox, by the message's id; two with the same id are shown as wrong. */
    private static Map<String, String> captured(ApiClient api) {
        var found = new ConcurrentHashMap<String, String>();
        var cursor = "";
        do {
            var page = api.get("/captured?limit=200" + cursor);
            StreamSupport.stream(page.at("/items").spliterator(), false)
                    .forEach(mail -> found.merge(
                            mail.path("messageId").asText(),
                            new String(
                                    api.bytes("/captured/" + mail.path("id").asText() + "/raw"),
                                    StandardCharsets.ISO_8859_1),
                            (one, other) -> "twice: " + one));
            cursor = page.at("/next").isNull()
                    ? ""
                    : "&cursor=" + page.at("/next").asText();
        } while (!cursor.isEmpty());
        return found;
    }
}
