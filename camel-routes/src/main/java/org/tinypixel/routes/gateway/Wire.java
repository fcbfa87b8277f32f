package org.tinypixel.routes.gateway;

import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLSocket;

/**
 * One connection with a time by which the peer must have done what it is asked for, however slowly it drips. Reading gives up by itself; writing to a peer that does not read is
 * ended by {@link #abort} from outside, since Java cannot end it otherwise.
 */
final class Wire {
    /** A peer that was told off gets this long to read it. */
    private static final Duration LINGER = Duration.ofSeconds(3);

    private static final int MOST_LINGERED = 64 * 1024 * 1024;

    private final Socket plain;
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private volatile long deadline;
    private volatile boolean hurried;

    Wire(Socket plain, Duration first) throws IOException {
        this.plain = plain;
        this.socket = plain;
        plain.setTcpNoDelay(true);
        until(first);
        in = new Timed(plain.getInputStream());
        out = new BufferedOutputStream(plain.getOutputStream(), 1024);
    }

    /** From now on the peer has this much time. */
    void until(Duration time) {
        deadline = System.nanoTime() + time.toNanos();
    }

    /** How long ago the peer's time was over; negative while it is not. */
    Duration late() {
        return Duration.ofNanos(System.nanoTime() - deadline);
    }

    /** Whether the peer talks before it was greeted, as no real client does (RFC 5321, section 4.3.1). */
    boolean isEarly(Duration patience) throws IOException {
        try {
            plain.setSoTimeout((int) patience.toMillis());
            return plain.getInputStream().read() >= 0;
        } catch (SocketTimeoutException polite) {
            return false;
        }
    }

    InputStream in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    boolean isTls() {
        return socket instanceof SSLSocket;
    }

    /** Speaks TLS from here on, after a complete handshake. */
    void startTls(Certificates certificates) throws IOException {
        var tls = certificates.server(plain);
        // A handshake sends and waits by itself, below the timed stream.
        tls.setSoTimeout(millisLeft());
        tls.startHandshake();
        socket = tls;
        in = new Timed(tls.getInputStream());
        out = new BufferedOutputStream(tls.getOutputStream(), 1024);
    }

    /** The server stops: what is being answered gets its answer, and nothing more is read. */
    void hurry() {
        hurried = true;
        try {
            plain.shutdownInput();
        } catch (IOException gone) {
            // Ended already.
        }
    }

    boolean isHurried() {
        return hurried;
    }

    /** Ends at once, also what another thread is reading or writing. */
    void abort() {
        try {
            plain.close();
        } catch (IOException gone) {
            // That is what was wanted.
        }
    }

    /**
     * Ends so that the last answer arrives: a connection that is closed while the peer still sends is reset, and the peer may never see why. What comes meanwhile is thrown away.
     */
    void end() {
        try {
            out.flush();
            until(LINGER);
            if (isTls()) {
                ((SSLSocket) socket).shutdownOutput();
            } else {
                plain.shutdownOutput();
            }
            var waste = new byte[16 * 1024];
            var read = 0L;
            for (var count = in.read(waste); count >= 0 && read < MOST_LINGERED; count = in.read(waste)) {
                read += count;
            }
        } catch (IOException gone) {
            // The peer did not wait for it.
        } finally {
            abort();
        }
    }

    private int millisLeft() throws SocketTimeoutException {
        var left = -late().toMillis();
        if (left <= 0) {
            throw new SocketTimeoutException("the peer was too slow");
        }
        return (int) Math.min(Integer.MAX_VALUE, left);
    }

    private final class Timed extends FilterInputStream {
        Timed(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            plain.setSoTimeout(millisLeft());
            return super.read();
        }

        @Override
        public int read(byte[] to, int from, int most) throws IOException {
            plain.setSoTimeout(millisLeft());
            return super.read(to, from, most);
        }
    }
}
