package org.tinypixel.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mail that leaves the server over SMTP, and what is said of it when the next server answers in every way there is. */
class RelayIT {
    private Relay relay;
    private TinypixelServer server;
    private ApiClient api;

    @BeforeEach
    void start() throws IOException {
        relay = new Relay();
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
        var answer = api.post(
                "/messages",
                "{\"from\":\"anna@example.com\",\"to\":[{\"email\":\"" + to
                        + "\"}],\"subject\":\"Hi\",\"text\":\"Hallo\"}");
        assertThat(answer.status()).isEqualTo(201);
        return answer.at("/id").asText();
    }

    /** A mail server whose answer depends on the recipient. */
    private static final class Relay implements AutoCloseable {
        private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final List<String> dots = new CopyOnWriteArrayList<>();
        private final List<Socket> open = new CopyOnWriteArrayList<>();

        Relay() throws IOException {
            new Thread(this::accept, "relay").start();
        }

        int port() {
            return listener.getLocalPort();
        }

        /** Recipients of the mails whose final dot arrived, in order. */
        List<String> dots() {
            return List.copyOf(dots);
        }

        private void accept() {
            while (!listener.isClosed()) {
                try {
                    var socket = listener.accept();
                    open.add(socket);
                    new Thread(() -> talk(socket), "relay-connection").start();
                } catch (IOException closed) {
                    return;
                }
            }
        }

        private void talk(Socket socket) {
            try (socket;
                    var in = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
                say(socket, "220 ready");
                var recipient = "";
                for (var line = in.readLine(); line != null; line = in.readLine()) {
                    if (line.startsWith("RCPT TO:<")) {
                        recipient = line.substring("RCPT TO:<".length(), line.indexOf('>'));
                        say(
                                socket,
                                recipient.startsWith("nobody")
                                        ? "550 5.1.1 no such user"
                                        : recipient.startsWith("grey") ? "450 4.2.0 later" : "250 ok");
                    } else if (line.equals("DATA")) {
                        say(socket, "354 go on");
                    } else if (line.equals(".")) {
                        dots.add(recipient);
                        if (recipient.startsWith("vanish")) {
                            return;
                        }
                        if (!recipient.startsWith("silent")) {
                            say(socket, "250 2.0.0 taken");
                        }
                    } else if (line.equals("QUIT")) {
                        return;
                    } else if (line.startsWith("EHLO") || line.startsWith("MAIL") || line.equals("RSET")) {
                        say(socket, "250 ok");
                    }
                }
            } catch (IOException gone) {
                // The other side was killed: that is what one test is about.
            }
        }

        private static void say(Socket socket, String answer) throws IOException {
            socket.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        }

        @Override
        public void close() throws IOException {
            listener.close();
            for (var socket : open) {
                socket.close();
            }
        }
    }
}
