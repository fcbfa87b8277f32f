package org.tinypixel.routes.mail;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bytes of one SMTP connection: writes commands and content, reads answers; every wait ends and every answer has a limit. */
final class Wire implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Wire.class);
    private static final int LONGEST_LINE = 4096;
    private static final int MOST_LINES = 200;
    private static final int BUFFER = 32 * 1024;
    private static final Pattern LINE = Pattern.compile("[2-5][0-9]{2}(?:[ -].*)?", Pattern.DOTALL);

    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private final byte[] read = new byte[4096];
    private int at;
    private int end;

    Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
    }

    /** Before encryption begins: what came in the clear behind the answer to {@code STARTTLS} could be somebody else's (CVE-2011-0411), so it ends the connection. */
    void mustBeQuiet() throws IOException {
        if (at < end || in.available() > 0) {
            throw new IOException("the server said more than its answer before the encryption began");
        }
    }

    /** Goes on encrypted. */
    void encrypted(SSLSocket secure) throws IOException {
        socket = secure;
        in = secure.getInputStream();
        out = new BufferedOutputStream(secure.getOutputStream(), BUFFER);
    }

    Socket socket() {
        return socket;
    }

    /** Sends a line, which must not hold line ends, and waits for the answer. */
    Reply ask(String command, Duration longest) throws IOException {
        if (command.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
            throw new IllegalArgumentException("a command is one line");
        }
        out.write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        return answer(longest);
    }

    /** Waits for an answer; an {@link IOException} where none, or none that can be understood, came in time. */
    Reply answer(Duration longest) throws IOException {
        var deadline = System.nanoTime() + longest.toNanos();
        var lines = new ArrayList<String>();
        while (lines.size() < MOST_LINES) {
            var line = line(deadline);
            if (!LINE.matcher(line).matches()) {
                throw new IOException(
                        "the answer is not SMTP: " + (line.length() > 100 ? line.substring(0, 100) : line));
            }
            lines.add(line);
            if (line.length() == 3 || line.charAt(3) == ' ') {
                return new Reply(Integer.parseInt(line.substring(0, 3)), lines);
            }
        }
        throw new IOException("the answer has no end");
    }

    /**
     * Sends the content with every line end as CR LF and leading dots doubled, complete with its last line end, but without the final dot. A server that stops
     * reading ends the connection when the time is over: Java's sockets have no time-out for writing.
     */
    void content(InputStream mime, Duration longest, ScheduledExecutorService watch) throws IOException {
        var late = watch.schedule(this::abort, longest.toMillis(), TimeUnit.MILLISECONDS);
        try {
            var some = new byte[BUFFER];
            var last = '\n';
            for (var count = mime.read(some); count >= 0; count = mime.read(some)) {
                for (var i = 0; i < count; i++) {
                    last = next(last, (char) (some[i] & 0xff));
                }
            }
            if (last != '\r' && last != '\n') {
                out.write('\r');
                out.write('\n');
            }
            out.flush();
        } finally {
            late.cancel(false);
        }
    }

    /** Writes one octet behind another; the first octet of all stands behind a line end. Gives the octet. */
    private char next(char last, char octet) throws IOException {
        if (octet == '\n' && last == '\r') {
            // Written with the CR.
            return octet;
        }
        if (octet == '\r' || octet == '\n') {
            out.write('\r');
            out.write('\n');
            return octet;
        }
        if (octet == '.' && (last == '\r' || last == '\n')) {
            out.write('.');
        }
        out.write(octet);
        return octet;
    }

    private void abort() {
        LOG.warn("A mail server stopped taking a mail; the connection is closed");
        close();
    }

    private String line(long deadline) throws IOException {
        var line = new byte[LONGEST_LINE];
        var length = 0;
        while (true) {
            if (at == end) {
                fill(deadline);
            }
            var next = read[at++];
            if (next == '\n') {
                return text(line, length);
            }
            if (length == LONGEST_LINE) {
                throw new IOException("the answer has a line without end");
            }
            line[length++] = next;
        }
    }

    private void fill(long deadline) throws IOException {
        var left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
            throw new SocketTimeoutException("no answer came in time");
        }
        socket.setSoTimeout(Math.toIntExact(left));
        try {
            end = in.read(read);
        } catch (SocketTimeoutException late) {
            at = 0;
            end = 0;
            throw new SocketTimeoutException("no answer came in time");
        }
        at = 0;
        if (end <= 0) {
            end = 0;
            throw new EOFException("the connection was closed");
        }
    }

    private static String text(byte[] line, int length) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line, 0, length))
                    .toString();
        } catch (CharacterCodingException other) {
            text = new String(line, 0, length, StandardCharsets.ISO_8859_1);
        }
        return text.replaceAll("\\p{Cntrl}+", " ").stripTrailing();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException gone) {
            LOG.debug("The connection was gone before it was closed", gone);
        }
    }
}
