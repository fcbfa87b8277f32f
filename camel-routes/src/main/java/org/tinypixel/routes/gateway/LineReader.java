package org.tinypixel.routes.gateway;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads commands and message text. A line ends with CR LF and with nothing else (RFC 5321, section 2.3.8): servers that do not agree on that can be talked into seeing two mails
 * where there was one (CVE-2023-51764). Whatever breaks the rule is a {@link BadLine}.
 */
final class LineReader {
    private static final int BUFFER = 16 * 1024;

    private final InputStream in;
    private final OutputStream answers;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;

    /**
     * A reader.
     *
     * @param answers flushed before waiting for the peer, who may wait for them; several answers to commands sent together travel together (RFC 2920)
     */
    LineReader(InputStream in, OutputStream answers) {
        this.in = in;
        this.answers = answers;
    }

    /** Whether the peer sent more than was read. Nothing is asked of the network. */
    boolean hasMore() {
        return at < end;
    }

    /** Whether more of the peer is here already, in the buffer or below it. */
    boolean isEarly() throws IOException {
        return at < end || in.available() > 0;
    }

    /**
     * The next line without its end, null where the peer ended in good order.
     *
     * @param longest the most octets that it may have
     */
    byte @Nullable [] line(int longest) throws IOException {
        var line = new ByteArrayOutputStream(128);
        while (true) {
            var octet = next();
            if (octet < 0) {
                if (line.size() == 0) {
                    return null;
                }
                throw new EOFException("the peer ended in the middle of a line");
            }
            if (octet == '\r') {
                if (next() != '\n') {
                    throw new BadLine(500, "5.5.2 A line ends with CR LF; there was a CR alone");
                }
                return line.toByteArray();
            }
            if (octet == '\n') {
                throw new BadLine(500, "5.5.2 A line ends with CR LF; there was an LF alone");
            }
            if (octet == 0) {
                throw new BadLine(500, "5.5.2 A command holds no NUL");
            }
            if (line.size() == longest) {
                throw new BadLine(500, "5.5.6 The line is longer than " + longest + " octets");
            }
            line.write(octet);
        }
    }

    /**
     * The text of a message up to the line with nothing but a dot, doubled dots undone (RFC 5321, section 4.5.2).
     *
     * @param longest the most octets that it may have
     */
    void text(OutputStream to, long longest) throws IOException {
        var written = 0L;
        // True at the start of a line; the text begins with one.
        var lineStart = true;
        while (true) {
            if (at == end && !fill()) {
                throw new EOFException("the peer ended in the middle of a message");
            }
            if (lineStart && buffer[at] == '.') {
                at++;
                var octet = next();
                if (octet == '\r') {
                    lineFeed();
                    return;
                }
                if (octet < 0) {
                    throw new EOFException("the peer ended in the middle of a message");
                }
                // The dot was one too many; what follows is the line, and cannot be another's end.
                lineStart = false;
                at--;
                continue;
            }
            lineStart = false;
            var from = at;
            while (at < end && isText(buffer[at])) {
                at++;
            }
            written += at - from;
            if (written > longest) {
                throw tooLarge(longest);
            }
            to.write(buffer, from, at - from);
            if (at < end) {
                lineEnd();
                written += 2;
                if (written > longest) {
                    throw tooLarge(longest);
                }
                to.write('\r');
                to.write('\n');
                lineStart = true;
            }
        }
    }

    static BadLine tooLarge(long longest) {
        return new BadLine(552, "5.3.4 The message is larger than " + longest + " octets");
    }

    private void lineEnd() throws IOException {
        var octet = next();
        if (octet == '\n') {
            throw new BadLine(550, "5.5.2 Lines of a message end with CR LF; there was an LF alone");
        }
        if (octet == 0) {
            throw new BadLine(550, "5.6.0 A message holds no NUL");
        }
        lineFeed();
    }

    private void lineFeed() throws IOException {
        if (next() != '\n') {
            throw new BadLine(550, "5.5.2 Lines of a message end with CR LF; there was a CR alone");
        }
    }

    private static boolean isText(byte octet) {
        return octet != '\r' && octet != '\n' && octet != 0;
    }

    private int next() throws IOException {
        if (at == end && !fill()) {
            return -1;
        }
        return buffer[at++] & 0xff;
    }

    private boolean fill() throws IOException {
        answers.flush();
        at = 0;
        end = Math.max(0, in.read(buffer, 0, buffer.length));
        return end > 0;
    }
}
