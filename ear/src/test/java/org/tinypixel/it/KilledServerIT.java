package org.tinypixel.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tinypixel.it.ApiClient.THUNDERBIRD;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What was answered is stored once, whatever instant the process is killed at. */
class KilledServerIT {
    /** Longer with {@code -Pchaos}. */
    private static final boolean LONG = Integer.getInteger("tinypixel.chaos", 1) > 1;

    private static final int COPIES = LONG ? 500 : 60;
    private static final int KILLS = LONG ? 25 : 3;
    private static final int CLIENTS = LONG ? 8 : 4;

    @Test
    @Tag("HIT1")
    @Tag("HIT2")
    void every_answered_hit_survives_kill_9_and_is_counted_once() throws Exception {
        try (var server = TinypixelServer.start()) {
            var api = new ApiClient(server);
            var pixels = pixels(api);
            var waiting = new ConcurrentLinkedQueue<>(pixels);
            var answered = new ConcurrentLinkedQueue<String>();
            var instants = new Random(7);
            for (var kill = 0; kill < KILLS; kill++) {
                killWhileLoading(server, api, waiting, answered, COPIES / KILLS - instants.nextInt(10));
                server.startAgain();
            }
            assertThat(answered).hasSizeGreaterThan(COPIES / 2);
            var opened = ApiClient.eventually(() -> opens(api), opens -> opens.size() >= answered.size());
            // An unanswered request may have been stored as well; an answered one must be, and none twice.
            assertThat(opened)
                    .isSubsetOf(pixels.stream().map(KilledServerIT::copyOf).toList())
                    .doesNotHaveDuplicates();
            assertThat(opened)
                    .containsAll(answered.stream().map(KilledServerIT::copyOf).toList());
        }
    }

    /** Four clients load pixels, each its own; the server dies when so many were answered. */
    private static void killWhileLoading(
            TinypixelServer server,
            ApiClient api,
            ConcurrentLinkedQueue<String> waiting,
            ConcurrentLinkedQueue<String> answered,
            int answersBeforeDeath)
            throws Exception {
        var count = new AtomicInteger();
        var clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            var results = new ArrayList<java.util.concurrent.Future<String>>();
            for (var i = 0; i < CLIENTS; i++) {
                Callable<String> client = () -> {
                    while (true) {
                        var pixel = waiting.poll();
                        if (pixel == null) {
                            return "all loaded";
                        }
                        try {
                            if (api.asMailClient(pixel.substring(pixel.indexOf(' ') + 1), THUNDERBIRD)
                                            .statusCode()
                                    == 200) {
                                answered.add(pixel);
                                count.incrementAndGet();
                            }
                        } catch (UncheckedIOException killed) {
                            return "killed";
                        }
                    }
                };
                results.add(clients.submit(client));
            }
            while (count.get() < answersBeforeDeath && !waiting.isEmpty()) {
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

    /** "copy address" of each copy of one mail. */
    private static java.util.List<String> pixels(ApiClient api) {
        var recipients = IntStream.range(0, COPIES)
                .mapToObj(i -> "{\"email\": \"r" + i + "@example.org\"}")
                .collect(Collectors.joining(","));
        var sent = api.post(
                "/messages",
                "{\"from\": \"anna@example.com\", \"subject\": \"Kill\", \"html\": \"<p>x</p>\", \"to\": [" + recipients
                        + "]}");
        assertThat(sent.status()).as(sent.body().toString()).isEqualTo(201);
        return copies(sent.at("/copies")).stream()
                .map(copy ->
                        copy.path("id").asText() + " " + copy.path("openUrl").asText())
                .toList();
    }

    private static String copyOf(String pixel) {
        return pixel.substring(0, pixel.indexOf(' '));
    }

    /** The copies of all open events, one entry an event. */
    private static java.util.List<String> opens(ApiClient api) {
        var id = api.get("/messages").at("/items/0/id").asText();
        var opens = new ArrayList<String>();
        var cursor = "";
        while (cursor != null) {
            var page = api.get("/messages/" + id + "/events?limit=200" + cursor);
            copies(page.at("/items")).stream()
                    .filter(event -> event.path("type").asText().equals("open"))
                    .forEach(event -> opens.add(event.path("copy").asText()));
            cursor =
                    page.at("/next").isTextual() ? "&cursor=" + page.at("/next").asText() : null;
        }
        return opens;
    }

    private static java.util.List<JsonNode> copies(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
