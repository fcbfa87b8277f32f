package org.tinypixel.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tinypixel.base.FreePort;

/** Mail that leaves the server over SMTP, and what is said of it when the next server answers in every way there is. */
class RelayIT {
    private TestRelay relay;
    private TinypixelServer server;
    private ApiClient api;

    @BeforeEach
    void start() throws IOException {
        relay = new TestRelay();
        server = TinypixelServer.start(Map.of("TINYPIXEL_RELAY_URL", "smtp://127.0.0.1:" + relay.port()));
        api = new ApiClient(server);
    }

    @AfterEach
    void stop() throws IOException {
        // First the relay, so that no connection holds the server.
        relay.close();
        if (server != null) {
            server.close();
        }
    }

    @Test
    void every_answer_of_the_next_server_is_told_as_it_is() {
        assertThat(api.copyWithStatus(send("bert@example.net"), "not-tracked")
                        .at("/delivery/detail")
                        .asText())
                .isEqualTo("250 2.0.0 taken");
        assertThat(api.copyWithStatus(send("nobody@example.net"), "bounced")
                        .at("/delivery/detail")
                        .asText())
                .contains("550 5.1.1 no such user");
        assertThat(api.copyWithStatus(send("grey@example.net"), "delayed")
                        .at("/delivery/detail")
                        .asText())
                .contains("450 4.2.0 later", "Next attempt at");
        assertThat(api.copyWithStatus(send("vanish@example.net"), "not-confirmed")
                        .at("/delivery/status")
                        .asText())
                .isEqualTo("not-confirmed");
        assertThat(relay.dots()).containsOnlyOnce("bert@example.net").containsOnlyOnce("vanish@example.net");
    }

    @Test
    void a_mail_whose_server_was_killed_between_the_dot_and_the_answer_is_not_sent_again() {
        send("silent@example.net");
        ApiClient.eventually(relay::dots, dots -> dots.contains("silent@example.net"));
        server.kill();
        server.startAgain();
        // That another mail leaves proves that the restarted server looks for due ones.
        api.copyWithStatus(send("bert@example.net"), "not-tracked");
        assertThat(relay.dots()).containsExactly("silent@example.net", "bert@example.net");
    }

    private String send(String to) {
        return send(to, "anna@example.com");
    }

    @Test
    void what_may_not_have_arrived_is_sent_again_with_one_click_and_what_waits_is_withdrawn() {
        api.copyWithStatus(send("vanish@example.net"), "not-confirmed");
        var doubtful = only("not-confirmed");
        assertThat(doubtful.at("/reason").asText()).contains("It may have arrived");
        assertThat(doubtful.at("/actions/0").asText()).isEqualTo("repeat");
        var id = doubtful.at("/id").asText();
        assertThat(api.post("/outgoing/" + id + "/repeat", "").status()).isEqualTo(200);
        assertThat(ApiClient.eventually(
                                () -> api.get("/outgoing/" + id),
                                mail -> mail.at("/state").asText().equals("sent"))
                        .at("/reason")
                        .asText())
                .isEqualTo("250 2.0.0 taken");
        assertThat(relay.dots()).containsExactly("vanish@example.net", "vanish@example.net");
        assertThat(api.post("/outgoing/" + id + "/repeat", "").status()).isEqualTo(409);

        var grey = send("grey@example.net");
        api.copyWithStatus(grey, "delayed");
        var waiting = only("waiting").at("/id").asText();
        assertThat(api.get("/outgoing/" + waiting).at("/attempts").asInt()).isEqualTo(1);
        assertThat(api.post("/outgoing/" + waiting + "/try", "").status()).isEqualTo(200);
        assertThat(api.post("/outgoing/" + waiting + "/withdraw", "")
                        .at("/state")
                        .asText())
                .isEqualTo("cancelled");
        assertThat(api.copyWithStatus(grey, "cancelled").at("/delivery/detail").asText())
                .startsWith("Withdrawn by ");
    }

    @Test
    void a_second_server_is_tried_saved_without_its_password_in_sight_and_takes_its_senders_mail() throws IOException {
        try (var other = new TestRelay()) {
            var draft = """
                    {"name": "Other", "host": "127.0.0.1", "port": %d, "security": "none", "senders": ["%s"]}""";
            var wrong = api.post("/relays", draft.formatted(FreePort.next(), "other.example"));
            assertThat(wrong.status()).isEqualTo(400);
            assertThat(wrong.at("/errors/0/field").asText()).isEqualTo("port");
            assertThat(wrong.at("/errors/0/message").asText()).contains("does not answer");

            var looked = api.post("/relays/test", draft.formatted(other.port(), "other.example"));
            assertThat(looked.at("/ok").asBoolean())
                    .as(looked.body().toString())
                    .isTrue();
            var saved = api.post("/relays", draft.formatted(other.port(), "other.example"));
            assertThat(saved.status()).as(saved.body().toString()).isEqualTo(201);
            assertThat(saved.at("/isDefault").isBoolean()).isTrue();

            send("bert@example.net", "anna@other.example");
            ApiClient.eventually(other::dots, dots -> !dots.isEmpty());
            assertThat(other.dots()).containsExactly("bert@example.net");
            assertThat(relay.dots()).isEmpty();

            var id = saved.at("/id").asText();
            assertThat(api.post("/relays/" + id + "/test", "").at("/ok").asBoolean())
                    .isTrue();
            assertThat(api.delete("/relays/" + id)).isEqualTo(204);
            send("carl@example.net", "anna@other.example");
            ApiClient.eventually(relay::dots, dots -> !dots.isEmpty());
            assertThat(relay.dots()).as("by the usual one since").containsExactly("carl@example.net");
        }
    }

    @Test
    void mails_wait_in_order_while_the_server_is_down_and_leave_when_it_is_back() throws IOException {
        var port = relay.port();
        relay.close();
        var first = send("one@example.net");
        send("two@example.net");
        var waiting = ApiClient.eventually(
                () -> api.get("/outgoing?state=waiting"),
                page -> page.at("/items/1/reason").asText().contains("cannot be used")
                        && page.at("/items/0/reason").asText().contains("cannot be used"));
        assertThat(waiting.at("/items/0/attempts").asInt()).isZero();
        assertThat(waiting.at("/items/0/nextAttempt").asText()).isNotEmpty();
        assertThat(api.get("/relays/environment").at("/state").asText()).isEqualTo("down");
        assertThat(api.get("/messages/" + first).at("/copies/0/status").asText())
                .isEqualTo("queued");

        relay = new TestRelay(port);
        var oldest = waiting.at("/items/1/id").asText();
        assertThat(api.post("/outgoing/" + oldest + "/try", "").status()).isEqualTo(200);
        ApiClient.eventually(relay::dots, dots -> dots.size() == 2);
        assertThat(relay.dots()).containsExactly("one@example.net", "two@example.net");
        assertThat(ApiClient.eventually(
                                () -> api.get("/relays/environment"),
                                view -> view.at("/state").asText().equals("ok"))
                        .at("/lastTakenAt")
                        .asText())
                .isNotEmpty();
    }

    @Test
    void a_test_mail_says_line_by_line_how_far_it_came_and_is_in_no_number() {
        var sent = api.post("/test-mails", "{\"relay\": \"environment\"}");
        assertThat(sent.status()).as(sent.body().toString()).isEqualTo(201);
        var id = sent.at("/id").asText();
        var taken = ApiClient.eventually(
                () -> api.get("/test-mails/" + id),
                mail -> mail.at("/checks/0/state").asText().equals("done"));
        assertThat(taken.at("/checks/0/text").asText()).isEqualTo("250 2.0.0 taken");
        assertThat(taken.at("/checks/2/key").asText()).isEqualTo("pixel");
        assertThat(taken.at("/checks/2/state").asText()).isEqualTo("failed");
        assertThat(taken.at("/checks/2/text").asText()).contains("nobody but this machine reaches");
        assertThat(api.get("/reports/engagement?from=2020-01-01&to=2100-01-01")
                        .at("/totals/sent")
                        .asInt())
                .isZero();
        assertThat(api.get("/test-mails/" + "x".repeat(22)).status()).isEqualTo(404);
    }

    private ApiClient.Answer only(String state) {
        var found = api.get("/outgoing?state=" + state);
        assertThat(found.at("/items")).as(found.body().toString()).hasSize(1);
        return new ApiClient.Answer(200, found.at("/items/0"));
    }

    private String send(String to, String from) {
        var answer = api.post(
                "/messages",
                "{\"from\":\"" + from + "\",\"to\":[{\"email\":\"" + to
                        + "\"}],\"subject\":\"Hi\",\"text\":\"Hallo\"}");
        assertThat(answer.status()).isEqualTo(201);
        return answer.at("/id").asText();
    }
}
