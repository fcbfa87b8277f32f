package org.tinypixel.tracking;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;

/**
 * The small style sheet by which some mail clients tell what becomes of a mail: an empty element has a background picture only where the client has put the mail into
 * something else. The selectors are those that clients are known to make (Stack Overflow, questions 2958926 and 37871388); where a client drops style sheets, as Gmail does
 * when it forwards, nothing is ever loaded.
 */
final class StyleMarks {
    /** What stands between a mark's letter and its address among the pictures of a copy; no picture's address has it at its second place. */
    static final char IS = '=';

    static final String FORWARDED = "f";
    static final String QUOTED = "q";
    static final String PRINTED = "p";

    private static final String ID = "tpx-m";
    private static final List<Selector> SELECTORS = List.of(
            // Thunderbird, forwarding inline.
            new Selector(FORWARDED, ".moz-forward-container #" + ID),
            // Thunderbird and Outlook put the old mail's header before it; the selector is for what follows.
            new Selector(FORWARDED, "table.moz-email-headers-table~* #" + ID),
            new Selector(FORWARDED, "div.OutlookMessageHeader~* #" + ID),
            // Windows Live Mail.
            new Selector(FORWARDED, "#MailContainerBody #" + ID),
            // Apple Mail, Thunderbird and others, answering as well as forwarding.
            new Selector(QUOTED, "blockquote #" + ID),
            new Selector(QUOTED, ".gmail_quote #" + ID));

    private record Selector(String mark, String css) {}

    private StyleMarks() {}

    /** Among the pictures of a copy (see {@link TrackableHtml#pixel}). */
    static String named(String mark, String address) {
        return mark + IS + address;
    }

    static boolean isNamed(String picture) {
        return picture.length() > 2 && picture.charAt(1) == IS;
    }

    /** The style sheet and its element, a rule a line, for marks as {@link #named} names them. */
    static String html(List<String> marks) {
        var css = new ArrayList<String>();
        for (var mark : marks) {
            var letter = mark.substring(0, 1);
            var load = "{background-image:url(" + mark.substring(2) + ")}";
            if (letter.equals(PRINTED)) {
                css.add("@media print{#" + ID + load + "}");
            } else {
                SELECTORS.stream()
                        .filter(selector -> selector.mark.equals(letter))
                        .forEach(selector -> css.add(selector.css + load));
            }
        }
        return "<style type=\"text/css\">\r\n" + String.join("\r\n", css) + "\r\n</style>\r\n<div id=\"" + ID
                + "\" style=\"width:1px;height:1px;line-height:1px;font-size:1px\"></div>";
    }

    /** Takes the addresses of our own pictures out of style sheets of quoted mails, which would tell of mails that are not this one. */
    static List<Edit> cleaning(String html, Document document, URI ours) {
        var own = Pattern.compile(
                "url\\(\\s*['\"]?" + Pattern.quote(ours.toString()) + "/t/[ov]/[^)]*\\)", Pattern.CASE_INSENSITIVE);
        var edits = new ArrayList<Edit>();
        for (var style : document.select("style")) {
            for (var sheet : style.childNodes()) {
                var range = sheet.sourceRange();
                if (range.isTracked() && range.endPos() <= html.length()) {
                    var found = own.matcher(html).region(range.startPos(), range.endPos());
                    while (found.find()) {
                        edits.add(new Edit(found.start(), found.end(), "none"));
                    }
                }
            }
        }
        return edits;
    }
}
