package org.tinypixel.routes.inbox;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * An IMAP server at the level of bytes: says what the test wants to each command, can vanish or fall silent there. A {@code T} at the start of a line stands for the
 * command's tag. Without a script it has one mail with the id 5.
 */
final class ScriptedImap implements AutoCloseable {
    /** The connection is reset. */
    static final String RESET = "reset";

    /** Nothing is said and the connection stays open. */
    static final String SILENCE = "silence";

    /** The connection is ended in good order, behind what was said. */
    static final String CLOSE = "close";

    static final String MAIL = "Subject: Hi\r\n\r\nHello\r\n";

    /** What a client says, as it begins, and what is answered; of several beginnings the longest. */
    private static final Map<String, String> ORDINARY = Map.ofEntries(
            Map.entry("GREETING", "* OK ready"),
            Map.entry("CAPABILITY", "* CAPABILITY IMAP4rev1 AUTH=PLAIN IDLE\r\nT OK done"),
            Map.entry("STARTTLS", "T OK go on"),
            Map.entry("AUTHENTICATE", "+ "),
            Map.entry("SECRET", "T OK welcome"),
            Map.entry("LOGIN", "T OK welcome"),
            Map.entry("EXAMINE", opened(7, 6)),
            Map.entry("UID SEARCH", "* SEARCH 5\r\nT OK done"),
            Map.entry("UID FETCH", heads(5, MAIL.length())),
            Map.entry("UID FETCH 5 (UID BODY.PEEK[]<0", body(5, MAIL)),
            Map.entry("IDLE", "+ idling"),
            Map.entry("DONE", "T OK done"),
            Map.entry("LIST", "* LIST (\\Sent) \"/\" \"Gesendete Objekte\"\r\n* LIST () \"/\" INBOX\r\nT OK done"),
            Map.entry("LOGOUT", "* BYE bye\r\nT OK done"));

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Map<String, Deque<String>> script = new ConcurrentHashMap<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final @Nullable SSLContext tls;
    private final boolean implicitTls;
    private final Thread thread = new Thread(this::accept, "scripted-imap");

    ScriptedImap() throws IOException {
        this(null, false);
    }

    /**
     * A server with a certificate.
     *
     * @param implicitTls encrypted from the first byte; else by STARTTLS, where the script offers it
     */
    ScriptedImap(@Nullable SSLContext tls, boolean implicitTls) throws IOException {
        this.tls = tls;
        this.implicitTls = implicitTls;
        ORDINARY.forEach((command, answer) -> script.put(command, new ArrayDeque<>(List.of(answer))));
        thread.start();
    }

    static String opened(long validity, long next) {
        return "* 5 EXISTS\r\n* OK [UIDVALIDITY " + validity + "] stays\r\n* OK [UIDNEXT " + next
                + "] comes\r\nT OK [READ-ONLY] opened";
    }

    static String heads(long uid, long size) {
        return "* 5 FETCH (UID " + uid + " RFC822.SIZE " + size
                + " INTERNALDATE \"02-Mar-2026 08:00:00 +0000\")\r\nT OK done";
    }

    static String body(long uid, String octets) {
        return "* 5 FETCH (UID " + uid + " BODY[]<0> {" + octets.length() + "}\r\n" + octets + ")\r\nT OK done";
    }

    /** The answers to the first, second … command that begins so; the last one stays. */
    ScriptedImap says(String command, String... answers) {
        script.put(command, new ArrayDeque<>(List.of(answers)));
        return this;
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Commands without their tags, in the order in which they came. */
    List<String> commands() {
        return commands;
    }

    int connections() {
        return connections.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var socket = listener.accept();
                open.add(socket);
                connections.incrementAndGet();
                new Thread(() -> talkQuietly(socket), "scripted-imap-connection").start();
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

    private Socket secure(Socket socket) throws IOException {
        var secure = (SSLSocket) Objects.requireNonNull(tls)
                .getSocketFactory()
                .createSocket(socket, "127.0.0.1", socket.getPort(), true);
        secure.setUseClientMode(false);
        secure.startHandshake();
        open.add(secure);
        return secure;
    }

    private void talk(Socket first) throws IOException {
        var socket = first;
        var in = socket.getInputStream();
        if (!say(socket, "", "GREETING")) {
            return;
        }
        var tag = "";
        var signsIn = false;
        for (var line = line(in); line != null; line = line(in)) {
            var command = line;
            if (signsIn) {
                command = "SECRET";
                signsIn = false;
            } else if (!line.equals("DONE")) {
                tag = line.substring(0, line.indexOf(' '));
                command = line.substring(line.indexOf(' ') + 1);
            }
            commands.add(command);
            if (!say(socket, tag, command)) {
                return;
            }
            signsIn = command.startsWith("AUTHENTICATE");
            if (command.equals("STARTTLS")) {
                socket = secure(socket);
                in = socket.getInputStream();
            }
        }
    }

    private boolean say(Socket socket, String tag, String command) throws IOException {
        var upper = command.toUpperCase(Locale.ROOT);
        var key = script.keySet().stream()
                .filter(upper::startsWith)
                .max((one, other) -> one.length() - other.length())
                .orElseThrow(() -> new AssertionError("no answer to " + command));
        var answers = script.get(key);
        var answer = answers.size() > 1 ? answers.remove() : answers.element();
        if (answer.equals(RESET)) {
            socket.setSoLinger(true, 0);
            socket.close();
            return false;
        }
        if (answer.equals(SILENCE)) {
            return false;
        }
        var closes = answer.endsWith(CLOSE);
        var text = closes ? answer.substring(0, answer.length() - CLOSE.length()) : answer + "\r\n";
        socket.getOutputStream().write(tagged(text, tag).getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        if (closes) {
            socket.close();
        }
        return !closes;
    }

    private static String tagged(String text, String tag) {
        return text.replaceAll("(?m)^T (?=OK|NO|BAD)", tag + " ");
    }

    private static @Nullable String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (var next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                return line.toString().strip();
            }
            line.append((char) next);
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        // A connection that was being accepted still comes through; after this none does.
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        for (var socket : open) {
            socket.close();
        }
    }
}
