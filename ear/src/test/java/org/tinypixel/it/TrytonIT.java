package org.tinypixel.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tinypixel.it.ApiClient.THUNDERBIRD;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tinypixel.crm.TrytonServer;

/** From a mail and its pixel to the notes that a salesperson reads in a real Tryton. */
class TrytonIT {
    private static final String IPHONE =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148";

    private static TrytonServer tryton;
    private static TinypixelServer server;
    private static ApiClient api;

    @BeforeAll
    static void start() {
        tryton = TrytonServer.start();
        server = TinypixelServer.start();
        api = new ApiClient(server);
    }

    @AfterAll
    static void stop() {
        server.close();
        tryton.close();
    }

    private static String settings(String url, String password) {
        return """
                {"connector": "tryton", "name": "Tryton", "fields": {"url": "%s", "database": "%s", "user": "%s", "password": "%s"}}
                """.formatted(url, TrytonServer.DATABASE, TrytonServer.USER, password);
    }

    private static String connect() {
        var known = api.get("/crm/connections").at("/items/0/id").asText();
        if (!known.isEmpty()) {
            return known;
        }
        var made = api.post("/crm/connections", settings(tryton.url().toString(), TrytonServer.PASSWORD));
        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
        return made.at("/id").asText();
    }

    private static JsonNode send(String recipient, String subject) {
        var sent = api.post("/messages", """
                {"from": "Anna <anna@example.com>", "to": [{"email": "%s"}], "subject": "%s",
                 "html": "<p>Hello <a href=\\"https://shop.example/\\">our offer</a></p>", "text": "Hello"}
                """.formatted(recipient, subject));
        assertThat(sent.status()).as(sent.body().toString()).isEqualTo(201);
        return sent.body();
    }

    private static void open(JsonNode mail, String userAgent) {
        api.asMailClient(mail.at("/copies/0/openUrl").asText(), userAgent);
    }

    private static List<String> notes(long party, Predicate<List<String>> holds) {
        return ApiClient.eventually(
                () -> tryton.notes(party).stream()
                        .map(note -> note.text().lines().findFirst().orElse(""))
                        .toList(),
                holds);
    }

    private static Predicate<List<String>> says(String text) {
        return notes -> notes.stream().anyMatch(note -> note.contains(text));
    }

    @Test
    void a_mail_is_one_note_for_sent_and_one_for_opened_that_grows() {
        connect();
        var rita = tryton.party("Rita", "Rita@Example.org");
        var other = tryton.party("Otto", "otto@example.org");
        var mail = send("rita@example.org", "Our offer");
        open(mail, THUNDERBIRD);
        assertThat(notes(rita, says("Opened once"))).hasSize(2).anyMatch(note -> note.startsWith("Tinypixel: Sent "));
        open(mail, IPHONE);
        assertThat(notes(rita, says("Opened 2 times"))).hasSize(2).noneMatch(note -> note.contains("Opened once"));
        assertThat(tryton.notes(rita)).allMatch(note -> note.text().contains("Mail: Our offer"));
        assertThat(tryton.notes(other)).isEmpty();
    }

    @Test
    @Tag("C3")
    void what_happens_while_tryton_is_down_arrives_afterwards_once() {
        var connection = connect();
        var bob = tryton.party("Bob", "bob@example.org");
        var first = send("bob@example.org", "Before");
        notes(bob, says("Sent"));
        tryton.stop();
        try {
            open(first, THUNDERBIRD);
            var second = send("bob@example.org", "Meanwhile");
            open(second, THUNDERBIRD);
            var state = ApiClient.eventually(
                    () -> api.get("/crm/connections/" + connection),
                    answer -> answer.at("/backlog").asInt() >= 3
                            && answer.at("/state").asText().equals("paused"));
            assertThat(state.at("/state").asText()).isEqualTo("paused");
            assertThat(state.at("/stateText").asText()).contains("Nothing answers at 127.0.0.1");
            api.copyWithStatus(second.path("id").asText(), "opened");
        } finally {
            tryton.startAgain();
        }
        var test = api.post("/crm/connections/" + connection + "/test", "");
        assertThat(test.at("/ok").asBoolean()).as(test.body().toString()).isTrue();
        assertThat(notes(bob, notes -> notes.size() >= 4))
                .hasSize(4)
                .filteredOn(note -> note.contains("Opened once"))
                .hasSize(2);
        var settled = ApiClient.eventually(
                () -> api.get("/crm/connections/" + connection),
                answer -> answer.at("/backlog").asInt() == 0);
        assertThat(settled.at("/backlog").asInt()).isZero();
        assertThat(settled.at("/dead").asInt()).isZero();
        assertThat(tryton.notes(bob)).hasSize(4);
    }

    @Test
    void wrong_settings_are_refused_with_trytons_answer_and_the_good_ones_stay() {
        var connection = connect();
        var wrongPassword =
                api.put("/crm/connections/" + connection, settings(tryton.url().toString(), "wrong"));
        assertThat(wrongPassword.status()).isBetween(400, 422);
        assertThat(wrongPassword.wrongFields()).containsExactly("fields.password");
        assertThat(wrongPassword.body().toString()).contains("Tryton refuses the user admin");
        var wrongAddress =
                api.put("/crm/connections/" + connection, settings("http://127.0.0.1:1", TrytonServer.PASSWORD));
        assertThat(wrongAddress.wrongFields()).containsExactly("fields.url");
        var kept = api.get("/crm/connections/" + connection);
        assertThat(kept.at("/fields/url/value").asText()).isEqualTo(tryton.url().toString());
        assertThat(kept.at("/fields/password/value").isNull()).isTrue();
        assertThat(kept.at("/fields/password/set").asBoolean()).isTrue();
        var carla = tryton.party("Carla", "carla@example.org");
        send("carla@example.org", "Still works");
        assertThat(notes(carla, says("Sent"))).hasSize(1);
    }

    @Test
    void an_address_that_nobody_has_waits_for_the_person_and_says_so() {
        var connection = connect();
        send("nobody@example.org", "To whom");
        var parked = ApiClient.eventually(
                () -> api.get("/crm/connections/" + connection + "/deliveries?state=parked"),
                answer -> answer.at("/items").size() == 1);
        assertThat(parked.at("/items/0/lastError").asText()).contains("nobody@example.org");
        var found = tryton.party("Found", "nobody@example.org");
        var delivery = parked.at("/items/0/id").asText();
        var replayed = api.post("/crm/connections/" + connection + "/deliveries/" + delivery + "/replay", "");
        assertThat(replayed.status()).as(replayed.body().toString()).isEqualTo(200);
        assertThat(notes(found, says("Sent"))).hasSize(1);
    }
}
