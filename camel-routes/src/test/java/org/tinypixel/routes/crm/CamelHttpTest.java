package org.tinypixel.routes.crm;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tinypixel.routes.crm.Http.Answer;
import org.tinypixel.routes.crm.Http.Fault;
import org.tinypixel.routes.crm.Http.Kind;
import org.tinypixel.routes.crm.Http.Request;

final class CamelHttpTest {
    private HttpServer server;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile byte[] answer = {};

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            calls.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("X-Path", exchange.getRequestURI().toString());
            exchange.getResponseHeaders()
                    .add("X-Had", String.valueOf(exchange.getRequestHeaders().getFirst("X-Mine")));
            exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private static Http.Reply post(RealHttp http, String url) {
        try (http) {
            return http.http.send(new Request(
                    URI.create(url),
                    Map.of("Content-Type", "text/plain", "X-Mine", "1"),
                    "hello".getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static Kind fault(Http.Reply reply) {
        assertThat(reply).isInstanceOf(Fault.class);
        return ((Fault) reply).kind();
    }

    @Test
    void an_answer_comes_back_whole_and_the_address_arrives_as_it_is() {
        answer = "grüße".getBytes(StandardCharsets.UTF_8);
        var reply = post(RealHttp.toLoopback(), "http://127.0.0.1:" + port() + "/a%20b/?x=1%2B2&y=%C3%BC");
        assertThat(reply).isInstanceOfSatisfying(Answer.class, got -> {
            assertThat(got.status()).isEqualTo(200);
            assertThat(got.body()).isEqualTo("grüße");
            assertThat(got.header("X-Path")).contains("/a%20b/?x=1%2B2&y=%C3%BC");
            assertThat(got.header("x-had")).contains("1");
        });
    }

    @Test
    void an_answer_of_a_megabyte_is_not_read_to_its_end() {
        answer = new byte[1_000_000];
        assertThat(fault(post(RealHttp.toLoopback(), "http://127.0.0.1:" + port())))
                .isEqualTo(Kind.TOO_LARGE);
    }

    @Test
    void a_port_without_a_listener_was_surely_not_reached() throws IOException {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertThat(fault(post(RealHttp.toLoopback(), "http://127.0.0.1:" + free)))
                .isEqualTo(Kind.NO_CONNECTION);
    }

    @Test
    void a_server_that_takes_the_call_and_says_nothing_leaves_doubt() throws IOException {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var http = new RealHttp(RealHttp.LOOPBACK, SystemDefaultDnsResolver.INSTANCE, Duration.ofMillis(300));
            assertThat(fault(post(http, "http://127.0.0.1:" + silent.getLocalPort())))
                    .isEqualTo(Kind.NO_ANSWER);
        }
    }

    @Test
    @Tag("W2")
    void an_internal_address_is_refused_unless_the_configuration_lists_it() {
        var nothingListed = new RealHttp(List.of(), SystemDefaultDnsResolver.INSTANCE, Duration.ofSeconds(5));
        assertThat(fault(post(nothingListed, "http://127.0.0.1:" + port()))).isEqualTo(Kind.ADDRESS);
        assertThat(fault(post(RealHttp.toLoopback(), "http://169.254.169.254/latest")))
                .isEqualTo(Kind.ADDRESS);
        assertThat(calls).hasValue(0);
    }

    @Test
    @Tag("W2")
    void a_name_that_answers_otherwise_the_second_time_is_refused_at_the_connection() {
        var asked = new AtomicInteger();
        var http = new RealHttp(
                List.of(),
                new Names(() -> asked.getAndIncrement() == 0 ? "93.184.216.34" : "127.0.0.1"),
                Duration.ofSeconds(5));
        assertThat(fault(post(http, "https://rebind.example.com:" + port()))).isEqualTo(Kind.ADDRESS);
        assertThat(asked).hasValue(2);
        assertThat(calls).hasValue(0);
    }

    @Test
    void plain_http_leaves_only_to_listed_hosts() {
        var http = new RealHttp(List.of(), new Names(() -> "93.184.216.34"), Duration.ofSeconds(5));
        assertThat(fault(post(http, "http://crm.example.com"))).isEqualTo(Kind.ADDRESS);
    }

    /** A name service that the test runs. */
    private record Names(java.util.function.Supplier<String> address) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return new InetAddress[] {InetAddress.getByName(address.get())};
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
