package org.tinypixel.inbound;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jsoup.parser.Parser;

/** HTML as the text that people read, without what it quotes. One pass over it, so that its nesting does not matter. */
final class HtmlText {
    private static final Set<String> LINE = Set.of(
            "br",
            "p",
            "div",
            "tr",
            "li",
            "ul",
            "ol",
            "table",
            "h1",
            "h2",
            "h3",
            "h4",
            "pre",
            "hr",
            "blockquote",
            "body");
    private static final Set<String> UNSEEN = Set.of("style", "script", "head", "title");

    private HtmlText() {}

    static String of(String html) {
        var text = new StringBuilder(html.length() / 2);
        var unclosed = new HashSet<String>();
        var quoted = 0;
        var at = 0;
        while (at < html.length()) {
            var tag = html.indexOf('<', at);
            if (tag < 0) {
                tag = html.length();
            }
            if (quoted == 0) {
                text.append(html, at, tag);
            }
            var end = html.indexOf('>', tag);
            if (end < 0) {
                break;
            }
            var name = name(html, tag + 1, end);
            var closing = name.startsWith("/");
            var plain = closing ? name.substring(1) : name;
            if (UNSEEN.contains(plain) && !closing && !unclosed.contains(plain)) {
                var close = close(html, plain, end);
                if (close >= 0) {
                    at = close;
                    continue;
                }
                // Without an end, the rest is shown; looked for once only, so that many of them cost no more than one.
                unclosed.add(plain);
            }
            if (plain.equals("blockquote")) {
                quoted = Math.max(0, quoted + (closing ? -1 : 1));
            }
            if (LINE.contains(plain) && quoted == 0) {
                text.append('\n');
            }
            at = end + 1;
        }
        return Parser.unescapeEntities(text.toString(), false).replace('\u00a0', ' ');
    }

    private static int close(String html, String name, int from) {
        var small = html.indexOf("</" + name, from);
        return small >= 0 ? small : html.indexOf("</" + name.toUpperCase(Locale.ROOT), from);
    }

    private static String name(String html, int start, int end) {
        var to = start;
        while (to < end && to < start + 16 && html.charAt(to) > ' ' && (html.charAt(to) != '/' || to == start)) {
            to++;
        }
        return html.substring(start, to).toLowerCase(Locale.ROOT);
    }
}
