package org.tinypixel.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tinypixel.tracking.Samples.OURS;

import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TrackableHtmlTest {
    private static final String PIXEL = "https://t.example.com/t/o/x.gif";
    private static final String IMG = TrackableHtml.pixel(PIXEL);

    private static String pixelIn(String html) {
        return Edit.apply(html, read(html).edits(PIXEL, null));
    }

    private static TrackableHtml read(String html) {
        return Samples.html(html, OURS, Set.of("https://shop.example/leave")).orElseThrow();
    }

    private static List<String> destinations(String html) {
        return read(html).links().stream()
                .map(link -> link.destination().value())
                .toList();
    }

    @Test
    void the_pixel_stands_before_the_end_of_the_body() {
        assertThat(pixelIn("<!DOCTYPE html><html><body><p>Hi</p></BODY ></html>\n"))
                .isEqualTo("<!DOCTYPE html><html><body><p>Hi</p>" + IMG + "</BODY ></html>\n");
        assertThat(pixelIn("<html><p>Hi</html>")).isEqualTo("<html><p>Hi" + IMG + "</html>");
        assertThat(pixelIn("<p>Hi")).isEqualTo("<p>Hi" + IMG);
        assertThat(pixelIn("Hi")).isEqualTo("Hi" + IMG);
        assertThat(pixelIn("")).isEqualTo(IMG);
        assertThat(pixelIn("<body>a</body><!-- </body> -->")).isEqualTo("<body>a" + IMG + "</body><!-- </body> -->");
    }

    @Test
    void in_a_mail_over_90_kB_the_pixel_stands_at_the_top() {
        var much = "x".repeat(90_001);
        assertThat(pixelIn("<html><head></head><body class=a>" + much + "</body></html>"))
                .startsWith("<html><head></head><body class=a>" + IMG + "x");
        assertThat(pixelIn("<!DOCTYPE html><p>" + much)).startsWith("<!DOCTYPE html>" + IMG + "<p>");
        assertThat(pixelIn("<body>" + "x".repeat(80_000) + "</body>")).endsWith(IMG + "</body>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<body><p>Hi<!-- not closed",
                "<body><p>Hi<textarea>",
                "<body><p>Hi<style>a{}",
                "<p>Hi <a href=\"x"
            })
    void where_the_end_would_hide_it_the_pixel_stands_at_the_top(String html) {
        var changed = pixelIn(html);
        assertThat(Jsoup.parse(changed).select("body img[src=\"" + PIXEL + "\"]"))
                .hasSize(1);
        assertThat(changed.replace(IMG, "")).isEqualTo(html);
    }

    @Test
    void damaged_html_without_a_place_for_the_pixel_is_not_taken() {
        assertThat(Samples.html("<!-- never closed", OURS, Set.of())).isEmpty();
    }

    @Test
    void a_link_keeps_every_character_but_its_address() {
        var html =
                "<A  HREF = 'https://shop.example/?a=1&amp;b=2&copy;=x' title=\"&quot;\"\n>Shop</A><br/><a href=https://shop.example/b>B</a>";
        var read = read(html);
        assertThat(Edit.apply(html, read.edits(null, List.of("ONE", "TWO"))))
                .isEqualTo("<A  HREF = 'ONE' title=\"&quot;\"\n>Shop</A><br/><a href=TWO>B</a>");
        assertThat(read.links()).extracting(TrackableHtml.Link::label).containsExactly("Shop", "B");
    }

    @Test
    @Tag("R4")
    void character_references_are_read_as_browsers_do() {
        assertThat(
                        destinations(
                                "<a href=\"https://shop.example/?a=1&amp;b=2&#38;c=3&d=4&copy=5&lt=6&nbsp;7&#x1F600;&eacute;\">x</a>"))
                .containsExactly("https://shop.example/?a=1&b=2&c=3&d=4&copy=5&lt=6\u00a07\ud83d\ude00\u00e9");
        assertThat(destinations("<a href=\" https://shop.example/a\n\tb \">x</a>"))
                .containsExactly("https://shop.example/ab");
        assertThat(destinations("<a href='https://shop.example/(a)[b]\"c\"{d}|e'>x</a>"))
                .containsExactly("https://shop.example/(a)[b]\"c\"{d}|e");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a href='mailto:a@b.example'>x</a>",
                "<a href='tel:+49'>x</a>",
                "<a href='sms:+49'>x</a>",
                "<a href='cid:1'>x</a>",
                "<a href='data:text/html,x'>x</a>",
                "<a href='JavaScript:x()'>x</a>",
                "<a href='ftp://shop.example/'>x</a>",
                "<a href='#top'>x</a>",
                "<a href='/path'>x</a>",
                "<a href='path'>x</a>",
                "<a href='//shop.example/'>x</a>",
                "<a href=''>x</a>",
                "<a href>x</a>",
                "<a name=x>x</a>",
                "<a href='https://shop.example/unsubscribe?x'>x</a>",
                "<a href='https://shop.example/x'>Click here to unsubscribe</a>",
                "<a href='https://shop.example/x'>Hier abmelden</a>",
                "<a href='https://shop.example/leave'>x</a>",
                "<a href='https://shop.example/{{id}}'>x</a>",
                "<a href='{{link}}'>x</a>",
                "<a href='https://shop.example/?m=%EMAIL%'>x</a>",
                "<a href='https://shop.example/[[x]]'>x</a>",
                "<a href='https://shop.example/*|X|*'>x</a>",
                "<a href='https://shop.example/' data-no-track>x</a>",
                "<p data-no-track><a href='https://shop.example/'>x</a></p>",
                "<a href='https://shop.example/'>https://shop.example/</a>",
                "<a href='https://shop.example/a'> <b>www.shop</b>.example </a>",
                "<a href='https://www.shop.example/a'>Shop.example</a>",
                "<a href='https://shop.example/a'>https://bank.example/</a>",
                "<a href='https://user:pw@shop.example/'>x</a>",
                "<a href='https://shop.example/\u0001b'>x</a>",
                "<a href='https://t.example.com/t/u/abc'>x</a>",
                "<a href='HTTPS://T.example.com:443/t/a/abc'>x</a>",
                "<!-- <a href='https://shop.example/'>x</a> -->",
                "<style>a{} <a href='https://shop.example/'></style>"
            })
    void these_links_stay_as_they_are(String html) {
        assertThat(read(html).links()).isEmpty();
        assertThat(Edit.apply(html, read(html).edits(null, List.of()))).isEqualTo(html);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a href='https://shop.example/'>Read on</a>",
                "<a href='HTTP://shop.example/'>x</a>",
                "<area href='https://shop.example/' alt='Map'>",
                "<a href='https://shop.example/'><img src='cid:1' alt='Logo'></a>",
                "<a href='https://shop.example/f'>report.pdf</a>",
                "<a href='https://shop.example/%20b%20c%C3%A9%'>x</a>",
                "<a href='https://t.example.com.evil.example/t/c/x'>x</a>",
                "<a href='https://t.example.com/prices'>x</a>",
                "<a href='https://shop.example/{x}'>x</a>",
                "<a href='https://shop.example/?mail=me@shop.example'>x</a>"
            })
    void these_links_are_tracked(String html) {
        assertThat(read(html).links()).hasSize(1);
    }

    @Test
    void a_link_over_8_kB_stays_and_one_below_is_tracked() {
        var start = "https://shop.example/";
        assertThat(destinations("<a href='" + start + "x".repeat(8192 - start.length()) + "'>x</a>"))
                .hasSize(1);
        assertThat(destinations("<a href='" + start + "x".repeat(8193 - start.length()) + "'>x</a>"))
                .isEmpty();
    }

    @Test
    void a_link_that_is_not_closed_is_one_link() {
        assertThat(destinations("<p><a href='https://shop.example/'>one<p>two<div>three</div>"))
                .hasSize(1);
    }

    @Test
    void our_own_pixel_and_links_in_a_quoted_mail_are_taken_out() {
        var token = "A".repeat(48);
        var quoted = "<blockquote>Hi<a href=\"https://t.example.com/t/c/" + token
                + "?u=https%3A%2F%2Fshop.example%2F%3Fa%3D%22b%26c\">x</a><img src=\"https://t.example.com/t/o/" + token
                + ".gif\" width=1></blockquote>";
        assertThat(Edit.apply(quoted, read(quoted).edits(null, null)))
                .isEqualTo("<blockquote>Hi<a href=\"https://shop.example/?a=&quot;b&amp;c\">x</a></blockquote>");
        assertThat(read(quoted).links()).isEmpty();
    }
}
