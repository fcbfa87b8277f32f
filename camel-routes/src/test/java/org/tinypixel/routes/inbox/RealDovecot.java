package org.tinypixel.routes.inbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.tinypixel.base.FreePort;

/**
 * A real Dovecot of its own: configuration, certificate, users and mailboxes in a folder of the test, on ports of this machine. Needs root, as its processes change their
 * users. Ends with the test.
 */
final class RealDovecot implements AutoCloseable {
    static final String USER = "anna@example.com";
    static final String PASSWORD = "s3cret+word";

    /** What the server calls the folder for sent mails. */
    static final String SENT = "Gesendet";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path folder;
    private final int port = FreePort.next();
    private final int tlsPort = FreePort.next();
    private final int lmtpPort = FreePort.next();
    private Process master;

    RealDovecot() {
        try {
            // Its processes have users of their own, who must come as far as this.
            folder = Files.createTempDirectory(Path.of("/tmp"), "dovecot-test");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            certificate();
            configure();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        start();
    }

    int port() {
        return port;
    }

    int tlsPort() {
        return tlsPort;
    }

    int lmtpPort() {
        return lmtpPort;
    }

    /** The certificate of the authority that issued the server's. */
    String authority() {
        return read(folder.resolve("ca.pem"));
    }

    String log() {
        var log = folder.resolve("dovecot.log");
        return Files.exists(log) ? read(log) : "";
    }

    void start() {
        try {
            master = new ProcessBuilder("dovecot", "-F", "-c", config())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("dovecot.out").toFile())
                    .start();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!answers()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Dovecot does not answer:\n" + log() + read(folder.resolve("dovecot.out")));
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    /** The master ends its own children when it is told to. */
    void stop() {
        master.destroy();
        try {
            if (!master.waitFor(20, TimeUnit.SECONDS)) {
                master.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Hands a mail over as another mail server does (RFC 2033); it lies in INBOX when this returns. */
    void deliver(String mime) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), lmtpPort)) {
            socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            answer(in, "220");
            for (var command : List.of("LHLO here", "MAIL FROM:<>", "RCPT TO:<" + USER + ">")) {
                say(socket, command);
                answer(in, "250");
            }
            say(socket, "DATA");
            answer(in, "354");
            say(socket, mime.replace("\r\n.", "\r\n..") + "\r\n.");
            answer(in, "250");
            say(socket, "QUIT");
        } catch (IOException broken) {
            throw new UncheckedIOException(log(), broken);
        }
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private static void answer(BufferedReader in, String code) throws IOException {
        var line = in.readLine();
        while (line != null && line.startsWith(code + "-")) {
            line = in.readLine();
        }
        if (line == null || !line.startsWith(code)) {
            throw new IOException("not " + code + ": " + line);
        }
    }

    /** Puts a mail into a folder, as a mail program does with what it sent. */
    void save(String into, String mime) {
        var unused = run(mime, "doveadm", "-c", config(), "save", "-u", USER, "-m", into);
    }

    /** Ids and flags of all mails of a folder, one a line. */
    String flags(String of) {
        return run("", "doveadm", "-c", config(), "-f", "flow", "fetch", "-u", USER, "uid flags", "mailbox", of);
    }

    void create(String name) {
        var unused = run("", "doveadm", "-c", config(), "mailbox", "create", "-u", USER, name);
    }

    /** The same name, and another folder: the ids of its mails begin anew. */
    void recreate(String name) {
        var unused = run("", "doveadm", "-c", config(), "mailbox", "delete", "-u", USER, name);
        create(name);
    }

    private String config() {
        return folder.resolve("dovecot.conf").toString();
    }

    private void certificate() throws IOException {
        openssl(
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "30",
                "-subj",
                "/CN=Own authority",
                "-keyout",
                file("ca.key"),
                "-out",
                file("ca.pem"));
        openssl(
                "req",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-subj",
                "/CN=imap.example.com",
                "-keyout",
                file("server.key"),
                "-out",
                file("server.csr"));
        Files.writeString(folder.resolve("names"), "subjectAltName=DNS:localhost,IP:127.0.0.1\n");
        openssl(
                "x509",
                "-req",
                "-days",
                "30",
                "-in",
                file("server.csr"),
                "-CA",
                file("ca.pem"),
                "-CAkey",
                file("ca.key"),
                "-CAcreateserial",
                "-extfile",
                file("names"),
                "-out",
                file("server.pem"));
    }

    private static void openssl(String... arguments) {
        var command = new java.util.ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        var unused = run("", command.toArray(String[]::new));
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private void configure() throws IOException {
        Files.createDirectories(folder.resolve("mail"));
        Files.writeString(folder.resolve("users"), USER + ":{PLAIN}" + PASSWORD + "\n");
        var unused = run("", "chown", "nobody", file("mail"));
        Files.writeString(folder.resolve("dovecot.conf"), """
                base_dir = %1$s/run
                state_dir = %1$s/run/state
                log_path = %1$s/dovecot.log
                protocols = imap lmtp
                listen = 127.0.0.1
                ssl = required
                ssl_cert = <%1$s/server.pem
                ssl_key = <%1$s/server.key
                disable_plaintext_auth = yes
                auth_mechanisms = plain login
                default_login_user = nobody
                default_internal_user = nobody
                default_internal_group = nogroup
                first_valid_uid = 1
                mail_location = maildir:~/Maildir
                passdb {
                  driver = passwd-file
                  args = scheme=PLAIN username_format=%%u %1$s/users
                }
                userdb {
                  driver = static
                  args = uid=nobody gid=nogroup home=%1$s/mail/%%u
                }
                namespace inbox {
                  inbox = yes
                  separator = /
                  mailbox %5$s {
                    auto = create
                    special_use = \\Sent
                  }
                }
                service imap-login {
                  chroot =
                  inet_listener imap {
                    port = %2$d
                  }
                  inet_listener imaps {
                    port = %3$d
                    ssl = yes
                  }
                }
                service anvil {
                  chroot =
                }
                service lmtp {
                  inet_listener lmtp {
                    port = %4$d
                  }
                }
                protocol lmtp {
                  postmaster_address = postmaster@example.com
                }
                """.formatted(folder, port, tlsPort, lmtpPort, SENT));
    }

    private boolean answers() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            socket.setSoTimeout(1000);
            return socket.getInputStream().read() == '*';
        } catch (IOException notYet) {
            return false;
        }
    }

    private static String run(String input, String... command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + " failed: " + said);
            }
            return said;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public void close() {
        stop();
        var unused = run("", "rm", "-r", folder.toString());
    }
}
