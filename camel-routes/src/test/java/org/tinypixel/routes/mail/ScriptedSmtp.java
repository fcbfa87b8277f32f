package org.tinypixel.routes.mail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.tinypixel.routes.peer.ScriptedServer;

/** An SMTP server at the level of bytes: says what the test wants at each step, can vanish or fall silent there, and counts final dots. */
final class ScriptedSmtp extends ScriptedServer {
    /** Where the script may differ from an ordinary server. */
    enum Step {
        GREETING,
        EHLO,
        STARTTLS,
        /** After the name and password came, in whatever form. */
        AUTH,
        RSET,
        MAIL,
        RCPT,
        DATA,
        /** While the content comes, before the final dot. */
        CONTENT,
        DOT
    }

    private static final Map<Step, String> ORDINARY = Map.ofEntries(
            Map.entry(Step.GREETING, "220 ready"),
            Map.entry(Step.EHLO, "250-hello\r\n250-8BITMIME\r\n250 SIZE 10000000"),
            Map.entry(Step.STARTTLS, "220 go on"),
            Map.entry(Step.AUTH, "235 2.7.0 welcome"),
            Map.entry(Step.RSET, "250 2.0.0 forgotten"),
            Map.entry(Step.MAIL, "250 2.1.0 ok"),
            Map.entry(Step.RCPT, "250 2.1.5 ok"),
            Map.entry(Step.DATA, "354 go on"),
            Map.entry(Step.CONTENT, ""),
            Map.entry(Step.DOT, "250 2.0.0 taken as 42"));

    private final Map<Step, String> script = new ConcurrentHashMap<>(ORDINARY);
    private final List<byte[]> mails = new CopyOnWriteArrayList<>();
    private final AtomicInteger dots = new AtomicInteger();

    ScriptedSmtp() throws IOException {
        this(null, false);
    }

    /**
     * A server with a certificate.
     *
     * @param implicitTls encrypted from the first byte; else by STARTTLS, where the script offers it
     */
    ScriptedSmtp(@Nullable SSLContext tls, boolean implicitTls) throws IOException {
        super(tls, implicitTls);
        start();
    }

    ScriptedSmtp says(Step step, String answer) {
        script.put(step, answer);
        return this;
    }

    /** Final dots that arrived, whatever was answered. */
    int dots() {
        return dots.get();
    }

    /** Contents as they came over the wire, without dot-stuffing and final dot. */
    List<byte[]> mails() {
        return mails;
    }

    @Override
    protected void talk(Socket first) throws IOException {
        var socket = first;
        var in = socket.getInputStream();
        if (!say(socket, Step.GREETING)) {
            return;
        }
        for (var line = line(in); line != null; line = line(in)) {
            commands().add(line);
            var verb = line.toUpperCase(Locale.ROOT).split("[ :]")[0];
            var goesOn = switch (verb) {
                case "EHLO", "HELO" -> say(socket, Step.EHLO);
                case "STARTTLS" -> say(socket, Step.STARTTLS);
                case "AUTH" -> signIn(socket, in, line);
                case "RSET" -> say(socket, Step.RSET);
                case "MAIL" -> say(socket, Step.MAIL);
                case "RCPT" -> say(socket, Step.RCPT);
                case "DATA" ->
                    say(socket, Step.DATA) && (!script.get(Step.DATA).startsWith("354") || content(socket, in));
                case "QUIT" -> say(socket, "221 bye\r\n" + CLOSE);
                default -> say(socket, "250 ok");
            };
            if (!goesOn) {
                return;
            }
            if (verb.equals("STARTTLS") && script.get(Step.STARTTLS).equals("220 go on")) {
                socket = secure(socket);
                in = socket.getInputStream();
            }
        }
    }

    private boolean signIn(Socket socket, InputStream in, String line) throws IOException {
        var words = line.split(" ");
        var rounds = words[1].equals("PLAIN") ? 0 : words[1].equals("LOGIN") ? 2 : 1;
        for (var round = 0; round < rounds; round++) {
            say(socket, "334 PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2U+");
            commands().add(line(in));
        }
        return say(socket, Step.AUTH);
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
        return say(socket, script.get(step));
    }
}
