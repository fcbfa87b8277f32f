package org.tinypixel.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
    private static final String BEA = "bea@example.org";
    private static final String CARL = "carl@example.org";
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** A load right after sending is taken for a machine's. */
    private static final Duration NOT_A_MACHINE = Duration.ofSeconds(20);

    @Test
    void an_unseen_mail_gets_one_follow_up_in_its_thread_and_an_opened_one_gets_none_and_says_why() {
        try (var server = TinypixelServer.start()) {
            var api = new ApiClient(server);
            makeSequence(api);
            var unseen = send(api, BEA);
            var opened = send(api, CARL);
            until(() -> !followUp(api, CARL).get("dueAt").isNull());
            var loadAt = Instant.now().plus(NOT_A_MACHINE);
            until(() -> Instant.now().isAfter(loadAt));
            api.asMailClient(opened.at("/copies/0/openUrl").asText(), ApiClient.THUNDERBIRD);

            until(() -> isOver(api, BEA) && isOver(api, CARL));

            assertThat(followUp(api, BEA).get("state").asText()).isEqualTo("sent");
            assertThat(followUp(api, BEA).get("because").asText())
                    .isEqualTo("No open was seen when the step came due.");
            assertThat(followUp(api, CARL).get("state").asText()).isEqualTo("skipped");
            assertThat(followUp(api, CARL).get("because").asText()).contains("it was opened");
            assertThat(followUp(api, CARL).get("log").findValuesAsText("answer"))
                    .contains("yes: a person was seen at the mail");
            assertThat(subjects(api, CARL)).containsExactly("An offer");
            assertThat(subjects(api, BEA)).containsExactly("Re: An offer", "An offer");

            var original = api.get("/messages/" + unseen.get("id").asText()).body();
            assertThat(original.at("/copies/0/followUp/state").asText()).isEqualTo("sent");
            var mail = api.get(
                            "/captured/" + captured(api, BEA).get(0).get("id").asText())
                    .body();
            assertThat(header(mail, "In-Reply-To"))
                    .isEqualTo("<" + original.get("messageIdHeader").asText() + ">");
            assertThat(mail.get("text").asText()).isEqualTo("Hello Bea");
        }
    }

    @Test
    void a_server_that_is_killed_when_a_follow_up_comes_due_sends_it_once_after_its_restart() {
        try (var server = TinypixelServer.start()) {
            var api = new ApiClient(server);
            makeSequence(api);
            send(api, BEA);
            until(() -> !followUp(api, BEA).get("dueAt").isNull());
            var due = Instant.parse(followUp(api, BEA).get("dueAt").asText());
            // The sweep runs every two seconds and may be in the middle of it.
            until(() -> Instant.now().isAfter(due.plusSeconds(1)));
            server.kill();
            server.startAgain();
            until(() -> isOver(api, BEA));
            assertThat(followUp(api, BEA).get("state").asText()).isEqualTo("sent");
            // Several sweeps and hand-overs later there is still one.
            var later = Instant.now().plusSeconds(15);
            until(() -> Instant.now().isAfter(later));
            assertThat(subjects(api, BEA)).containsExactly("Re: An offer", "An offer");
        }
    }

    private static void makeSequence(ApiClient api) {
        made(api.post(
                "/templates",
                "{\"name\":\"Reminder\",\"html\":\"<p>Hello {{name}}</p>\",\"text\":\"Hello {{name}}\"}"));
        made(api.post("/sequences", """
                {"name":"Offer","steps":[{"wait":{"amount":1,"unit":"minutes"},"condition":"notOpened",\
                "whenUnknown":"treatAsNotOpened","template":"Reminder"}],"calendar":{"zone":"UTC",\
                "days":["MON","TUE","WED","THU","FRI","SAT","SUN"],"from":"00:00","to":"24:00"}}"""));
    }

    private static JsonNode send(ApiClient api, String to) {
        return made(api.post("/messages", """
                {"from":"Ann <ann@example.com>","to":[{"email":"%s","name":"Bea"}],"subject":"An offer",\
                "html":"<p>Hello</p>","text":"Hello","sequence":"Offer"}""".formatted(to)));
    }

    private static JsonNode made(ApiClient.Answer answer) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer.body();
    }

    private static JsonNode followUp(ApiClient api, String recipient) {
        return items(api, "/follow-ups").stream()
                .filter(item -> item.get("recipient").asText().equals(recipient))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isOver(ApiClient api, String recipient) {
        return !Set.of("waiting", "handing-over")
                .contains(followUp(api, recipient).get("state").asText());
    }

    /** Latest first. */
    private static List<JsonNode> captured(ApiClient api, String to) {
        return items(api, "/captured").stream()
                .filter(mail -> mail.get("to").asText().equals(to))
                .toList();
    }

    private static List<String> subjects(ApiClient api, String to) {
        return captured(api, to).stream()
                .map(mail -> mail.get("subject").asText())
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

    private static List<JsonNode> items(ApiClient api, String path) {
        return StreamSupport.stream(api.get(path).body().get("items").spliterator(), false)
                .toList();
    }

    private static void until(BooleanSupplier condition) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the time to wait").isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }
}
