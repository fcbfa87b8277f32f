package org.tinypixel.routes.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.tinypixel.base.Json;
import org.tinypixel.crm.CrmAccount;
import org.tinypixel.crm.CrmConnector;
import org.tinypixel.crm.CrmConnectorContract;
import org.tinypixel.crm.CrmRef;
import org.tinypixel.crm.Finding;
import org.tinypixel.crm.Outcome;

/** The connector and a receiver on this machine that checks signatures with the standard's own library. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WebhookConnectorTest implements CrmConnectorContract {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OTHER = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    private final RealHttp real = RealHttp.toLoopback();
    private HttpServer server;
    private final List<Received> received = Collections.synchronizedList(new ArrayList<>());
    private volatile int status = 204;

    private record Received(String body, HttpHeaders headers) {
        JsonNode json() {
            try {
                return Json.MAPPER.readTree(body);
            } catch (IOException damaged) {
                throw new UncheckedIOException(damaged);
            }
        }
    }

    @BeforeEach
    void receive() throws IOException {
        status = 204;
        received.clear();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received.add(new Received(body, HttpHeaders.of(exchange.getRequestHeaders(), (name, value) -> true)));
            exchange.getResponseHeaders().add("Location", "http://169.254.169.254/");
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @AfterAll
    void end() {
        real.close();
    }

    private CrmAccount account(Map<String, String> more) {
        var fields = new TreeMap<>(Map.of(
                "url", "http://127.0.0.1:" + server.getAddress().getPort() + "/hook?team=a%20b", "secret", SECRET));
        fields.putAll(more);
        return new CrmAccount("AAAAAAAAAAAAAAAAAAAAAA", 1, fields);
    }

    private WebhookConnector connector() {
        return new WebhookConnector(real.http, InstantSource.system());
    }

    private Outcome send(Map<String, String> more) {
        var command = CrmConnectorContract.opens(null, CrmConnectorContract.key(1), null, 2);
        return connector().apply(account(more), List.of(command)).get(0);
    }

    @Override
    public Bench bench() {
        var faulty = new FaultyHttp(real.http);
        var connector = new WebhookConnector(faulty, InstantSource.system());
        return new Bench() {
            @Override
            public CrmConnector connector() {
                return connector;
            }

            @Override
            public CrmAccount account() {
                return WebhookConnectorTest.this.account(Map.of());
            }

            @Override
            public CrmRef person() {
                return null;
            }

            @Override
            public void next(List<Fault> faults) {
                faulty.next(faults);
            }

            /** What a receiver has that does as the page for receivers says: one record a key, the newest version stays. */
            @Override
            public List<Kept> kept() {
                var kept = new TreeMap<String, Kept>();
                for (var message : List.copyOf(received)) {
                    var data = message.json().get("data");
                    var one = new Kept(
                            data.get("key").asText(),
                            data.get("version").asLong(),
                            data.get("summary").asText());
                    kept.merge(one.key(), one, (old, fresh) -> fresh.version() > old.version() ? fresh : old);
                }
                return List.copyOf(kept.values());
            }
        };
    }

    @Test
    @Tag("W1")
    void the_standard_library_accepts_what_arrives_and_refuses_it_changed() throws Exception {
        assertThat(send(Map.of())).isEqualTo(new Outcome.Ok(null, null));
        var message = received.get(0);
        new Webhook(SECRET).verify(message.body(), message.headers());
        assertThatThrownBy(() -> new Webhook(SECRET).verify(message.body() + " ", message.headers()))
                .isInstanceOf(WebhookVerificationException.class);
        assertThatThrownBy(() -> new Webhook(OTHER).verify(message.body(), message.headers()))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void while_a_secret_changes_receivers_with_either_accept() throws Exception {
        send(Map.of("previousSecret", OTHER));
        var message = received.get(0);
        new Webhook(SECRET).verify(message.body(), message.headers());
        new Webhook(OTHER).verify(message.body(), message.headers());
    }

    @Test
    void a_message_holds_the_whole_state() {
        send(Map.of());
        var body = received.get(0).json();
        assertThat(body.get("type").asText()).isEqualTo("mail.opened");
        assertThat(Instant.parse(body.get("timestamp").asText())).isEqualTo(Instant.parse("2026-03-10T09:02:00Z"));
        assertThat(body.at("/data/count").asInt()).isEqualTo(2);
        assertThat(body.at("/data/mail/recipient").asText()).isEqualTo("bob@example.org");
        assertThat(body.at("/data/confidence").asText()).isEqualTo("high");
    }

    @Test
    void the_id_is_the_same_for_each_attempt_and_another_for_each_version() {
        var key = CrmConnectorContract.key(1);
        var first = CrmConnectorContract.opens(null, key, null, 1);
        connector().apply(account(Map.of()), List.of(first));
        connector().apply(account(Map.of()), List.of(first));
        connector().apply(account(Map.of()), List.of(CrmConnectorContract.opens(null, key, null, 2)));
        assertThat(received)
                .extracting(
                        message -> message.headers().firstValue("webhook-id").orElse(""))
                .containsExactly(key + "-v1", key + "-v1", key + "-v2");
    }

    @Test
    void a_redirect_is_never_followed() {
        status = 302;
        assertThat(send(Map.of())).isInstanceOf(Outcome.Misconfigured.class);
        assertThat(received).hasSize(1);
    }

    @Test
    void each_status_has_its_meaning() {
        status = 410;
        assertThat(send(Map.of())).isInstanceOf(Outcome.Reauth.class);
        status = 403;
        assertThat(send(Map.of())).isInstanceOf(Outcome.Forbidden.class);
        status = 404;
        assertThat(send(Map.of()))
                .isInstanceOfSatisfying(
                        Outcome.Retry.class, retry -> assertThat(retry.scope()).isEqualTo(Outcome.Scope.ITEM));
        status = 429;
        assertThat(send(Map.of()))
                .isInstanceOfSatisfying(
                        Outcome.Retry.class, retry -> assertThat(retry.scope()).isEqualTo(Outcome.Scope.ACCOUNT));
    }

    @Test
    void a_receiver_that_answers_passes_the_test_with_a_signed_message() throws Exception {
        assertThat(connector().preflight(account(Map.of())))
                .extracting(Finding::severity)
                .containsExactly(Finding.Severity.INFO);
        var message = received.get(0);
        new Webhook(SECRET).verify(message.body(), message.headers());
        assertThat(message.json().get("type").asText()).isEqualTo("tinypixel.test");
    }

    @Test
    void a_receiver_that_refuses_and_a_secret_of_another_form_do_not_pass() {
        status = 404;
        assertThat(connector().preflight(account(Map.of())))
                .extracting(Finding::field)
                .containsExactly("url");
        assertThat(connector().preflight(account(Map.of("secret", "1234"))))
                .extracting(Finding::field)
                .containsExactly("secret");
    }
}
