package org.tinypixel.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How the server process starts and ends. */
class StopIT {
    private static final String MAIL =
            "From: anna@example.com\r\nTo: bob@example.org\r\nSubject: Offer\r\n\r\n" + "Hello\r\n".repeat(100);

    @Test
    @Tag("O1")
    void a_request_in_flight_finishes_after_sigterm_and_new_ones_are_sent_elsewhere() {
        try (var server = TinypixelServer.start();
                var slow = new RawHttp(server)) {
            slow.send("POST /api/v1/messages/raw?from=anna@example.com&to=bob@example.org HTTP/1.1\r\n"
                    + "Host: localhost\r\nConnection: close\r\nAuthorization: Bearer " + TinypixelServer.KEY
                    + "\r\nContent-Type: message/rfc822\r\nExpect: 100-continue\r\nContent-Length: " + MAIL.length()
                    + "\r\n\r\n" + MAIL.substring(0, 60));
            // Seen before the signal: the server has taken the request over.
            assertThat(slow.firstLine()).startsWith("HTTP/1.1 100");

            server.process().destroy();
            var refused = ApiClient.eventually(() -> ready(server), answer -> answer.startsWith("HTTP/1.1 503"));
            slow.send(MAIL.substring(60));

            assertThat(refused).startsWith("HTTP/1.1 503");
            assertThat(slow.rest()).contains("HTTP/1.1 201");
            server.stop();
            assertThat(server.consoleLines()).hasSize(1);
        }
    }

    private static String ready(TinypixelServer server) {
        return RawHttp.answer(server, "GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    }

    @Test
    void a_second_server_on_the_same_home_is_refused_and_the_first_stays() throws IOException {
        try (var server = TinypixelServer.start()) {
            var second = launcher(Map.of("TINYPIXEL_HOME", server.home().toString()));

            assertThat(second.exit()).isEqualTo(1);
            assertThat(second.said()).contains("already runs with the home " + server.home());
            assertThat(ready(server)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void every_wrong_setting_is_named_at_once_and_nothing_is_written() throws IOException {
        var home = Files.createTempDirectory(Path.of("target"), "wrong").toAbsolutePath();

        var start = launcher(Map.of(
                "TINYPIXEL_HOME", home.toString(), "TINYPIXEL_HTTP_PORT", "eighty", "TINYPIXEL_BNID", "127.0.0.1"));

        assertThat(start.exit()).isEqualTo(1);
        assertThat(start.said()).contains("TINYPIXEL_HTTP_PORT is eighty", "did you mean TINYPIXEL_BIND?");
        try (var files = Files.list(home)) {
            assertThat(files.toList()).isEmpty();
        }
    }

    @Test
    void data_keys_and_logs_are_for_their_owner_only() throws IOException {
        try (var server = TinypixelServer.start();
                var files = Files.walk(server.home())) {
            var open = files.filter(file -> !file.equals(server.home()))
                    .filter(StopIT::isOpenToOthers)
                    .toList();
            assertThat(open).isEmpty();
        }
    }

    private static boolean isOpenToOthers(Path file) {
        try {
            return Files.getPosixFilePermissions(file).stream()
                    .anyMatch(right ->
                            List.of("GROUP", "OTHERS").contains(right.name().split("_", 2)[0]));
        } catch (IOException gone) {
            return false;
        }
    }

    private record Run(int exit, String said) {}

    private static Run launcher(Map<String, String> environment) throws IOException {
        var builder = new ProcessBuilder(
                Path.of("target", "server", "bin", "tinypixel").toString(), "run");
        builder.environment().keySet().removeIf(name -> name.startsWith("TINYPIXEL_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        var process = builder.redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Run(process.onExit().join().exitValue(), said);
    }
}
