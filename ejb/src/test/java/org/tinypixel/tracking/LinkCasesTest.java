package org.tinypixel.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tinypixel.tracking.Samples.OURS;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each kind of link that mails hold, by its name: where it leads when it is tracked, or that not a character of it changes. */
@Tag("R4")
final class LinkCasesTest {
    private static TrackableHtml read(String html) {
        return Samples.html(html, OURS, Set.of()).orElseThrow();
    }

    /** Where the one tracked link leads, byte for byte, after it went through an address and back. */
    private static void leadsTo(String html, String destination) {
        var read = read(html);
        assertThat(read.links()).extracting(link -> link.destination().value()).containsExactly(destination);
        assertThat(Edit.apply(html, read.edits(null, List.of("TRACKED")))).contains("TRACKED");
    }

    private static void stays(String html) {
        var read = read(html);
        assertThat(read.links()).isEmpty();
        assertThat(Edit.apply(html, read.edits(null, List.of()))).isEqualTo(html);
    }

    private static String link(String address) {
        return "<a href=\"" + address + "\">Read on</a>";
    }

    @Test
    void ampersands_written_as_references() {
        leadsTo(link("https://shop.example/?a=1&amp;b=2&#38;c=3"), "https://shop.example/?a=1&b=2&c=3");
    }

    @Test
    void brackets_and_braces() {
        leadsTo(link("https://shop.example/(a)[b]{c}|d?e[]=1"), "https://shop.example/(a)[b]{c}|d?e[]=1");
    }

    @Test
    void quotes_in_the_address() {
        leadsTo("<a href='https://shop.example/\"a\"'>Read on</a>", "https://shop.example/\"a\"");
        leadsTo(link("https://shop.example/?q='a'&quot;b&quot;"), "https://shop.example/?q='a'\"b\"");
        leadsTo("<a href=https://shop.example/a'b>Read on</a>", "https://shop.example/a'b");
    }

    @Test
    void letters_of_other_scripts_in_host_and_path() {
        leadsTo(
                link("https://b\u00fccher.example/\u00e4/\u65e5\u672c"),
                "https://b\u00fccher.example/\u00e4/\u65e5\u672c");
        leadsTo(link("https://xn--bcher-kva.example/%C3%A4"), "https://xn--bcher-kva.example/%C3%A4");
    }

    @Test
    void emoji() {
        leadsTo(
                link("https://shop.example/\ud83d\ude00?x=\ud83c\udff3\ufe0f\u200d\ud83c\udf08"),
                "https://shop.example/\ud83d\ude00?x=\ud83c\udff3\ufe0f\u200d\ud83c\udf08");
    }

    @Test
    void an_address_of_eight_kilobytes_is_tracked_and_a_longer_one_stays() {
        var start = "https://shop.example/?q=";
        leadsTo(link(start + "x".repeat(8192 - start.length())), start + "x".repeat(8192 - start.length()));
        stays(link(start + "x".repeat(8193 - start.length())));
    }

    @Test
    void fragments_of_a_page_are_kept_and_fragments_alone_stay() {
        leadsTo(link("https://shop.example/a#part?x=1"), "https://shop.example/a#part?x=1");
        stays(link("#part"));
    }

    @Test
    void mail_telephone_and_text_message() {
        stays(link("mailto:anna@example.com?subject=https://shop.example/"));
        stays(link("tel:+491234"));
        stays(link("sms:+491234?body=hi"));
    }

    @Test
    void parts_of_the_mail_and_inline_data() {
        stays(link("cid:logo@example.com"));
        stays(link("mid:1@example.com"));
        stays(link("data:text/html,https://shop.example/"));
    }

    @Test
    void relative_and_empty() {
        stays(link("prices.html"));
        stays(link("/prices"));
        stays(link("//shop.example/prices"));
        stays(link("?a=1"));
        stays(link(""));
        stays("<a href>Read on</a>");
    }

    @Test
    void a_base_changes_nothing() {
        stays("<head><base href=\"https://shop.example/\"></head>" + link("prices.html"));
        leadsTo(
                "<head><base href=\"https://other.example/\"></head>" + link("https://shop.example/"),
                "https://shop.example/");
    }

    @Test
    void an_area_of_a_picture() {
        leadsTo(
                "<map name=m><area shape=rect coords=\"0,0,9,9\" href=\"https://shop.example/\" alt=\"Map\"></map>",
                "https://shop.example/");
    }

    @Test
    void vector_shapes_and_conditional_comments_of_outlook() {
        stays("<!--[if mso]><v:roundrect href=\"https://shop.example/\"><w:anchorlock/></v:roundrect><![endif]-->");
        leadsTo("<!--[if !mso]><!-->" + link("https://shop.example/") + "<!--<![endif]-->", "https://shop.example/");
        leadsTo("<![if !mso]>" + link("https://shop.example/") + "<![endif]>", "https://shop.example/");
    }

    @Test
    void links_in_drawings() {
        stays("<svg><a xlink:href=\"https://shop.example/\"><text>x</text></a></svg>");
        stays("<svg><image href=\"https://shop.example/a.png\"/></svg>");
    }

    @Test
    void placeholders_that_nobody_filled() {
        stays(link("https://shop.example/?id={{id}}"));
        stays(link("https://shop.example/?id=%TOKEN%"));
        stays(link("https://shop.example/[[id]]"));
        stays(link("{{url}}"));
        leadsTo(link("https://shop.example/%7Bid%7D?p=100%25"), "https://shop.example/%7Bid%7D?p=100%25");
    }

    @Test
    void unsubscribe_links() {
        stays(link("https://shop.example/unsubscribe?u=1"));
        stays("<a href=\"https://shop.example/x\">Se d\u00e9sabonner</a>");
        assertThat(Samples.html(link("https://shop.example/x"), OURS, Set.of("https://shop.example/x"))
                        .orElseThrow()
                        .links())
                .isEmpty();
    }

    @Test
    void text_that_is_itself_an_address() {
        stays("<a href=\"https://shop.example/a\">https://shop.example/a</a>");
        stays("<a href=\"https://shop.example/a\">www.<b>shop</b>.example/a</a>");
        leadsTo("<a href=\"https://shop.example/a\">shop at example</a>", "https://shop.example/a");
    }

    @Test
    void marked_as_not_to_be_tracked() {
        stays("<a href=\"https://shop.example/\" data-no-track>Read on</a>");
        stays("<table data-no-track=\"\"><tr><td>" + link("https://shop.example/") + "</table>");
    }

    @Test
    void names_and_passwords_in_an_address() {
        stays(link("https://anna:secret@shop.example/"));
    }

    @Test
    void forms_and_pictures_are_no_links() {
        stays("<form action=\"https://shop.example/\"><button>Go</button></form>");
        stays("<img src=\"https://shop.example/a.png\"><link rel=stylesheet href=\"https://shop.example/a.css\">");
    }
}
