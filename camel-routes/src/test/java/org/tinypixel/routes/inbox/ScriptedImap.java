package org.tinypixel.routes.inbox;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.tinypixel.routes.peer.ScriptedServer;

/**
 * An IMAP server at the level of bytes: says what the test wants to each command, can vanish or fall silent there. A {@code T} at the start of a line stands for the
 * command's tag; commands are remembered without theirs. Without a script it has one mail with the id 5.
 */
final class ScriptedImap extends ScriptedServer {
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

    private final Map<String, Deque<String>> script = new ConcurrentHashMap<>();

    ScriptedImap() throws IOException {
        this(null, false);
    }

    /**
     * A server with a certificate.
     *
     * @param implicitTls encrypted from the first byte; else by STARTTLS, where the script offers it
     */
    ScriptedImap(@Nullable SSLContext tls, boolean implicitTls) throws IOException {
        super(tls, implicitTls);
        ORDINARY.forEach((command, answer) -> script.put(command, new ArrayDeque<>(List.of(answer))));
        start();
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

    @Override
    protected void talk(Socket first) throws IOException {
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
            commands().add(command);
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
        return say(socket, answer.replaceAll("(?m)^T (?=OK|NO|BAD)", tag + " "));
    }
}
