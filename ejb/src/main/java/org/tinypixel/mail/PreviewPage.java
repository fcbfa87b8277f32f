package org.tinypixel.mail;

import java.net.URI;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.owasp.html.AttributePolicy;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * Makes a page of a mail that shows its formatting and can do nothing: only elements and attributes of the list below survive. The frame's sandbox and the page's content
 * security policy are further walls; this one must hold alone.
 */
final class PreviewPage {
    private static final Pattern LINK = Pattern.compile("(?i)(?:https?|mailto|tel):.*", Pattern.DOTALL);

    /** SVG is left out: it can carry scripts and styles. */
    private static final Pattern PICTURE = Pattern.compile("(?i)image/(?:png|gif|jpe?g|webp|bmp)");

    private static final Pattern DATA_PICTURE =
            Pattern.compile("(?i)data:" + PICTURE.pattern() + ";base64,[A-Za-z0-9+/=\\s]*");

    private static final String HEAD = """
            <!doctype html>
            <html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Mail</title>
            <style>body{margin:16px;background:#fff;color:#111;font:14px/1.5 sans-serif;overflow-wrap:anywhere}\
            img{max-width:100%}pre{white-space:pre-wrap;font:inherit}</style></head><body>
            """;

    private final String ownPictures;
    private final boolean images;

    /**
     * Set up for one view.
     *
     * @param publicUrl this installation's public address; pictures below it are its own
     * @param images whether own pictures are loaded; pictures inside the mail are always shown
     */
    PreviewPage(URI publicUrl, boolean images) {
        this.ownPictures = publicUrl + "/";
        this.images = images;
    }

    String of(MimeReader.Content mail) {
        var body = mail.html() == null
                ? "<pre>" + escaped(mail.text()) + "</pre>"
                : policy(mail).sanitize(mail.html());
        return HEAD + body + "\n</body></html>\n";
    }

    private PolicyFactory policy(MimeReader.Content mail) {
        AttributePolicy pictures = (element, attribute, value) -> picture(mail, value);
        return new HtmlPolicyBuilder()
                .allowCommonBlockElements()
                .allowCommonInlineFormattingElements()
                .allowElements(
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
                        "img")
                // No link may replace the frame or learn where it was followed.
                .allowElements(
                        (element, attributes) -> {
                            attributes.add("target");
                            attributes.add("_blank");
                            return element;
                        },
                        "a")
                .requireRelsOnLinks("noopener", "noreferrer")
                .allowUrlProtocols("http", "https", "mailto", "tel", "cid", "data")
                .allowAttributes("href")
                .matching(LINK)
                .onElements("a")
                .allowAttributes("src")
                .matching(pictures)
                .onElements("img")
                .allowAttributes("alt")
                .onElements("img")
                .allowAttributes("align", "valign", "width", "height", "bgcolor", "dir", "lang", "title")
                .globally()
                .allowAttributes("border", "cellpadding", "cellspacing", "colspan", "rowspan", "span", "nowrap")
                .onElements("table", "td", "th", "col", "colgroup", "img")
                .allowAttributes("color", "face", "size")
                .onElements("font", "hr")
                .allowAttributes("start", "type", "value")
                .onElements("ol", "ul", "li")
                .allowStyling()
                .toFactory();
    }

    private @Nullable String picture(MimeReader.Content mail, String source) {
        var address = source.strip();
        if (address.toLowerCase(Locale.ROOT).startsWith("cid:")) {
            var inside = mail.inline().get(address.substring("cid:".length()));
            return inside != null && PICTURE.matcher(inside.type()).matches()
                    ? "data:" + inside.type() + ";base64," + Base64.getEncoder().encodeToString(inside.bytes())
                    : null;
        }
        if (DATA_PICTURE.matcher(address).matches()) {
            return address;
        }
        return images && address.startsWith(ownPictures) ? address : null;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
