package org.tinypixel.routes.inbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.tinypixel.base.FreePort;
import org.tinypixel.routes.peer.RealServer;

/** A real Dovecot of its own, with one user. */
final class RealDovecot extends RealServer {
    static final String USER = "anna@example.com";
    static final String PASSWORD = "s3cret+word";

    /** What the server calls the folder for sent mails. */
    static final String SENT = "Gesendet";

    private final int port = FreePort.next();
    private final int tlsPort = FreePort.next();
    private final int lmtpPort = FreePort.next();

    RealDovecot() {
        super("dovecot", "imap.example.com", "dovecot.log");
        try {
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

    void start() {
        start(port, '*', "dovecot", "-F", "-c", config());
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
        run(mime, "doveadm", "-c", config(), "save", "-u", USER, "-m", into);
    }

    /** Ids and flags of all mails of a folder, one a line. */
    String flags(String of) {
        return run("", "doveadm", "-c", config(), "-f", "flow", "fetch", "-u", USER, "uid flags", "mailbox", of);
    }

    void create(String name) {
        run("", "doveadm", "-c", config(), "mailbox", "create", "-u", USER, name);
    }

    /** The same name, and another folder: the ids of its mails begin anew. */
    void recreate(String name) {
        run("", "doveadm", "-c", config(), "mailbox", "delete", "-u", USER, name);
        create(name);
    }

    private String config() {
        return file("dovecot.conf");
    }

    private String file(String name) {
        return folder().resolve(name).toString();
    }

    private void configure() throws IOException {
        Files.createDirectories(folder().resolve("mail"));
        Files.writeString(folder().resolve("users"), USER + ":{PLAIN}" + PASSWORD + "\n");
        run("", "chown", "nobody", file("mail"));
        Files.writeString(folder().resolve("dovecot.conf"), """
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
                """.formatted(folder(), port, tlsPort, lmtpPort, SENT));
    }
}
