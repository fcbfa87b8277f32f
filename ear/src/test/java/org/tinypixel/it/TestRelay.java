package org.tinypixel.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server whose answer depends on the recipient. */
final class TestRelay implements AutoCloseable {
    private final ServerSocket listener;
    private final List<String> dots = new CopyOnWriteArrayList<>();
    private final Map<String, Long> lengths = new ConcurrentHashMap<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::accept, "relay");

    TestRelay() throws IOException {
        this(0);
    }

    /** At a port that was used before. */
    TestRelay(int port) throws IOException {
        listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        thread.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Recipients of the mails whose final dot arrived, in order. */
    List<String> dots() {
        return List.copyOf(dots);
    }

    /** How many octets, dots not doubled, the last mail to a recipient had; 0 for none. */
    long length(String recipient) {
        return lengths.getOrDefault(recipient, 0L);
    }

    /** Reads content up to the final dot; -1 where none comes. */
    private static long content(BufferedReader in) throws IOException {
        var length = 0L;
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals(".")) {
                return length;
            }
            length += line.length() + 2 - (line.startsWith("..") ? 1 : 0);
        }
        return -1;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var socket = listener.accept();
                open.add(socket);
                new Thread(() -> talk(socket), "relay-connection").start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void talk(Socket socket) {
        try (socket;
                var in = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
            say(socket, "220 ready");
            var recipient = "";
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("RCPT TO:<")) {
                    recipient = line.substring("RCPT TO:<".length(), line.indexOf('>'));
                    say(socket, answer(recipient));
                } else if (line.equals("DATA")) {
                    say(socket, "354 go on");
                    var length = content(in);
                    if (length < 0) {
                        return;
                    }
                    lengths.put(recipient, length);
                    var first = !dots.contains(recipient);
                    dots.add(recipient);
                    if (recipient.startsWith("vanish") && first) {
                        return;
                    }
                    if (!recipient.startsWith("silent")) {
                        say(socket, "250 2.0.0 taken");
                    }
                } else if (line.equals("QUIT")) {
                    say(socket, "221 bye");
                    return;
                } else if (line.startsWith("EHLO") || line.startsWith("MAIL") || line.equals("RSET")) {
                    say(socket, "250 ok");
                }
            }
        } catch (IOException gone) {
            // The other side was killed: that is what one test is about.
        }
    }

    private static String answer(String recipient) {
        if (recipient.startsWith("nobody")) {
            return "550 5.1.1 no such user";
        }
        return recipient.startsWith("grey") ? "450 4.2.0 later" : "250 ok";
    }

    private static void say(Socket socket, String answer) throws IOException {
        socket.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
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
