package org.tinypixel.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Makes people with API keys, as an administrator and they themselves do on the screens. */
final class GatewayPeople {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private GatewayPeople() {}

    /** A new salesperson's own API key. */
    static String keyOf(TinypixelServer server, String name, String address) {
        return keyOf(server, name, address, "salesperson");
    }

    /** The own API key of somebody new with this role, in the first team. */
    static String keyOf(TinypixelServer server, String name, String address, String role) {
        var password = "a long password of " + name;
        var account = "\"email\": \"" + address + "\", \"password\": \"" + password + "\"";
        var made = new ApiClient(server)
                .post("/users", "{\"name\": \"" + name + "\", " + account + ", \"roles\": [\"" + role + "\"]}");
        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
        try {
            var signedIn = send(request(server, "/session", "{" + account + "}"));
            var cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow();
            var csrf = JSON.readTree(signedIn.body()).path("csrf").asText();
            var key = send(request(server, "/api-keys", "{\"name\": \"Mail program\"}")
                    .header("Cookie", cookie.substring(0, cookie.indexOf(';')))
                    .header("X-Tinypixel-Csrf", csrf));
            assertThat(key.statusCode()).as(key.body()).isEqualTo(201);
            return JSON.readTree(key.body()).path("key").asText();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static HttpRequest.Builder request(TinypixelServer server, String path, String json) {
        return HttpRequest.newBuilder(server.at("/api/v1" + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
