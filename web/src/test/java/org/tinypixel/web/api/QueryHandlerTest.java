package org.tinypixel.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A query of the API through a real Undertow that lets unescaped characters through. */
final class QueryHandlerTest {
    private static Undertow server;

    @BeforeAll
    static void start() {
        server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setServerOption(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, true)
                .setHandler(new QueryHandler(
                        exchange -> exchange.getResponseSender().send("<" + exchange.getDecodedQueryString() + ">")))
                .build();
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @ParameterizedTest
    @CsvSource({
        "q=two%20words, q=two+words",
        "q=two+words, q=two+words",
        "q=a%26b%3Dc&limit=5, limit=5&q=a%26b%3Dc",
        "q=gr%C3%BC%C3%9Fe, q=gr%C3%BC%C3%9Fe",
        "q=%2B1%25, q=%2B1%25",
        "q=x%0D%0Ay, q=x%0D%0Ay",
        "kind=a&kind=b, kind=a&kind=b",
        "q=&limit=5, limit=5&q=",
        "q={x}|y, q=%7Bx%7D%7Cy",
    })
    void a_query_arrives_as_it_was_meant(String sent, String written) {
        assertThat(answer("/api/v1/messages?" + sent)).endsWith("<" + written + ">");
    }

    private static String answer(String target) {
        var address = (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
        try (var socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
