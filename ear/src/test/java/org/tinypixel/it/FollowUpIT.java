package org.tinypixel.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Follow-ups of the whole product, with the shortest wait that there is: one minute. */
class FollowUpIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final String READER = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.2.0";
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    /** A load right after sending is taken for a machine's. */
    private static final Duration NOT_A_MACHINE = Duration.ofSeconds(20);

    @Test
    void an_unseen_mail_gets_one_follow_up_in_its_thread_and_an_opened_one_gets_none_and_says_why() {
        try (var server = TinypixelServer.start()) {
            makeSequence(server);
            var unseen = send(server, "bea@example.org");
            var opened = send(server, "carl@example.org");
            until(() -> dueAt(server, "carl@example.org") != null);
            var sentAt = Instant.now();
            until(() -> Instant.now().isAfter(sentAt.plus(NOT_A_MACHINE)));
            load(opened.at("/copies/0/openUrl").asText());

            until(() -> isOver(server, "bea@example.org") && isOver(server, "carl@example.org"));

            var sent = followUp(server, "bea@example.org");
            assertThat(sent.get("state").asText()).isEqualTo("sent");
            assertThat(sent.get("because").asText()).isEqualTo("No open was seen when the step came due.");
            var skipped = followUp(server, "carl@example.org");
            assertThat(skipped.get("state").asText()).isEqualTo("skipped");
            assertThat(skipped.get("because").asText()).contains("it was opened");
            assertThat(skipped.get("log").findValuesAsText("answer")).contains("yes: a person was seen at the mail");

            assertThat(captured(server, "carl@example.org")).hasSize(1);
            assertThat(captured(server, "bea@example.org"))
                    .extracting(mail -> mail.get("subject").asText())
                    .containsExactly("Re: An offer", "An offer");
            var followUp = get(
                    server,
                    "/captured/"
                            + captured(server, "bea@example.org")
                                    .get(0)
                                    .get("id")
                                    .asText());
            var original = get(server, "/messages/" + unseen.get("id").asText());
            assertThat(header(followUp, "In-Reply-To"))
                    .isEqualTo("<" + original.get("messageIdHeader").asText() + ">");
            assertThat(followUp.get("text").asText()).isEqualTo("Hello Bea");
            assertThat(original.at("/copies/0/followUp/state").asText()).isEqualTo("sent");
        }
    }

    @Test
    void a_server_that_is_killed_when_a_follow_up_comes_due_sends_it_once_after_its_restart() {
        try (var server = TinypixelServer.start()) {
            makeSequence(server);
            send(server, "bea@example.org");
            until(() -> dueAt(server, "bea@example.org") != null);
            var due = dueAt(server, "bea@example.org");
            // Far enough ahead that the sweep, which runs every two seconds, may be in the middle of it.
            until(() -> Instant.now().isAfter(due.plusSeconds(1)));
            server.kill();
            server.startAgain();
            until(() -> isOver(server, "bea@example.org"));
            assertThat(followUp(server, "bea@example.org").get("state").asText())
                    .isEqualTo("sent");
            // Several sweeps and hand-overs later there is still one.
            var later = Instant.now().plusSeconds(15);
            until(() -> Instant.now().isAfter(later));
            assertThat(captured(server, "bea@example.org"))
                    .extracting(mail -> mail.get("subject").asText())
                    .containsExactly("Re: An offer", "An offer");
        }
    }

    private static void makeSequence(TinypixelServer server) {
        post(
                server,
                "/templates",
                "{\"name\":\"Reminder\",\"html\":\"<p>Hello {{name}}</p>\",\"text\":\"Hello {{name}}\"}");
        post(server, "/sequences", """
                {"name":"Offer","steps":[{"wait":{"amount":1,"unit":"minutes"},"condition":"notOpened",\
                "whenUnknown":"treatAsNotOpened","template":"Reminder"}],"calendar":{"zone":"UTC",\
                "days":["MON","TUE","WED","THU","FRI","SAT","SUN"],"from":"00:00","to":"24:00"}}""");
    }

    private static JsonNode send(TinypixelServer server, String to) {
        return post(server, "/messages", """
                {"from":"Ann <ann@example.com>","to":[{"email":"%s","name":"Bea"}],"subject":"An offer",\
                "html":"<p>Hello</p>","text":"Hello","sequence":"Offer"}""".formatted(to));
    }

    private static JsonNode followUp(TinypixelServer server, String recipient) {
        return items(get(server, "/follow-ups")).stream()
                .filter(item -> item.get("recipient").asText().equals(recipient))
                .findFirst()
                .orElseThrow();
    }

    private static Instant dueAt(TinypixelServer server, String recipient) {
        var due = followUp(server, recipient).get("dueAt");
        return due.isNull() ? null : Instant.parse(due.asText());
    }

    private static boolean isOver(TinypixelServer server, String recipient) {
        return !Set.of("waiting", "handing-over")
                .contains(followUp(server, recipient).get("state").asText());
    }

    private static List<JsonNode> captured(TinypixelServer server, String to) {
        return items(get(server, "/captured")).stream()
                .filter(mail -> mail.get("to").asText().equals(to))
                .toList();
    }

    private static String header(JsonNode mail, String name) {
        return StreamSupport.stream(mail.get("headers").spliterator(), false)
                .filter(header -> header.get("name").asText().equals(name))
                .findFirst()
                .orElseThrow()
                .get("value")
                .asText();
    }

    private static List<JsonNode> items(JsonNode list) {
        return StreamSupport.stream(list.get("items").spliterator(), false).toList();
    }

    private static void load(String pixel) {
        var answer = send(HttpRequest.newBuilder(URI.create(pixel)).header("User-Agent", READER));
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    private static JsonNode get(TinypixelServer server, String path) {
        return json(send(api(server, path)));
    }

    private static JsonNode post(TinypixelServer server, String path, String body) {
        return json(send(api(server, path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))));
    }

    private static HttpRequest.Builder api(TinypixelServer server, String path) {
        return HttpRequest.newBuilder(server.at("/api/v1" + path))
                .header("Authorization", "Bearer " + TinypixelServer.KEY);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        try {
            return JSON.readTree(answer.body());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void until(BooleanSupplier condition) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the time to wait").isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }
}
