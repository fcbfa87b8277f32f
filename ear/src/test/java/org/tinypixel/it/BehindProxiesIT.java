package org.tinypixel.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tinypixel.it.ApiClient.THUNDERBIRD;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A real nginx, set up as the documentation shows, and a real HAProxy as it comes: no request hides in another. */
class BehindProxiesIT {
    private static TinypixelServer server;
    private static ApiClient api;
    private static Fronts fronts;
    private static Map<String, Integer> ports;

    @TempDir
    static Path folder;

    @BeforeAll
    static void start() {
        server = TinypixelServer.start();
        api = new ApiClient(server);
        fronts = new Fronts(folder);
        ports = Map.of(
                "no proxy", server.httpPort(),
                "nginx", fronts.nginx("put-behind-nginx.md", server),
                "haproxy", fronts.haproxy(server));
    }

    @AfterAll
    static void stop() {
        fronts.close();
        server.close();
    }

    private static JsonNode mail() {
        var sent = api.post(
                "/messages",
                "{\"from\":\"anna@example.com\",\"subject\":\"x\",\"send\":false,\"to\":[{\"email\":\"bob@example.org\"}],"
                        + "\"html\":\"<p>x</p>\"}");
        assertThat(sent.status()).as(sent.body().toString()).isEqualTo(201);
        return sent.body();
    }

    private static String pixel(JsonNode mail) {
        return URI.create(mail.at("/copies/0/openUrl").asText()).getRawPath();
    }

    private static int loads(JsonNode mail) {
        var copy = api.get("/messages/" + mail.get("id").asText()).at("/copies/0");
        return copy.at("/opens/human").asInt() + copy.at("/opens/machine").asInt();
    }

    /** Headers by which two servers may come to read one stream of bytes as different requests; %d stands for the length of all that follows. */
    static Stream<Arguments> attacks() {
        var attacks = Map.of(
                "a length and chunks", "Content-Length: %d\r\nTransfer-Encoding: chunked",
                "two lengths", "Content-Length: 0\r\nContent-Length: %d",
                "a blank before the colon", "Transfer-Encoding : chunked\r\nContent-Length: %d",
                "a coding that is none", "Transfer-Encoding: xchunked\r\nContent-Length: %d",
                "a length with a sign", "Content-Length: +%d",
                "a folded header", "X: y\r\n Transfer-Encoding: chunked\r\nContent-Length: %d",
                "a bare return in a header", "X: y\rTransfer-Encoding: chunked\r\nContent-Length: %d");
        return ports.entrySet().stream()
                .flatMap(front -> attacks.entrySet().stream()
                        .map(attack ->
                                Arguments.of(front.getKey(), attack.getKey(), front.getValue(), attack.getValue())));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("attacks")
    @Tag("K10")
    void no_request_hides_in_another(String front, String attack, int port, String headers) {
        var mail = mail();
        var hidden = "0\r\n\r\nGET " + pixel(mail)
                + " HTTP/1.1\r\nHost: localhost\r\nUser-Agent: hidden\r\nConnection: close\r\n\r\n";
        var answer = RawHttp.answer(
                port,
                "POST /t/nothing HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                        + headers.formatted(hidden.length()) + "\r\n\r\n" + hidden);
        assertThat(answer).doesNotContain("image/gif");
        assertThat(answer.split("HTTP/1\\.[01] ", -1)).as(answer).hasSizeLessThanOrEqualTo(2);
        // A good request that comes later is folded after a hidden one that had come before.
        var open = mail.at("/copies/0/openUrl").asText();
        assertThat(api.asMailClient(open, THUNDERBIRD).statusCode()).isEqualTo(200);
        assertThat(ApiClient.eventually(() -> loads(mail), loads -> loads > 0)).isEqualTo(1);
        assertThat(events(mail)).hasSize(1);
    }

    private static List<String> events(JsonNode mail) {
        return api
                .get("/messages/" + mail.get("id").asText() + "/events")
                .at("/items")
                .findValuesAsText("type")
                .stream()
                .filter("open"::equals)
                .toList();
    }

    @Test
    @Tag("K10")
    void a_request_without_a_host_or_with_two_is_refused() {
        assertThat(RawHttp.answer(server.httpPort(), "GET /health/live HTTP/1.1\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
        assertThat(RawHttp.answer(
                        ports.get("nginx"),
                        "GET /health/live HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
    }
}
