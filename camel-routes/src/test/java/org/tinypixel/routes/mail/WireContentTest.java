package org.tinypixel.routes.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Content on the wire, however it comes in pieces. */
final class WireContentTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000, 1_000_000})
    void dots_and_line_ends_are_the_same_wherever_a_read_ends(int piece) throws Exception {
        for (var seed = 0; seed < 20; seed++) {
            var content = content(new Random(seed));
            assertThat(sent(content, piece)).isEqualTo(expected(content));
        }
    }

    private static String content(Random random) {
        var text = new StringBuilder();
        for (var length = random.nextInt(60); length > 0; length--) {
            text.append("\r\n.x\r.\n\u00e4".charAt(random.nextInt(8)));
        }
        return text.toString();
    }

    private static String expected(String content) {
        var lines = content.replace("\r\n", "\n").replace('\r', '\n');
        var whole = lines.isEmpty() || lines.endsWith("\n") ? lines : lines + "\n";
        return whole.replaceAll("(?m)^\\.", "..").replace("\n", "\r\n");
    }

    private static String sent(String content, int piece) throws Exception {
        var watch = Executors.newSingleThreadScheduledExecutor();
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var client = new Socket(listener.getInetAddress(), listener.getLocalPort());
                var server = listener.accept()) {
            var received = CompletableFuture.supplyAsync(() -> all(server));
            try (var wire = new Wire(client);
                    var in = inPieces(content, piece)) {
                wire.content(in, Duration.ofMinutes(1), watch);
            }
            return received.get().toString(StandardCharsets.ISO_8859_1);
        } finally {
            watch.shutdownNow();
        }
    }

    private static ByteArrayInputStream inPieces(String content, int piece) {
        return new ByteArrayInputStream(content.getBytes(StandardCharsets.ISO_8859_1)) {
            @Override
            public synchronized int read(byte[] to, int from, int most) {
                return super.read(to, from, Math.min(most, piece));
            }
        };
    }

    private static ByteArrayOutputStream all(Socket socket) {
        var out = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(out);
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
        return out;
    }
}
