package org.tinypixel.tracking;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * The header fields by which mail programs offer "unsubscribe" (RFC 2369, section 3.2; RFC 8058). They stand in the outermost header, which no signature of S/MIME or PGP
 * covers (RFC 8551, section 3.1), so signed and encrypted mails get them too.
 */
final class ListUnsubscribe {
    private ListUnsubscribe() {}

    /**
     * Where the fields come into a message: at the end of its header; -1 where it has such fields, where its header is damaged, or where a DKIM signature that was made
     * before counts them (RFC 6376, section 8.15).
     */
    static int place(ReadContent message) {
        var header = message.header();
        var fields = header.fields();
        return fields.isEmpty() || !isMissing(header) ? -1 : message.behind(fields.get(fields.size() - 1));
    }

    private static boolean isMissing(MimeHeader header) {
        return header.isWhole()
                && header.first("list-unsubscribe").isEmpty()
                && header.first("list-unsubscribe-post").isEmpty()
                && header.all("dkim-signature").stream().noneMatch(ListUnsubscribe::counts);
    }

    /**
     * The second only stands beside an address with HTTPS (RFC 8058, section 3.1).
     *
     * @param url the recipient's page
     */
    static byte[] fields(String url) {
        var post = url.startsWith("https:") ? "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" : "";
        return ("List-Unsubscribe: <" + url + ">\r\n" + post).getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean counts(String signature) {
        for (var tag : signature.toLowerCase(Locale.ROOT).replaceAll("\\s", "").split(";")) {
            if (tag.startsWith("h=")
                    && List.of(tag.substring(2).split(":")).stream()
                            .anyMatch(name -> name.startsWith("list-unsubscribe"))) {
                return true;
            }
        }
        return false;
    }
}
