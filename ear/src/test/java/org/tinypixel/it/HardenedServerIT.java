package org.tinypixel.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tinypixel.base.FreePort;

/** What a stranger gets out of the server itself, before any of our code: as little as possible. */
class HardenedServerIT {
    private static final int MANAGEMENT = FreePort.next();
    private static final ObjectMapper JSON = new ObjectMapper();

    private static TinypixelServer server;

    @BeforeAll
    static void start() {
        server = TinypixelServer.start(Map.of("JAVA_OPTS", "-Djboss.management.http.port=" + MANAGEMENT));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String get(String path, String... headers) {
        var lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return RawHttp.answer(
                server, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + lines + "\r\n");
    }

    @Test
    @Tag("K6")
    void headers_of_31_kilobytes_pass_and_of_40_are_refused() {
        assertThat(get("/health/live", "X: " + "a".repeat(31_000))).startsWith("HTTP/1.1 200");
        assertThat(get("/health/live", "X: " + "a".repeat(40_000))).startsWith("HTTP/1.1 400");
    }

    @Test
    @Tag("K6")
    void too_many_headers_or_parameters_are_refused() {
        var headers = IntStream.range(0, 120).mapToObj(i -> "X" + i + ": 1").toArray(String[]::new);
        var parameters = IntStream.range(0, 60).mapToObj(i -> "p" + i + "=1").collect(Collectors.joining("&"));
        assertThat(get("/health/live", headers)).startsWith("HTTP/1.1 400");
        assertThat(get("/health/live?" + parameters)).startsWith("HTTP/1.1 400");
    }

    @Test
    @Tag("K6")
    void a_body_outside_the_api_is_short_and_says_its_length() {
        var start = "POST /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
        assertThat(RawHttp.answer(server, start + "Content-Length: 100000\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
        assertThat(RawHttp.answer(server, start + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 411");
    }

    @Test
    @Tag("K6")
    void a_mail_of_30_megabytes_is_refused_in_words_announced_or_not() {
        var api = new ApiClient(server);
        var announced = api.post(
                "/messages/raw?from=anna@example.com&to=bob@example.org", "message/rfc822", new byte[30 * 1024 * 1024]);
        assertThat(announced.status()).isEqualTo(413);
        assertThat(announced.at("/detail").asText()).contains("larger than 25 MB");
    }

    @Test
    @Tag("K7")
    void a_request_that_drips_in_is_cut_off() {
        try (var http = new RawHttp(server)) {
            http.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
            assertThat(http.rest()).doesNotStartWith("HTTP/1.1 200");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console",
                "/console/index.html",
                "/management",
                "/wildfly-services",
                "/wildfly-services/ejb/v1/open",
                "/welcome-content/",
                "/index.jsp",
                "/WEB-INF/web.xml",
                "/META-INF/MANIFEST.MF"
            })
    void nothing_of_the_server_itself_is_there(String path) {
        assertThat(get(path))
                .doesNotStartWith("HTTP/1.1 30")
                .doesNotStartWith("HTTP/1.1 401")
                .doesNotContainIgnoringCase("wildfly")
                .doesNotContainIgnoringCase("jboss")
                .doesNotContainIgnoringCase("undertow")
                .doesNotContain("Manifest-Version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/health/live", "/api/v1/nothing", "/t/nothing", "/health/nothing"})
    void every_answer_has_the_protecting_headers_and_none_that_names_the_software(String path) {
        var head = get(path).split("\r\n\r\n", 2)[0];
        assertThat(head)
                .contains("X-Content-Type-Options: nosniff", "Referrer-Policy: no-referrer")
                .doesNotContain("Server:", "X-Powered-By:");
    }

    @Test
    void http2_is_not_spoken_on_the_plain_port_and_trace_not_echoed() {
        var upgrade = get(
                "/health/live",
                "Connection: Upgrade, HTTP2-Settings",
                "Upgrade: h2c",
                "HTTP2-Settings: AAMAAABkAAQAAP__");
        assertThat(upgrade).doesNotStartWith("HTTP/1.1 101");
        assertThat(RawHttp.answer(server, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")).startsWith("HTTP/1.1 400");
        var trace = "TRACE /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Secret: hidden\r\n\r\n";
        assertThat(RawHttp.answer(server, trace)).startsWith("HTTP/1.1 405").doesNotContain("hidden");
    }

    @Test
    void the_running_server_is_as_the_threat_model_wants_it() {
        var container = "/subsystem=undertow/servlet-container=default";
        var model = management(
                "/core-service=management/management-interface=http-interface:read-attribute(name=console-enabled)",
                "/interface=management:read-attribute(name=resolved-address)",
                container + ":read-attribute(name=stack-trace-on-error)",
                container + ":read-children-names(child-type=setting)",
                "/subsystem=datasources:read-children-names(child-type=data-source)",
                "/subsystem=undertow/server=default-server:read-children-names(child-type=https-listener)",
                "/subsystem=undertow/server=default-server/host=default-host:read-children-names(child-type=setting)",
                "/subsystem=undertow/server=default-server/host=default-host:read-children-names(child-type=location)");
        assertThat(model.replaceAll("\\s+", ""))
                .isEqualTo(List.of(
                                answer("false"),
                                answer("\"127.0.0.1\""),
                                answer("\"none\""),
                                answer("[]"),
                                answer("[\"TinypixelDS\"]"),
                                answer("[]"),
                                answer("[]"),
                                answer("[]"))
                        .stream()
                        .collect(Collectors.joining()));
    }

    @Test
    void a_filter_may_hold_whatever_an_address_must_escape() {
        var api = new ApiClient(server);
        var mail = json("from", "anna@example.com", "subject", "x", "html", "<p>x</p>", "campaign", "Oil & gas 100%");
        assertThat(api.post("/messages", mail.replace("{", "{\"to\":[{\"email\":\"bob@example.org\"}],\"send\":false,"))
                        .status())
                .isEqualTo(201);
        assertThat(api.get("/messages?campaign=Oil%20%26%20gas%20100%25").at("/items"))
                .hasSize(1);
        assertThat(api.get("/messages?campaign=Oil%20").at("/items")).isEmpty();
    }

    /** Line ends, terminal commands, and marks that turn the direction of writing. */
    private static final String FORGED = "x\r\n{\"level\":\"INFO\"}\u2028\u001b[2J\u202e\u0085y";

    @Test
    @Tag("K5")
    void the_log_has_one_line_for_each_event_whatever_strangers_write() throws IOException {
        var api = new ApiClient(server);
        api.post("/session", json("email", FORGED, "password", FORGED));
        api.post("/messages", json("from", "anna@example.com", "subject", FORGED, FORGED, "x"));
        api.get("/messages?q=" + URLEncoder.encode(FORGED, UTF_8));
        get("/t/o/" + URLEncoder.encode(FORGED, UTF_8) + ".gif", "User-Agent: \u001b[2J\u0085");
        api.post("/crm/connections", json("kind", "webhook", "name", FORGED, "url", "https://" + FORGED));

        var log = Files.readString(server.home().resolve("log").resolve("tinypixel.log"));
        assertThat(log).isNotBlank();
        assertThat(log.lines())
                .allSatisfy(line ->
                        assertThat(JSON.readTree(line).isObject()).as(line).isTrue());
        assertThat(log.replace("\n", "")
                        .codePoints()
                        .filter(HardenedServerIT::acts)
                        .boxed())
                .as("characters that act")
                .isEmpty();
    }

    private static String json(String... namesAndValues) {
        var object = JSON.createObjectNode();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            object.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return object.toString();
    }

    private static boolean acts(int letter) {
        return Character.isISOControl(letter)
                || letter == 0x2028
                || letter == 0x2029
                || Character.getType(letter) == Character.FORMAT;
    }

    private static String answer(String result) {
        return "{\"outcome\"=>\"success\",\"result\"=>" + result + "}";
    }

    private static String management(String... commands) {
        var cli = Path.of("target", "server", "wildfly", "bin", "jboss-cli.sh").toString();
        var builder = new ProcessBuilder(
                "sh",
                cli,
                "--connect",
                "--controller=127.0.0.1:" + MANAGEMENT,
                "--commands=" + String.join(",", commands));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.redirectErrorStream(true);
        try {
            var process = builder.start();
            process.getOutputStream().close();
            return new String(process.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
