package org.tinypixel.routes.inbox;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a server says, with limits: every answer has a deadline, and neither a literal nor an answer is larger than anything that is asked for. Angus Mail, which reads from
 * here, takes the memory for a literal before its first octet came, and collects answers without end.
 */
final class LimitedInput extends InputStream {
    /** Pieces of mails are fetched in a fraction of this. */
    static final int LONGEST_LITERAL = 1024 * 1024;

    /** The ids of a million mails need half of this. */
    static final int LONGEST_ANSWER = 16 * 1024 * 1024;

    /** Each line becomes an object, which takes more memory than itself; a hundred mails or all folders need far fewer. */
    static final int MOST_LINES = 10_000;

    private static final int NOTHING = -1;

    private final Socket socket;
    private final InputStream in;
    private final long end;
    private long deadline;
    private long left = LONGEST_ANSWER;
    private int lines;
    private int pending = NOTHING;
    private @Nullable IOException fault;

    /** Where in {@code {123} CR LF} the last octet stood: 0 outside, 1 in the digits, 2 behind the brace, 3 behind CR. */
    private int at;

    private long announced;
    private long literal;

    LimitedInput(Socket socket, Duration whole) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.end = System.nanoTime() + whole.toNanos();
        this.deadline = end;
    }

    /** An answer is awaited, completely within this time. */
    void expect(Duration longest) {
        left = LONGEST_ANSWER;
        lines = 0;
        deadline = Math.min(System.nanoTime() + longest.toNanos() - end, 0) + end;
    }

    /** Whether anything comes in this time; takes nothing of it away. */
    boolean comes(Duration longest) throws IOException {
        if (pending != NOTHING) {
            return true;
        }
        expect(longest);
        try {
            pending = read();
        } catch (SocketTimeoutException nothing) {
            fault = null;
            return false;
        }
        if (pending == NOTHING) {
            throw closed();
        }
        return true;
    }

    /** Why nothing more comes, in words; null where the server simply closed the connection. */
    @Nullable
    IOException fault() {
        return fault;
    }

    static EOFException closed() {
        return new EOFException("the connection was closed");
    }

    @Override
    public int available() throws IOException {
        return (pending == NOTHING ? 0 : 1) + in.available();
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? NOTHING : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int from, int length) throws IOException {
        if (fault != null) {
            throw fault;
        }
        if (length == 0) {
            return 0;
        }
        if (pending != NOTHING) {
            // It was looked at when it came.
            to[from] = (byte) pending;
            pending = NOTHING;
            return 1;
        }
        var count = some(to, from, length);
        left -= Math.max(0, count);
        if (left < 0) {
            throw failed(new IOException("its answer has no end"));
        }
        for (var i = 0; i < count; i++) {
            look(to[from + i]);
        }
        return count;
    }

    private int some(byte[] to, int from, int length) throws IOException {
        var wait = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        try {
            if (wait <= 0) {
                throw new SocketTimeoutException();
            }
            socket.setSoTimeout(Math.toIntExact(Math.min(wait, Integer.MAX_VALUE)));
            return in.read(to, from, length);
        } catch (SocketTimeoutException late) {
            throw failed(new SocketTimeoutException("no answer came in time"));
        } catch (IOException broken) {
            throw failed(broken);
        }
    }

    private void look(byte octet) throws IOException {
        if (literal > 0) {
            literal--;
        } else if (octet == '{') {
            at = 1;
            announced = 0;
        } else if (at == 1 && octet >= '0' && octet <= '9') {
            announced = Math.min(announced * 10 + octet - '0', Integer.MAX_VALUE);
        } else if (at == 1 && octet == '}') {
            at = 2;
        } else if (at == 2 && octet == '\r') {
            at = 3;
        } else {
            if (at == 3 && octet == '\n') {
                if (announced > LONGEST_LITERAL) {
                    throw failed(new IOException("it announces " + announced + " octets that nobody asked for"));
                }
                literal = announced;
            }
            at = 0;
            if (octet == '\n' && ++lines > MOST_LINES) {
                throw failed(new IOException("its answer has no end"));
            }
        }
    }

    private IOException failed(IOException why) {
        fault = why;
        return why;
    }
}
