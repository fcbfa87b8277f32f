package org.tinypixel.web.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tinypixel.hits.HitKind;
import org.tinypixel.tracking.Destination;
import org.tinypixel.tracking.Minted;

/** What every way in to a link promises. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ClickContract {
    abstract TrackServer.Way way();

    private TrackServer server;

    @BeforeAll
    void start() {
        var usual = TrackServer.LIMITS;
        // All tests ask for the same few links within one minute that does not pass.
        server = new TrackServer(
                way(),
                new Tracking.Limits(usual.longestWait(), usual.hold(), usual.held(), usual.heldPerCopy(), 10_000));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void reset() {
        server.hits.clear();
        server.disk(() -> CompletableFuture.completedFuture(null));
    }

    @ParameterizedTest
    @Tag("R4")
    @ValueSource(
            strings = {
                "https://shop.example/",
                "https://shop.example",
                "http://shop.example:8080/a/b?c=d&e=f#g",
                "https://shop.example/?q=a+b%20c%2Fd%26",
                "https://shop.example/a|b{c}[d]^`e\"f'<g>?h=\\i&x=%zz",
                "https://shop.example/?q=a%20b%C3%A9c%2Fd",
                "https://shop.example/?u=https%3A%2F%2Fother.example%2F%3Fa%3Db",
                "https://shop.example/caf\u00e9?q=\u65e5\u672c&s=\ud83d\ude00",
                "https://m\u00fcnchen.example/",
                "https://shop.example/?a=1&u=2&amp=3",
                "https://shop.example/a b",
                "https://shop.example/(x),y;z=1!*'$@:",
                "https://shop.example/100%"
            })
    void a_link_leads_to_exactly_its_destination_also_when_it_was_unescaped_or_lengthened_on_the_way(String destination)
            throws IOException {
        var minted = Minted.link(server.tokens, 5, destination);
        var start = minted.indexOf("?u=") + 3;
        var encoded = minted.substring(start);
        var path = minted.substring(0, start);
        var location = new Destination(destination).location();
        leadsTo(minted, location);
        assertThat(server.hits.get(0).copy()).isEqualTo(Minted.COPY);
        assertThat(server.hits.get(0).kind()).isEqualTo(HitKind.CLICK);
        assertThat(server.hits.get(0).linkIndex()).isEqualTo(5);
        assertThat(server.send("HEAD", minted).header("Location")).isEqualTo(location);
        for (var junk : new String[] {"=", ".", ">", ")", "&utm_source=x&y=z", "&amp;utm=1", "%3D"}) {
            leadsTo(minted + junk, location);
        }
        leadsTo(path + encoded.toLowerCase(Locale.ROOT).replace("%2f", "/"), location, encoded);
        leadsTo(path.replace("?u=", "?utm=1&u=") + encoded, location);
        // A fragment is never sent, a blank ends the address, and the server itself refuses a percent sign that encodes
        // nothing.
        if (destination.indexOf('#') < 0
                && destination.indexOf(' ') < 0
                && !destination.contains("%zz")
                && !destination.endsWith("%")) {
            assertThat(URLDecoder.decode(encoded, StandardCharsets.UTF_8)).isEqualTo(destination);
            if (way() == TrackServer.Way.SERVLET && (destination.contains("%26") || destination.contains("%3A"))) {
                // Servlets are given the query decoded once more, and nobody can tell which delimiters were escaped.
                isThePage(server.get(path + destination));
                return;
            }
            leadsTo(path + destination, location);
            leadsTo(path + destination + "&utm_source=x", location);
            leadsTo(path + destination.replace("&", "&amp;"), location);
        }
    }

    private void leadsTo(String target, String location) throws IOException {
        var answer = server.get(target);
        assertThat(answer.status()).as(target).isEqualTo(302);
        assertThat(answer.header("Location")).as(target).isEqualTo(location);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("Cache-Control")).startsWith("no-store");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.head()).doesNotContain("evil.example").doesNotContain("Set-Cookie");
    }

    /** Lower-cased escapes, where lower-casing changed nothing else. */
    private void leadsTo(String target, String location, String encoded) throws IOException {
        var letters = encoded.replaceAll("%[0-9A-F]{2}", "");
        if (letters.equals(letters.toLowerCase(Locale.ROOT))) {
            leadsTo(target, location);
        }
    }

    @ParameterizedTest
    @Tag("K3")
    @ValueSource(
            strings = {
                "https://evil.example/",
                "https://shop.example/x",
                "https://shop.exampl",
                "http://shop.example/",
                "javascript:alert(1)",
                "https://shop.example/%0d%0aSet-Cookie:%20a=b",
                "//evil.example",
                "https:%5C%5Cevil.example",
                ""
            })
    void another_destination_is_shown_and_never_followed(String changed) throws IOException {
        var minted = Minted.link(server.tokens, 0, "https://shop.example/");
        var before = server.counts.badLinks();
        isThePage(server.get(minted.substring(0, minted.indexOf("?u=") + 3) + changed));
        assertThat(server.hits).isEmpty();
        assertThat(server.counts.badLinks()).isEqualTo(before + 1);
    }

    private static void isThePage(TrackServer.Answer answer) {
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Location")).isNull();
        assertThat(answer.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Security-Policy"))
                .contains("default-src 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.text()).contains("not as it was sent").doesNotContain("<a ", "href", "<script", "onload");
    }

    @Test
    @Tag("K3")
    void the_page_shows_the_destination_as_text() throws IOException {
        var link = "/t/c/" + "A".repeat(48);
        var answer = server.get(
                link + "?u=https%3A%2F%2Fevil.example%2F%3Cscript%3Ealert(1)%3C%2Fscript%3E%26%22'%E2%80%AE%0D%0A");
        isThePage(answer);
        assertThat(answer.text())
                .contains(
                        "https://evil.example/&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;&#39;\ufffd\ufffd\ufffd</p>");
        isThePage(server.get(link));
        isThePage(server.get(link + "?x=y"));
        isThePage(server.get(link + "?u=%ff%fe"));
        assertThat(server.get(link + "?u=https://evil.example/" + "x".repeat(7000))
                        .text()
                        .length())
                .isLessThan(6000);
    }

    @Test
    @Tag("K4")
    void the_path_must_be_exactly_ours() throws IOException {
        var minted = Minted.link(server.tokens, 0, "https://shop.example/");
        for (var path : new String[] {
            minted.replace("?u=", ";a=b?u="),
            minted.replace("?u=", "/?u="),
            minted.replace("/t/c/", "/t/c//"),
            minted.replace("?u=", ".gif?u="),
            "/t/c/%41" + minted.substring(6)
        }) {
            isThePage(server.get(path));
        }
        assertThat(server.hits).isEmpty();
    }

    @Test
    void a_pixel_token_is_no_link_token() throws IOException {
        var pixel = Minted.pixel(server.tokens);
        isThePage(server.get("/t/c/" + pixel.substring(5, 53) + "?u=https%3A%2F%2Fshop.example%2F"));
    }

    @Test
    @Tag("R1")
    void a_link_leads_on_when_the_disk_hangs() throws IOException {
        var minted = Minted.link(server.tokens, 0, "https://shop.example/");
        var before = server.counts.late();
        server.disk(CompletableFuture::new);
        leadsTo(minted, "https://shop.example/");
        assertThat(server.counts.late()).isEqualTo(before + 1);
    }
}
