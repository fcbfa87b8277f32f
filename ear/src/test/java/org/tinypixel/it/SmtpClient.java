package org.tinypixel.it;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** Speaks SMTP byte by byte, also in ways that no real client does. Believes the server's own certificate and no other. */
final class SmtpClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 45_000;

    private final SSLContext trust;
    private Socket socket;

    private SmtpClient(Socket socket, SSLContext trust) throws SocketException {
        this.socket = socket;
        this.trust = trust;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
    }

    /** Connects and reads nothing yet. */
    static SmtpClient silent(TinypixelServer server) {
        return silent(server.smtpPort(), server.home());
    }

    private static SmtpClient silent(int port, Path home) {
        try {
            return new SmtpClient(
                    new Socket(InetAddress.getLoopbackAddress(), port),
                    trusting(home.resolve("keys").resolve("smtp.pem")));
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /** Connects, and has been greeted. */
    static SmtpClient connect(TinypixelServer server) {
        var client = silent(server);
        client.expect("220");
        return client;
    }

    /** Connects to a port where TLS comes first. */
    static SmtpClient overTls(int port, Path home) {
        var client = silent(port, home);
        client.handshake();
        client.expect("220");
        return client;
    }

    /** Connects, turns TLS on and introduces itself. */
    static SmtpClient encrypted(TinypixelServer server) {
        var client = connect(server);
        client.startTls();
        client.say("EHLO client.example", "250");
        return client;
    }

    /** Connects and signs in. */
    static SmtpClient signedIn(TinypixelServer server, String user, String key) {
        var client = encrypted(server);
        client.signIn(user, key);
        return client;
    }

    void signIn(String user, String key) {
        say("AUTH PLAIN " + base64("\0" + user + "\0" + key), "235");
    }

    void startTls() {
        say("EHLO client.example", "250");
        say("STARTTLS", "220");
        handshake();
    }

    private void handshake() {
        try {
            var tls = (SSLSocket) trust.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
            tls.setSoTimeout(PATIENCE_MILLIS);
            tls.startHandshake();
            socket = tls;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Sends one line and gives the answer, which must begin as said. */
    String say(String line, String answer) {
        write(line + "\r\n");
        return expect(answer);
    }

    /** Sends a message after {@code DATA}, dots doubled, and gives the answer to its end. */
    String mail(String from, String message, String... recipients) {
        say("MAIL FROM:<" + from + ">", "250");
        for (var recipient : recipients) {
            say("RCPT TO:<" + recipient + ">", "250");
        }
        say("DATA", "354");
        write(message.replaceAll("(?m)^\\.", "..") + ".\r\n");
        return reply();
    }

    void write(String octets) {
        write(octets.getBytes(StandardCharsets.ISO_8859_1));
    }

    void write(byte[] octets) {
        try {
            socket.getOutputStream().write(octets);
            socket.getOutputStream().flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    String expect(String start) {
        var reply = reply();
        if (!reply.startsWith(start)) {
            throw new AssertionError("expected " + start + ", got " + reply);
        }
        return reply;
    }

    /** One whole answer, lines with line feeds between them; empty where the server closed the connection. */
    String reply() {
        var reply = new StringBuilder();
        try {
            while (true) {
                var line = line(socket.getInputStream());
                if (line.isEmpty()) {
                    return reply.toString();
                }
                reply.append(reply.isEmpty() ? "" : "\n").append(line);
                if (line.length() < 4 || line.charAt(3) != '-') {
                    return reply.toString();
                }
            }
        } catch (SocketTimeoutException hangs) {
            throw new AssertionError("the server says nothing after: " + reply, hangs);
        } catch (IOException reset) {
            return reply.toString();
        }
    }

    /** Whether the server closes now; what it still says is dropped. */
    boolean isClosed() {
        try {
            while (!line(socket.getInputStream()).isEmpty()) {
                // What it says before it closes.
            }
            return true;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (var octet = in.read(); octet >= 0; octet = in.read()) {
            if (octet == '\n') {
                return line.toString().stripTrailing();
            }
            line.append((char) octet);
        }
        return line.toString();
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static SSLContext trusting(Path certificate) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(
                    "gateway",
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(certificate))));
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException gone) {
            // Closed already.
        }
    }
}
