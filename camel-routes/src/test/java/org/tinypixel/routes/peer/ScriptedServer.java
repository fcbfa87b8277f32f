package org.tinypixel.routes.peer;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A server at the level of bytes, which can vanish or fall silent at each step. What it says is up to whoever makes one of it. */
public abstract class ScriptedServer implements AutoCloseable {
    /** Instead of an answer: the connection is reset. */
    public static final String RESET = "reset";

    /** Instead of an answer: nothing is said and the connection stays open. */
    public static final String SILENCE = "silence";

    /** At the end of an answer, or instead of one: the connection is ended in good order, behind what was said. */
    public static final String CLOSE = "close";

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final @Nullable SSLContext tls;
    private final boolean implicitTls;
    private @Nullable Thread thread;

    /**
     * Listens; talks after {@link #start}.
     *
     * @param tls with its certificate; null where it does not encrypt
     * @param implicitTls encrypted from the first byte; else by STARTTLS, where the script offers it
     */
    protected ScriptedServer(@Nullable SSLContext tls, boolean implicitTls) throws IOException {
        this.tls = tls;
        this.implicitTls = implicitTls;
    }

    /** Lets clients in; the last step of a constructor. */
    protected final void start() {
        var fresh = new Thread(this::accept, "scripted-server");
        thread = fresh;
        fresh.start();
    }

    public final int port() {
        return listener.getLocalPort();
    }

    /** Connections that were accepted. */
    public final int connections() {
        return connections.get();
    }

    /** What clients said, in the order in which it came. */
    public final List<String> commands() {
        return commands;
    }

    /** The whole conversation over one connection, which stays open when this returns. */
    protected abstract void talk(Socket socket) throws IOException;

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var socket = listener.accept();
                open.add(socket);
                connections.incrementAndGet();
                new Thread(() -> talkQuietly(socket), "scripted-connection").start();
            } catch (IOException gone) {
                // The test is over: that is part of the script.
            }
        }
    }

    private void talkQuietly(Socket socket) {
        try {
            talk(implicitTls ? secure(socket) : socket);
        } catch (IOException gone) {
            // The client vanished, which is part of the script as well.
        }
    }

    /** Goes on encrypted. */
    protected final Socket secure(Socket socket) throws IOException {
        var secure = (SSLSocket) Objects.requireNonNull(tls)
                .getSocketFactory()
                .createSocket(socket, "127.0.0.1", socket.getPort(), true);
        secure.setUseClientMode(false);
        secure.startHandshake();
        open.add(secure);
        return secure;
    }

    /** Gives an answer of the script; false where the conversation ends with it. */
    protected static boolean say(Socket socket, String answer) throws IOException {
        if (answer.equals(SILENCE)) {
            return false;
        }
        if (answer.equals(RESET)) {
            socket.setSoLinger(true, 0);
            socket.close();
            return false;
        }
        var closes = answer.endsWith(CLOSE);
        var text = closes ? answer.substring(0, answer.length() - CLOSE.length()) : answer + "\r\n";
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        if (closes) {
            socket.close();
        }
        return !closes;
    }

    /** The next line without its end; null where the client went. */
    protected static @Nullable String line(InputStream in) throws IOException {
        var line = rawLine(in);
        return line == null ? null : line.strip();
    }

    /** The next line with its end; null where the client went. */
    protected static @Nullable String rawLine(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (var next = in.read(); next >= 0; next = in.read()) {
            line.append((char) next);
            if (next == '\n') {
                return line.toString();
            }
        }
        return null;
    }

    @Override
    public final void close() throws IOException {
        vanish();
    }

    /** Ends every connection and takes no more. */
    public final void vanish() throws IOException {
        listener.close();
        // A connection that was being accepted still comes through; after this none does.
        var accepting = thread;
        try {
            if (accepting != null) {
                accepting.join();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        for (var socket : open) {
            socket.close();
        }
    }
}
