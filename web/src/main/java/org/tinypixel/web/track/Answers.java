package org.tinypixel.web.track;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.StatusCodes;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.tinypixel.tracking.Destination;

/** What recipients' mail clients are sent, in as few headers as do the work. */
final class Answers {
    /** One transparent point, 43 bytes. */
    static final byte[] GIF = HexFormat.of()
            .parseHex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b");

    /** Google's proxy keeps pictures that do not say all of it. */
    static final String NOT_KEPT = "no-store, no-cache, must-revalidate, max-age=0, private";

    static final HttpString NOSNIFF = new HttpString("X-Content-Type-Options");
    static final HttpString REFERRER = new HttpString("Referrer-Policy");
    private static final HttpString CROSS_ORIGIN = new HttpString("Cross-Origin-Resource-Policy");
    private static final HttpString ROBOTS = new HttpString("X-Robots-Tag");
    private static final String LENGTH = Integer.toString(GIF.length);
    private static final ByteBuffer PICTURE =
            ByteBuffer.allocateDirect(GIF.length).put(GIF).flip().asReadOnlyBuffer();

    private Answers() {}

    /** The whole picture at once. */
    static void picture(HttpServerExchange exchange) {
        var headers = exchange.getResponseHeaders();
        describePicture(headers);
        headers.put(Headers.CONTENT_LENGTH, LENGTH);
        exchange.getResponseSender().send(PICTURE.duplicate());
    }

    /** All headers of a picture but for its length. */
    static void describePicture(HeaderMap headers) {
        headers.put(Headers.CONTENT_TYPE, "image/gif");
        headers.put(Headers.CACHE_CONTROL, NOT_KEPT);
        headers.put(Headers.PRAGMA, "no-cache");
        headers.put(Headers.EXPIRES, "Thu, 01 Jan 1970 00:00:00 GMT");
        headers.put(NOSNIFF, "nosniff");
        // Pages of web mail that isolate themselves may show it too.
        headers.put(CROSS_ORIGIN, "cross-origin");
    }

    /** Leads on to a checked destination. */
    static void redirect(HttpServerExchange exchange, Destination destination) {
        describeLink(exchange.getResponseHeaders());
        exchange.setStatusCode(StatusCodes.FOUND);
        exchange.getResponseHeaders().put(Headers.LOCATION, destination.location());
        exchange.getResponseHeaders().put(Headers.CONTENT_LENGTH, "0");
        exchange.endExchange();
    }

    /** All headers that answers to links share. */
    static void describeLink(HeaderMap headers) {
        headers.put(Headers.CACHE_CONTROL, NOT_KEPT);
        headers.put(NOSNIFF, "nosniff");
        // The address holds a token, which is nobody else's business.
        headers.put(REFERRER, "no-referrer");
        headers.put(ROBOTS, "noindex, nofollow");
    }
}
