package org.tinypixel.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;

/** One connection that sends exactly these bytes, as no well-behaved client would. */
final class RawHttp implements AutoCloseable {
    private static final int MILLIS_OF_PATIENCE = 60_000;

    private final Socket socket;

    RawHttp(TinypixelServer server) {
        this(server.httpPort());
    }

    private RawHttp(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(MILLIS_OF_PATIENCE);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /** The whole answer to one request that asks for the connection to be closed. */
    static String answer(TinypixelServer server, String request) {
        return answer(server.httpPort(), request);
    }

    /** The same of whatever listens on a port of this machine; what has not come within a minute counts as the end. */
    static String answer(int port, String request) {
        try (var http = new RawHttp(port)) {
            http.send(request);
            return http.rest();
        }
    }

    void send(String text) {
        send(text.getBytes(ISO_8859_1));
    }

    void send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }

    /** The next line, without its end. */
    String firstLine() {
        var line = new StringBuilder();
        try {
            for (var next = socket.getInputStream().read();
                    next >= 0 && next != '\n';
                    next = socket.getInputStream().read()) {
                line.append((char) next);
            }
            return line.toString().strip();
        } catch (IOException reset) {
            throw new UncheckedIOException(reset);
        }
    }

    /** All that comes until the server closes. */
    String rest() {
        var answer = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(answer);
        } catch (IOException reset) {
            // The server may refuse to read on; what it said before counts.
        }
        return answer.toString(ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
