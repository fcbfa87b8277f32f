package org.tinypixel.web.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tinypixel.base.CopyId;
import org.tinypixel.hits.HitKind;
import org.tinypixel.tracking.Minted;

final class HeldPixelTest {
    private TrackServer server;
    private final List<Socket> open = new ArrayList<>();

    @BeforeEach
    void start() {
        server = new TrackServer();
    }

    @AfterEach
    void stop() throws IOException {
        for (var socket : open) {
            socket.close();
        }
        server.close();
    }

    private static void eventually(BooleanSupplier condition) {
        var end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited long enough").isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Asks for a held picture and reads only its headers. */
    private Socket hold(CopyId copy) throws IOException {
        var socket = server.connect();
        open.add(socket);
        var path = Minted.view(server.tokens, copy);
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        assertThat(head(socket.getInputStream())).startsWith("HTTP/1.1 200 ").contains("image/gif");
        return socket;
    }

    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            var next = in.read();
            assertThat(next).isNotNegative();
            head.append((char) next);
        }
        return head.toString();
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 7, 120, 250, 261, 262, 263, 600})
    void the_picture_is_one_point_and_a_comment_whatever_its_length(int seconds) throws IOException {
        var bytes = HeldPixel.picture(seconds);
        assertThat(bytes).hasSize(42 + seconds);
        var readers = ImageIO.getImageReadersByFormatName("gif");
        var reader = readers.next();
        try (var in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            reader.setInput(in);
            assertThat(reader.getNumImages(true)).isEqualTo(1);
            assertThat(reader.read(0).getRGB(0, 0) >>> 24).isZero();
        }
        var at = 42 + 2;
        while (bytes[at] != 0) {
            at += 1 + (bytes[at] & 0xff);
        }
        assertThat(at).as("the comment ends just before the trailer").isEqualTo(bytes.length - 2);
        assertThat(bytes[bytes.length - 1]).isEqualTo((byte) 0x3b);
    }

    @Test
    void a_client_that_waits_gets_the_whole_picture_and_its_time_is_a_hit() throws IOException {
        var answer = server.get(Minted.view(server.tokens, Minted.COPY), "User-Agent: a");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(HeldPixel.picture(6));
        assertThat(answer.header("Content-Length")).isEqualTo("48");
        assertThat(answer.header("Cache-Control")).startsWith("no-store");
        eventually(() -> server.hits.size() == 1);
        var hit = server.hits.get(0);
        assertThat(hit.kind()).isEqualTo(HitKind.VIEW);
        assertThat(hit.copy()).isEqualTo(Minted.COPY);
        assertThat(hit.receivedAt()).isEqualTo(TrackServer.NOW);
        assertThat(hit.heldMillis()).isBetween(4_000L, 60_000L);
        assertThat(server.counts.held()).isZero();
    }

    @Test
    void the_point_itself_comes_at_once() throws IOException {
        var socket = hold(CopyId.next());
        // Everything that draws, without the comment behind it.
        assertThat(socket.getInputStream().readNBytes(42)).isEqualTo(java.util.Arrays.copyOf(Answers.GIF, 42));
        assertThat(server.hits).isEmpty();
    }

    @Test
    void a_client_that_leaves_is_noticed_and_its_place_is_free_again() throws IOException {
        var copy = CopyId.next();
        hold(copy).close();
        eventually(() -> server.counts.held() == 0 && server.hits.size() == 1);
        var hit = server.hits.get(0);
        assertThat(hit.kind()).isEqualTo(HitKind.VIEW);
        assertThat(hit.heldMillis()).as("never more than it was").isBetween(0L, 5_000L);
    }

    @Test
    @Tag("K7")
    void over_the_limit_of_a_copy_or_of_the_node_the_plain_picture_comes_at_once() throws IOException {
        var copy = CopyId.next();
        hold(copy);
        hold(copy);
        var third = server.get(Minted.view(server.tokens, copy));
        assertThat(third.body()).isEqualTo(Answers.GIF);
        for (var i = 2; i < TrackServer.LIMITS.held(); i++) {
            hold(CopyId.next());
        }
        assertThat(server.counts.held()).isEqualTo(TrackServer.LIMITS.held());
        assertThat(server.get(Minted.view(server.tokens, CopyId.next())).body()).isEqualTo(Answers.GIF);
        assertThat(server.counts.held()).isEqualTo(TrackServer.LIMITS.held());
    }

    @Test
    @Tag("O1")
    void a_stop_ends_them_at_once_as_whole_pictures_and_keeps_their_time() throws IOException {
        var socket = hold(CopyId.next());
        var other = hold(CopyId.next());
        server.tracking.letGo(Duration.ofSeconds(20));
        assertThat(socket.getInputStream().readNBytes(48)).isEqualTo(HeldPixel.picture(6));
        assertThat(other.getInputStream().readNBytes(48)).isEqualTo(HeldPixel.picture(6));
        assertThat(server.hits).hasSize(2).allMatch(hit -> hit.heldMillis() >= 0);
        assertThat(server.get(Minted.view(server.tokens, CopyId.next())).body()).isEqualTo(Answers.GIF);
    }

    @Test
    @Tag("K2")
    void a_bad_token_and_a_head_request_get_the_picture_and_nothing_is_held() throws IOException {
        var view = Minted.view(server.tokens, Minted.COPY);
        assertThat(server.get(view.substring(0, 20) + "_" + view.substring(21)).body())
                .isEqualTo(Answers.GIF);
        assertThat(server.send("HEAD", view).header("Content-Length")).isEqualTo("43");
        var pixel = Minted.pixel(server.tokens);
        assertThat(server.get(pixel.replace("/t/o/", "/t/v/")).body()).isEqualTo(Answers.GIF);
        assertThat(server.get(view.replace("/t/v/", "/t/o/")).body()).isEqualTo(Answers.GIF);
        assertThat(server.hits).isEmpty();
    }

    @Test
    void a_kept_connection_takes_the_next_request_after_a_held_picture() throws IOException {
        var socket = hold(Minted.COPY);
        socket.getInputStream().readNBytes(48);
        socket.getOutputStream()
                .write(("GET " + Minted.pixel(server.tokens) + " HTTP/1.1\r\nHost: x\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        assertThat(head(socket.getInputStream())).startsWith("HTTP/1.1 200 ");
        assertThat(socket.getInputStream().readNBytes(43)).isEqualTo(Answers.GIF);
    }
}
