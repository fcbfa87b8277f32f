package org.tinypixel.web.track;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.tinypixel.tracking.Destination;

/** What recipients' mail clients are sent, in as few headers as do the work. */
final class Answers {
    /** One transparent point, 43 bytes. */
    static final byte[] GIF = HexFormat.of()
            .parseHex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b");

    /** Google's proxy keeps pictures that do not say all of it. */
    private static final String NOT_KEPT = "no-store, no-cache, must-revalidate, max-age=0, private";

    private static final Map.Entry<String, String> NOSNIFF = Map.entry("X-Content-Type-Options", "nosniff");

    /** All headers of a picture but for its length. */
    static final List<Map.Entry<String, String>> OF_A_PICTURE = List.of(
            Map.entry("Content-Type", "image/gif"),
            Map.entry("Cache-Control", NOT_KEPT),
            Map.entry("Pragma", "no-cache"),
            Map.entry("Expires", "Thu, 01 Jan 1970 00:00:00 GMT"),
            NOSNIFF,
            // Pages of web mail that isolate themselves may show it too.
            Map.entry("Cross-Origin-Resource-Policy", "cross-origin"));

    private static final List<Map.Entry<String, String>> OF_A_LINK = List.of(
            Map.entry("Cache-Control", NOT_KEPT),
            NOSNIFF,
            // The address holds a token, which is nobody else's business.
            Map.entry("Referrer-Policy", "no-referrer"),
            Map.entry("X-Robots-Tag", "noindex, nofollow"));

    /** The whole picture at once. */
    static final Answer PICTURE = new Answer(200, OF_A_PICTURE, List.of(), GIF);

    private Answers() {}

    /**
     * An answer.
     *
     * @param usual headers that many answers share
     * @param own headers of this one
     * @param body never changed; also tells the length
     */
    record Answer(
            int status, List<Map.Entry<String, String>> usual, List<Map.Entry<String, String>> own, byte[] body) {}

    /** Leads on to a checked destination. */
    static Answer redirect(Destination destination) {
        // Never sendRedirect, which may put the client's own Host header before the address.
        return new Answer(302, OF_A_LINK, List.of(Map.entry("Location", destination.location())), new byte[0]);
    }

    /** A page for a person, status 404. */
    static Answer page(byte[] html, String contentPolicy) {
        return new Answer(
                404,
                OF_A_LINK,
                List.of(
                        Map.entry("Content-Type", "text/html;charset=UTF-8"),
                        Map.entry("Content-Security-Policy", contentPolicy)),
                html);
    }
}
