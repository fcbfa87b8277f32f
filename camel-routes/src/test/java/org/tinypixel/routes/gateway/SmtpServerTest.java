package org.tinypixel.routes.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.routes.gateway.PemFiles.Unusable;
import org.tinypixel.settings.TestSettings;

/** What the server does with peers that mean ill or are slow; the application behind it is away. */
@Timeout(120)
final class SmtpServerTest {
    @TempDir
    Path folder;

    private SmtpServer server;
    private int port;

    private static final class Nobody implements Desk {
        @Override
        public Optional<Viewer> signIn(String user, String key) {
            return Optional.empty();
        }

        @Override
        public Optional<String> refuses(EmailAddress recipient) {
            return Optional.empty();
        }

        @Override
        public void mustHaveRoom(long octets) {
            // There is room.
        }

        @Override
        public Reply accept(Draft draft) {
            return ReplyRule.noDatabase();
        }
    }

    private void start(int connections, Duration idle) throws IOException, Unusable {
        var settings = new TestSettings().get().gateway();
        server = new SmtpServer(
                new Session.Setup(
                        "mail.example.com",
                        folder,
                        1000,
                        10,
                        idle,
                        Duration.ofMinutes(5),
                        new Nobody(),
                        new Certificates(settings, folder, "mail.example.com", InstantSource.system()),
                        new GuessBrake(),
                        InstantSource.system()),
                connections,
                Thread::new);
        port = server.listen(InetAddress.getLoopbackAddress(), 0, false);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    @Test
    void who_says_nothing_is_told_so_and_cut_off() throws IOException, Unusable {
        start(5, Duration.ofMillis(300));
        try (var socket = connect();
                var in = reader(socket)) {
            assertThat(in.readLine()).startsWith("220 mail.example.com");
            assertThat(in.readLine()).startsWith("421 4.4.2");
            assertThat(in.readLine()).isNull();
        }
    }

    @Test
    @Tag("K7")
    void who_drips_is_cut_off_like_who_says_nothing() throws IOException, Unusable {
        start(5, Duration.ofMillis(500));
        try (var socket = connect();
                var in = reader(socket)) {
            assertThat(in.readLine()).startsWith("220");
            var drops = 0;
            while (!in.ready()) {
                socket.getOutputStream().write('x');
                drops++;
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
            assertThat(drops).isGreaterThan(1);
            assertThat(in.readLine()).startsWith("421 4.4.2");
        }
    }

    @Test
    @Tag("O6")
    void who_never_reads_does_not_hold_a_thread_for_ever() throws IOException, Unusable {
        start(5, Duration.ofMillis(500));
        try (var socket = connect()) {
            var commands = "NOOP\r\n".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
            assertThatThrownBy(() -> {
                        while (true) {
                            socket.getOutputStream().write(commands);
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
        await(0);
    }

    @Test
    @Tag("S2")
    void one_connection_too_many_is_asked_to_come_back() throws IOException, Unusable {
        start(3, Duration.ofMinutes(1));
        var open = new ArrayList<Socket>();
        for (var i = 0; i < 3; i++) {
            var socket = connect();
            open.add(socket);
            assertThat(reader(socket).readLine()).startsWith("220");
        }
        try (var fourth = connect();
                var in = reader(fourth)) {
            assertThat(in.readLine()).startsWith("421 4.7.0");
            assertThat(in.readLine()).isNull();
        }
        for (var socket : open) {
            socket.close();
        }
        await(0);
        try (var again = connect();
                var in = reader(again)) {
            assertThat(in.readLine()).startsWith("220");
        }
    }

    @Test
    void a_stop_says_good_bye_to_everybody() throws IOException, Unusable {
        start(5, Duration.ofMinutes(1));
        try (var socket = connect();
                var in = reader(socket)) {
            assertThat(in.readLine()).startsWith("220");
            server.close();
            assertThat(in.readLine()).startsWith("421 4.3.2");
            assertThat(in.readLine()).isNull();
        }
        assertThatThrownBy(this::connect).isInstanceOf(IOException.class);
    }

    @Test
    @Tag("S6")
    void clear_text_after_starttls_is_never_read_as_a_command() throws IOException, Unusable {
        start(5, Duration.ofSeconds(5));
        // In one packet with the command, and a moment after it: then it is no handshake.
        for (var later : new boolean[] {false, true}) {
            try (var socket = connect();
                    var in = reader(socket)) {
                assertThat(in.readLine()).startsWith("220");
                var out = socket.getOutputStream();
                if (later) {
                    out.write("STARTTLS\r\n".getBytes(StandardCharsets.US_ASCII));
                    LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
                    out.write("NOOP\r\n".getBytes(StandardCharsets.US_ASCII));
                } else {
                    out.write("STARTTLS\r\nNOOP\r\n".getBytes(StandardCharsets.US_ASCII));
                }
                var answers = new ArrayList<String>();
                for (var line = line(in); line != null; line = line(in)) {
                    answers.add(line);
                }
                assertThat(answers).noneMatch(answer -> answer.startsWith("250"));
            }
        }
    }

    /** Null where the server closed, also by a reset. */
    private static String line(BufferedReader in) {
        try {
            return in.readLine();
        } catch (IOException reset) {
            return null;
        }
    }

    private void await(int connections) {
        var end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (server.connections() != connections && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        assertThat(server.connections()).isEqualTo(connections);
    }
}
