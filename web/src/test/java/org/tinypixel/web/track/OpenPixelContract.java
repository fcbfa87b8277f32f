package org.tinypixel.web.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tinypixel.hits.HitIntake;
import org.tinypixel.hits.HitKind;
import org.tinypixel.hits.HitNotes;
import org.tinypixel.tracking.Minted;

/** What every way in to a pixel promises. */
abstract class OpenPixelContract {
    abstract TrackServer.Way way();

    private TrackServer server;
    private String pixel;

    @BeforeEach
    void start() {
        server = new TrackServer(way(), TrackServer.LIMITS, "127.0.0.0/8", "10.0.0.0/8");
        pixel = Minted.pixel(server.tokens);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static void isThePicture(TrackServer.Answer answer) throws IOException {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("image/gif");
        assertThat(answer.body()).hasSize(43);
        var image = ImageIO.read(new ByteArrayInputStream(answer.body()));
        assertThat(image.getWidth()).isEqualTo(1);
        assertThat(image.getHeight()).isEqualTo(1);
        assertThat(image.getRGB(0, 0) >>> 24).isZero();
    }

    @Test
    void a_good_pixel_is_a_transparent_point_that_nobody_keeps() throws IOException {
        var answer = server.get(pixel);
        isThePicture(answer);
        assertThat(answer.header("Content-Length")).isEqualTo("43");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store, no-cache, must-revalidate, max-age=0, private");
        assertThat(answer.header("Pragma")).isEqualTo("no-cache");
        assertThat(answer.header("Expires")).isEqualTo("Thu, 01 Jan 1970 00:00:00 GMT");
        assertThat(answer.head().toLowerCase(Locale.ROOT))
                .doesNotContain("set-cookie", "etag", "last-modified", "x-powered-by");
    }

    @Test
    void a_hit_holds_what_the_verdict_needs_and_no_more() throws IOException {
        server.get(
                pixel,
                "User-Agent: " + "x".repeat(600),
                "Accept-Language: de",
                "Via: 1.1 a",
                "Via: 1.1 b",
                "Authorization: secret",
                "Cookie: other=1; tinypixel_session=abc",
                "X-Forwarded-For: 6.6.6.6, 203.0.113.7, 10.0.0.1");
        assertThat(server.hits).hasSize(1);
        var hit = server.hits.get(0);
        assertThat(hit.copy()).isEqualTo(Minted.COPY);
        assertThat(hit.kind()).isEqualTo(HitKind.OPEN);
        assertThat(hit.linkIndex()).isEqualTo(-1);
        assertThat(hit.receivedAt()).isEqualTo(TrackServer.NOW);
        assertThat(hit.method()).isEqualTo("GET");
        assertThat(hit.address()).isEqualTo("203.0.113.7");
        assertThat(hit.headers())
                .isEqualTo(Map.of("user-agent", "x".repeat(512), "accept-language", "de", "via", "1.1 a, 1.1 b"));
        // printf abc | openssl dgst -sha256 -binary | base64, as base64url
        assertThat(hit.session()).isEqualTo("ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"f", "q", "p"})
    void pictures_that_a_style_sheet_names_look_the_same_and_their_hits_say_which_one_it_was(String mark)
            throws IOException {
        isThePicture(server.get(Minted.marked(server.tokens, mark)));
        assertThat(server.hits).hasSize(1);
        assertThat(server.hits.get(0).kind()).isEqualTo(HitKind.OPEN);
        assertThat(server.hits.get(0).copy()).isEqualTo(Minted.COPY);
        assertThat(server.hits.get(0).header(HitNotes.MARK)).isEqualTo(mark);
    }

    @Test
    void no_request_can_say_of_itself_that_it_is_a_mark() throws IOException {
        server.get(pixel, ":mark: f", "mark: f");
        assertThat(server.hits).allMatch(hit -> hit.header(HitNotes.MARK).isEmpty());
    }

    @Test
    void who_asked_for_the_rules_of_robots_lately_is_noted_as_one() throws IOException {
        server.robots.ask("203.0.113.7", TrackServer.NOW.minusSeconds(600));
        server.robots.ask("203.0.113.8", TrackServer.NOW.minusSeconds(601));
        server.get(pixel, "X-Forwarded-For: 203.0.113.7, 10.0.0.1");
        server.get(pixel, "X-Forwarded-For: 203.0.113.8, 10.0.0.1");
        server.get(pixel, "X-Forwarded-For: 203.0.113.9, 10.0.0.1");
        assertThat(server.hits).extracting(hit -> hit.header(HitNotes.ROBOTS)).containsExactly("1", "", "");
    }

    @Test
    void without_our_cookie_there_is_no_session() throws IOException {
        server.get(pixel, "Cookie: session=abc; tinypixel_session=");
        assertThat(server.hits.get(0).session()).isNull();
    }

    @Test
    @Tag("R6")
    void head_range_and_conditional_requests_never_fail() throws IOException {
        var head = server.send("HEAD", pixel);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo("43");
        assertThat(head.body()).isEmpty();
        assertThat(server.hits.get(0).method()).isEqualTo("HEAD");
        isThePicture(server.get(pixel, "Range: bytes=0-1"));
        isThePicture(server.get(pixel, "Range: bytes=100-"));
        isThePicture(server.get(pixel, "If-None-Match: *", "If-Modified-Since: Thu, 01 Jan 2037 00:00:00 GMT"));
        isThePicture(server.get(pixel, "Expect: nothing", "Accept: text/html"));
        isThePicture(server.get(pixel + "?cache=1"));
        assertThat(server.hits).hasSize(6);
    }

    @Test
    @Tag("K2")
    void a_bad_token_gets_the_same_answer_and_is_not_counted_as_a_hit() throws IOException {
        var good = server.get(pixel);
        server.hits.clear();
        var forged = pixel.substring(0, 20) + (pixel.charAt(20) == 'A' ? 'B' : 'A') + pixel.substring(21);
        var paths = new String[] {
            forged,
            "/t/o/x.gif",
            "/t/o/",
            "/t/o",
            pixel + ";a=b",
            pixel.replace(".gif", ";x.gif"),
            pixel.replace("/t/o/", "/t/o//"),
            pixel.replace(".gif", ".png"),
            pixel.replace(".gif", ""),
            pixel.replace(".gif", "%2fx.gif"),
            pixel + "/",
            pixel + "/x",
            "/t/o/%41" + pixel.substring(6),
            pixel.replace("/t/o/", "/t/o/./"),
            "/t/o/" + "x".repeat(10_000),
            "/t/o/\u00e4|{}"
        };
        for (var path : paths) {
            var answer = server.get(path);
            isThePicture(answer);
            assertThat(answer.comparableHead()).as(path).isEqualTo(good.comparableHead());
        }
        assertThat(server.hits).isEmpty();
        assertThat(server.counts.badPixels()).isEqualTo(paths.length);
    }

    @Test
    void a_link_token_is_no_pixel_token() throws IOException {
        var link = Minted.link(server.tokens, 0, "https://shop.example/");
        isThePicture(server.get("/t/o/" + link.substring(5, 53) + ".gif"));
        assertThat(server.hits).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
    void nothing_else_changes_anything(String method) throws IOException {
        assertThat(server.send(method, pixel, "Content-Length: 0").status()).isGreaterThanOrEqualTo(400);
        assertThat(server.hits).isEmpty();
    }

    @Test
    void the_picture_comes_once_the_hit_is_stored() throws Exception {
        var stored = new CompletableFuture<Void>();
        var answered = new CompletableFuture<Boolean>();
        server.disk(() -> {
            // Whatever came back before this moment would have come too early.
            ForkJoinPool.commonPool().execute(() -> {
                answered.complete(stored.isDone());
                stored.complete(null);
            });
            return stored;
        });
        isThePicture(server.get(pixel));
        assertThat(answered.get()).isFalse();
        assertThat(stored).isDone();
        assertThat(server.counts.late()).isZero();
        assertThat(server.counts.notStored()).isZero();
    }

    @Test
    @Tag("HIT6")
    void a_disk_that_fails_or_hangs_costs_the_recipient_nothing_and_is_counted() throws IOException {
        server.disk(() -> CompletableFuture.failedFuture(new HitIntake.NotStored("disk full")));
        isThePicture(server.get(pixel));
        server.disk(() -> {
            throw new IllegalStateException("closed");
        });
        isThePicture(server.get(pixel));
        server.disk(() -> {
            var later = new CompletableFuture<Void>();
            ForkJoinPool.commonPool().execute(() -> later.completeExceptionally(new HitIntake.NotStored("disk full")));
            return later;
        });
        isThePicture(server.get(pixel));
        assertThat(server.counts.notStored()).isEqualTo(3);
        server.disk(CompletableFuture::new);
        isThePicture(server.get(pixel));
        assertThat(server.counts.late()).isEqualTo(1);
    }
}
