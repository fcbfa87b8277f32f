package org.tinypixel.tracking;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entity of a MIME message (RFC 2046), by its places in the message's bytes.
 *
 * @param from where its body begins, to {@code to} exclusive: without the line end that belongs to the delimiter behind it
 * @param children empty for everything that is not {@code multipart}
 */
record MimePart(MimeHeader header, int from, int to, List<MimePart> children) {
    /** Above these a message is left as it is: nobody writes such mails by hand, and attackers do. */
    private static final int MOST_PARTS = 1000;

    private static final int DEEPEST = 30;
    private static final int LONGEST_HEADERS = 1024 * 1024;

    /** The message has no structure that can be followed safely. */
    static final class Unclear extends Exception {
        private static final long serialVersionUID = 1L;

        Unclear(String reason) {
            super(reason);
        }

        Unclear(String reason, Throwable cause) {
            super(reason, cause);
        }
    }

    /** Reads a whole message; lines end with CR LF. */
    static MimePart read(byte[] message, Patience patience) throws Unclear {
        return new Reader(message, patience).part(0, message.length, 0);
    }

    String mediaType() {
        return header.mediaType();
    }

    boolean isMultipart() {
        return mediaType().startsWith("multipart/");
    }

    /** Where the next line begins. */
    static int lineEnd(byte[] message, int from, int to) {
        var at = from;
        while (at < to && message[at] != '\n') {
            at++;
        }
        return Math.min(at + 1, to);
    }

    private static final class Reader {
        private final byte[] message;
        private final Patience patience;
        private int parts;
        private int headers;

        Reader(byte[] message, Patience patience) {
            this.message = message;
            this.patience = patience;
        }

        MimePart part(int from, int to, int depth) throws Unclear {
            if (++parts > MOST_PARTS || depth > DEEPEST) {
                throw new Unclear("it has too many parts");
            }
            patience.check();
            var header = MimeHeader.read(message, from, to);
            headers += header.end() - from;
            if (header.isEndless() || headers > LONGEST_HEADERS) {
                throw new Unclear("its header is too long");
            }
            if (!header.isWhole()) {
                throw new Unclear("its header is damaged");
            }
            if (!header.mediaType().startsWith("multipart/")) {
                return new MimePart(header, header.end(), to, List.of());
            }
            var boundary = header.parameter("content-type", "boundary");
            if (boundary == null || boundary.isBlank()) {
                throw new Unclear("its parts have no boundary");
            }
            return new MimePart(header, header.end(), to, children(boundary.stripTrailing(), header.end(), to, depth));
        }

        private List<MimePart> children(String boundary, int from, int to, int depth) throws Unclear {
            var delimiter = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
            var children = new ArrayList<MimePart>();
            var start = -1;
            for (var line = from; line < to; line = lineEnd(message, line, to)) {
                var closes = delimits(delimiter, line, to);
                if (closes == null) {
                    continue;
                }
                if (start >= 0) {
                    children.add(part(start, beforeLineEnd(start, line), depth + 1));
                }
                if (closes) {
                    return children;
                }
                start = lineEnd(message, line, to);
            }
            if (start >= 0) {
                children.add(part(start, to, depth + 1));
            }
            return children;
        }

        /** Whether the delimiter in this line is the last one; null where the line is no delimiter. */
        private @Nullable Boolean delimits(byte[] delimiter, int line, int to) {
            if (to - line < delimiter.length || !startsWith(delimiter, line)) {
                return null;
            }
            var end = lineEnd(message, line, to);
            var rest = new String(
                    message, line + delimiter.length, end - line - delimiter.length, StandardCharsets.ISO_8859_1);
            var closes = rest.startsWith("--");
            return (closes ? rest.substring(2) : rest).isBlank() ? closes : null;
        }

        private boolean startsWith(byte[] prefix, int at) {
            for (var i = 0; i < prefix.length; i++) {
                if (message[at + i] != prefix[i]) {
                    return false;
                }
            }
            return true;
        }

        /** The line end before a delimiter belongs to the delimiter (RFC 2046, section 5.1.1). */
        private int beforeLineEnd(int start, int line) {
            var end = line;
            if (end > start && message[end - 1] == '\n') {
                end--;
                if (end > start && message[end - 1] == '\r') {
                    end--;
                }
            }
            return end;
        }
    }
}
