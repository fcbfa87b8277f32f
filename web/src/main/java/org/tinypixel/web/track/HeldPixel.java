package org.tinypixel.web.track;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tinypixel.hits.Hit;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSinkChannel;

/**
 * A picture that is complete for the eye at once and for the connection only later: behind the point comes a comment (GIF89a, section 24) of one byte a second. So a
 * client that goes away is noticed, one that waits to the end gets a whole picture, and its length is known from the start, which lets connections be kept.
 */
final class HeldPixel {
    /** A closed connection still takes one write, which is answered by a reset; so what failed now ended up to two seconds ago. */
    private static final long UNNOTICED = TimeUnit.SECONDS.toNanos(2);

    /** Seconds without room in the client's window, after which it is not looking any more. */
    private static final int STUCK = 30;

    private static final HttpString NO_BUFFER = new HttpString("X-Accel-Buffering");
    private static final byte TRAILER = 0x3b;
    private static final Map<Integer, byte[]> PICTURES = new ConcurrentHashMap<>();

    private final HttpServerExchange exchange;
    private final Consumer<Hit> ended;
    private final ByteBuffer rest;
    private final long since;
    private @Nullable Hit hit;
    private @Nullable StreamSinkChannel channel;
    private int stuck;

    /**
     * Makes it; {@link #begin} begins it.
     *
     * @param hit without its time
     * @param now nanoseconds of any origin
     * @param ended told once with the time
     */
    HeldPixel(HttpServerExchange exchange, Hit hit, Duration longest, long now, Consumer<Hit> ended) {
        this.exchange = exchange;
        this.hit = hit;
        this.since = now;
        this.ended = ended;
        this.rest = ByteBuffer.wrap(PICTURES.computeIfAbsent((int) longest.toSeconds(), HeldPixel::picture));
    }

    /** The point, then so many bytes of comment and trailer. */
    static byte[] picture(int seconds) {
        var point = Answers.GIF.length - 1;
        var bytes = Arrays.copyOf(Answers.GIF, point + Math.max(6, seconds));
        var at = point;
        bytes[at++] = 0x21;
        bytes[at++] = (byte) 0xfe;
        for (var left = bytes.length - at - 2; left > 0; ) {
            var block = Math.min(left, 256);
            // A block has its length and at least one byte.
            block -= left - block == 1 ? 1 : 0;
            bytes[at] = (byte) (block - 1);
            Arrays.fill(bytes, at + 1, at + block, (byte) ' ');
            at += block;
            left -= block;
        }
        bytes[at++] = 0;
        bytes[at] = TRAILER;
        return bytes;
    }

    /** Sends headers and point; false where the client is gone already. */
    boolean begin() {
        var headers = exchange.getResponseHeaders();
        ExchangeVisit.describe(exchange, Answers.OF_A_PICTURE);
        headers.put(Headers.CONTENT_LENGTH, Integer.toString(rest.remaining()));
        // nginx passes each byte on at once.
        headers.put(NO_BUFFER, "no");
        channel = exchange.getResponseChannel();
        return write(Answers.GIF.length - 1, since);
    }

    /** One more byte; false where that was the end, of whatever kind. */
    boolean trickle(long now) {
        return hit != null && write(1, now);
    }

    /** The rest at once. */
    void letGo(long now) {
        if (hit != null && write(rest.remaining(), now)) {
            end(now - since);
            exchange.endExchange();
        }
    }

    private boolean write(int bytes, long now) {
        var to = channel;
        if (to == null) {
            end(0);
            exchange.endExchange();
            return false;
        }
        try {
            var before = rest.position();
            var whole = rest.limit();
            rest.limit(Math.min(whole, before + bytes));
            try {
                while (rest.hasRemaining() && to.write(rest) > 0) {
                    // as long as the network takes it
                }
            } finally {
                rest.limit(whole);
            }
            to.flush();
            stuck = rest.position() == before ? stuck + 1 : 0;
        } catch (IOException gone) {
            stuck = STUCK;
        }
        if (stuck >= STUCK) {
            end(now - since - UNNOTICED);
            IoUtils.safeClose(exchange.getConnection());
            exchange.endExchange();
            return false;
        }
        if (!rest.hasRemaining()) {
            end(now - since);
            exchange.endExchange();
            return false;
        }
        return true;
    }

    private void end(long nanos) {
        var known = hit;
        if (known != null) {
            hit = null;
            ended.accept(known.held(Duration.ofNanos(Math.max(0, nanos))));
        }
    }
}
