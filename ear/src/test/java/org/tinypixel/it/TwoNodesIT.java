package org.tinypixel.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tinypixel.it.ApiClient.THUNDERBIRD;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one PostgreSQL behind nginx, as the documentation sets them up: recipients notice nothing while each is restarted in turn. */
class TwoNodesIT {
    private static final int MAILS = 6;
    private static final int RECIPIENTS = 40;
    private static final int READERS = 4;

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    @Test
    @Tag("R6")
    @Tag("R7")
    void no_pixel_and_no_link_fails_while_one_node_after_the_other_is_restarted() throws Exception {
        try (var database = EmbeddedPostgres.builder()
                        .setDataDirectory(folder.resolve("data"))
                        .start();
                var fronts = new Fronts(folder)) {
            var settings = Map.of(
                    "TINYPIXEL_DB_URL",
                    "jdbc:postgresql://127.0.0.1:" + database.getPort() + "/postgres",
                    "TINYPIXEL_DB_USER",
                    "postgres",
                    "TINYPIXEL_SECRET",
                    "the-same-secret-of-both-nodes-longer-than-32-characters");
            try (var first = TinypixelServer.start(settings);
                    var second = TinypixelServer.start(settings)) {
                var port = fronts.nginx("run-two-nodes.md", first, second);
                var api = new ApiClient(first);
                var mails = new ArrayList<JsonNode>();
                for (var i = 0; i < MAILS; i++) {
                    mails.add(mail(api));
                }

                var readers = new Readers(port, mails);
                readers.start();
                first.stop();
                first.startAgain();
                second.stop();
                second.startAgain();
                readers.stop();

                assertThat(readers.failed).isEmpty();
                assertThat(readers.answered.get()).isGreaterThan(100);
                var stored = ApiClient.eventually(() -> hits(api, mails), hits -> hits >= readers.answered.get());
                assertThat(stored)
                        .as("what was answered is stored, by whichever node")
                        .isGreaterThanOrEqualTo(readers.answered.get());
            }
        }
    }

    private static JsonNode mail(ApiClient api) {
        var to = IntStream.range(0, RECIPIENTS)
                .mapToObj(i -> "{\"email\":\"r" + i + "@example.org\"}")
                .collect(Collectors.joining(","));
        var sent = api.post(
                "/messages",
                "{\"from\":\"anna@example.com\",\"subject\":\"x\",\"send\":false,\"to\":[" + to
                        + "],\"html\":\"<p><a href='https://shop.example/'>shop</a></p>\"}");
        assertThat(sent.status()).as(sent.body().toString()).isEqualTo(201);
        return sent.body();
    }

    private static int hits(ApiClient api, List<JsonNode> mails) {
        var count = 0;
        for (var mail : mails) {
            var next = "";
            do {
                var page = api.get("/messages/" + mail.get("id").asText() + "/events?limit=200" + next);
                for (var event : page.at("/items")) {
                    var type = event.get("type").asText();
                    count += type.equals("open") || type.equals("click") ? 1 : 0;
                }
                var cursor = page.at("/next");
                next = cursor.isTextual() ? "&cursor=" + cursor.asText() : "";
            } while (!next.isEmpty());
        }
        return count;
    }

    /** People who open and click all the time, each on a connection of its own. */
    private final class Readers {
        private final int port;
        private final List<String> pixels = new ArrayList<>();
        private final List<String> links = new ArrayList<>();
        private final AtomicInteger answered = new AtomicInteger();
        private final Queue<String> failed = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean enough = new AtomicBoolean();
        private final List<Thread> threads = new ArrayList<>();

        Readers(int port, List<JsonNode> mails) {
            this.port = port;
            for (var mail : mails) {
                for (var copy : mail.get("copies")) {
                    pixels.add(copy.get("openUrl").asText());
                    links.add(copy.at("/links/0/trackedUrl").asText());
                }
            }
        }

        void start() {
            for (var i = 0; i < READERS; i++) {
                var from = i;
                var thread = new Thread(() -> read(from), "reader-" + i);
                thread.start();
                threads.add(thread);
            }
        }

        private void read(int from) {
            for (var i = from; !enough.get(); i += READERS) {
                var place = i / 2 % pixels.size();
                if (i / READERS % 2 == 0) {
                    ask(pixels.get(place), 200);
                } else {
                    ask(links.get(place), 302);
                }
                // People, not a flood: each address is asked for a few times a minute.
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        }

        private void ask(String address, int expected) {
            var uri = URI.create(address);
            var path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
            try {
                var status = http.send(
                                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                        .timeout(Duration.ofSeconds(30))
                                        .header("User-Agent", THUNDERBIRD)
                                        .build(),
                                HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                if (status == expected) {
                    answered.incrementAndGet();
                } else {
                    failed.add(status + " for " + path);
                }
            } catch (IOException broken) {
                failed.add(broken + " for " + path);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }

        void stop() throws InterruptedException {
            enough.set(true);
            for (var thread : threads) {
                thread.join();
            }
        }
    }
}
