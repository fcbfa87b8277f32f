package org.tinypixel.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;

/** Speaks to a server as a script would: the public API with a key, and pixels and links as a mail client asks for them. */
final class ApiClient {
    /** A mail client that loads pictures itself, as it names itself. */
    static final String THUNDERBIRD = "Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Thunderbird/115.9.0";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final TinypixelServer server;

    ApiClient(TinypixelServer server) {
        this.server = server;
    }

    /** An answer of the API. */
    record Answer(int status, JsonNode body) {
        /** The fields that the answer calls wrong, in its order. */
        java.util.List<String> wrongFields() {
            return body.path("errors").findValuesAsText("field");
        }

        JsonNode at(String pointer) {
            return body.at(pointer);
        }
    }

    Answer get(String path) {
        return json(request("/api/v1" + path).GET());
    }

    Answer post(String path, String json) {
        return json(request("/api/v1" + path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    Answer put(String path, String json) {
        return json(request("/api/v1" + path)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json)));
    }

    Answer patch(String path, String json) {
        return json(request("/api/v1" + path)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(json)));
    }

    Answer post(String path, String type, byte[] body) {
        return json(request("/api/v1" + path).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)));
    }

    /** Gives the status of the answer. */
    int delete(String path) {
        return json(request("/api/v1" + path).DELETE()).status();
    }

    byte[] bytes(String path) {
        return send(request("/api/v1" + path).GET()).body();
    }

    /** Asks for a pixel or link of a mail, at this server whatever its public address is. */
    HttpResponse<byte[]> asMailClient(String address, String userAgent) {
        return asMailClient("GET", address, userAgent);
    }

    HttpResponse<byte[]> asMailClient(String method, String address, String userAgent) {
        var uri = URI.create(address);
        var path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        return send(HttpRequest.newBuilder(server.at(path))
                .timeout(PATIENCE)
                .header("User-Agent", userAgent)
                .method(method, BodyPublishers.noBody()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.at(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + TinypixelServer.KEY);
    }

    private Answer json(HttpRequest.Builder request) {
        var answer = send(request);
        try {
            var text = new String(answer.body(), StandardCharsets.UTF_8);
            return new Answer(answer.statusCode(), text.isEmpty() ? JSON.createObjectNode() : JSON.readTree(text));
        } catch (IOException noJson) {
            throw new UncheckedIOException("answered " + answer.statusCode() + " and no JSON", noJson);
        }
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** Asks again and again until the condition holds, and gives the last answer in any case: what it should be is the caller's assertion. */
    static <T> T eventually(Supplier<T> ask, java.util.function.Predicate<T> holds) {
        return eventually(PATIENCE, ask, holds);
    }

    static <T> T eventually(Duration patience, Supplier<T> ask, java.util.function.Predicate<T> holds) {
        var end = System.nanoTime() + patience.toNanos();
        var last = ask.get();
        while (!holds.test(last) && System.nanoTime() < end) {
            java.util.concurrent.locks.LockSupport.parkNanos(
                    Duration.ofMillis(100).toNanos());
            last = ask.get();
        }
        return last;
    }

    /** The first copy of a mail, as soon as its status is this one. */
    JsonNode copyWithStatus(String message, String status) {
        return eventually(
                () -> get("/messages/" + message).at("/copies/0"),
                copy -> copy.path("status").asText().equals(status));
    }
}
