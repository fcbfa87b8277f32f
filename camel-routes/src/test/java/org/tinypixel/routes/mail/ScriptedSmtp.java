package org.tinypixel.routes.mail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** An SMTP server at the level of bytes: says what the test wants at each step, can vanish or fall silent there, and counts final dots. */
final class ScriptedSmtp implements AutoCloseable {
    /** Where the script may differ from an ordinary server. */
    enum Step {
        GREETING,
        EHLO,
        MAIL,
        RCPT,
        DATA,
        /** While the content comes, before the final dot. */
        CONTENT,
        DOT
    }

    /** The connection is reset. */
    static final String RESET = "reset";

    /** Nothing is said and the connection stays open. */
    static final String SILENCE = "silence";

    private static final Map<Step, String> ORDINARY = Map.of(
            Step.GREETING, "220 ready",
            Step.EHLO, "250-hello\r\n250-8BITMIME\r\n250 SIZE 10000000",
            Step.MAIL, "250 2.1.0 ok",
            Step.RCPT, "250 2.1.5 ok",
            Step.DATA, "354 go on",
            Step.CONTENT, "",
            Step.DOT, "250 2.0.0 taken as 42");

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Map<Step, String> script = new ConcurrentHashMap<>(ORDINARY);
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<byte[]> mails = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger dots = new AtomicInteger();
    private final Thread thread = new Thread(this::accept, "scripted-smtp");

    ScriptedSmtp() throws IOException {
        thread.start();
    }

    ScriptedSmtp says(Step step, String answer) {
        script.put(step, answer);
        return this;
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Final dots that arrived, whatever was answered. */
    int dots() {
        return dots.get();
    }

    List<String> commands() {
        return commands;
    }

    /** Contents as they came over the wire, without dot-stuffing and final dot. */
    List<byte[]> mails() {
        return mails;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var socket = listener.accept();
                open.add(socket);
                // One connection after the other, as the sender makes them.
                talk(socket);
            } catch (IOException gone) {
                // The client vanished, or the test is over: both are part of the script.
            }
        }
    }

    private void talk(Socket socket) throws IOException {
        var in = socket.getInputStream();
        if (!say(socket, Step.GREETING)) {
            return;
        }
        for (var line = line(in); line != null; line = line(in)) {
            commands.add(line);
            var verb = line.toUpperCase(Locale.ROOT).split("[ :]")[0];
            var goesOn = switch (verb) {
                case "EHLO", "HELO" -> say(socket, Step.EHLO);
                case "MAIL" -> say(socket, Step.MAIL);
                case "RCPT" -> say(socket, Step.RCPT);
                case "DATA" ->
                    say(socket, Step.DATA) && (!script.get(Step.DATA).startsWith("354") || content(socket, in));
                case "QUIT" -> false;
                default -> write(socket, "250 ok");
            };
            if (!goesOn) {
                return;
            }
        }
    }

    private boolean content(Socket socket, InputStream in) throws IOException {
        if (script.get(Step.CONTENT).equals(RESET)) {
            return say(socket, Step.CONTENT);
        }
        var content = new ByteArrayOutputStream();
        for (var line = rawLine(in); line != null; line = rawLine(in)) {
            if (line.equals(".\r\n")) {
                dots.incrementAndGet();
                mails.add(content.toByteArray());
                return say(socket, Step.DOT);
            }
            content.writeBytes((line.startsWith(".") ? line.substring(1) : line).getBytes(StandardCharsets.ISO_8859_1));
        }
        return false;
    }

    private boolean say(Socket socket, Step step) throws IOException {
        var answer = script.get(step);
        if (answer.equals(RESET)) {
            socket.setSoLinger(true, 0);
            socket.close();
            return false;
        }
        if (answer.equals(SILENCE)) {
            return false;
        }
        return write(socket, answer);
    }

    private static boolean write(Socket socket, String answer) throws IOException {
        socket.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return true;
    }

    private static String line(InputStream in) throws IOException {
        var raw = rawLine(in);
        return raw == null ? null : raw.strip();
    }

    private static String rawLine(InputStream in) throws IOException {
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
    public void close() throws IOException {
        listener.close();
        for (var socket : open) {
            socket.close();
        }
    }
}
