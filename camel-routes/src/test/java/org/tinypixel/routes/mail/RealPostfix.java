package org.tinypixel.routes.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tinypixel.base.FreePort;
import org.tinypixel.routes.peer.RealServer;

/** A real Postfix of its own, delivering nowhere outside of the test. */
public final class RealPostfix extends RealServer {
    public static final String DOMAIN = "inside.example";
    public static final String USER = "anna";
    public static final String PASSWORD = "s3cret+word";
    static final int LARGEST = 200_000;

    private static final String HOST = "mail.inside.example";

    private final String delivery;
    private final int port = FreePort.next();

    RealPostfix() {
        this("virtual");
    }

    /** One whose mailboxes lie in another server, to which it hands mails by LMTP. */
    public static RealPostfix deliveringTo(int lmtpPort) {
        return new RealPostfix("lmtp:inet:127.0.0.1:" + lmtpPort);
    }

    private RealPostfix(String delivery) {
        super("postfix", HOST, "log/postfix.log");
        this.delivery = delivery;
        try {
            configure();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        start(port, '2', "/usr/lib/postfix/sbin/master", "-c", config().toString(), "-d");
    }

    public int port() {
        return port;
    }

    /** Mails in the mailbox of a user of {@link #DOMAIN}, as they lie there. */
    List<byte[]> mails(String user) {
        var box = folder().resolve("mail").resolve(DOMAIN).resolve(user).resolve("new");
        if (!Files.isDirectory(box)) {
            return List.of();
        }
        try (var files = Files.list(box)) {
            var mails = new ArrayList<byte[]>();
            for (var file : files.sorted().toList()) {
                mails.add(Files.readAllBytes(file));
            }
            return mails;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    List<byte[]> awaitMails(String user, int count) {
        await(() -> mails(user).size() >= count, () -> "no mail for " + user);
        return mails(user);
    }

    private Path config() {
        return folder().resolve("etc");
    }

    private void configure() throws IOException {
        for (var part : List.of("etc", "queue", "data", "mail", "log", "sasl")) {
            Files.createDirectories(folder().resolve(part));
        }
        run("", "chown", "postfix", folder().resolve("data").toString());
        var users = folder().resolve("sasl").resolve("users.db");
        run(PASSWORD + "\n", "saslpasswd2", "-p", "-c", "-u", HOST, "-f", users.toString(), USER);
        run("", "chown", "postfix", users.toString());
        // Debian's Postfix looks for it beside its configuration only.
        Files.writeString(
                Files.createDirectories(config().resolve("sasl")).resolve("smtpd.conf"), """
                pwcheck_method: auxprop
                auxprop_plugin: sasldb
                mech_list: PLAIN LOGIN CRAM-MD5
                sasldb_path: %s
                """.formatted(users));
        Files.writeString(config().resolve("recipients"), """
                grey@inside.example 450 4.7.1 Greylisted, come back later
                blocked@inside.example 554 5.7.1 Not welcome here
                """);
        // Taken at first, and then it cannot be delivered.
        Files.writeString(config().resolve("transport"), "fails@inside.example gone:\n");
        Files.writeString(config().resolve("boxes"), """
                bert@inside.example inside.example/bert/
                müller@inside.example inside.example/umlaut/
                fails@inside.example inside.example/fails/
                anna@example.com inside.example/anna/
                grey@inside.example inside.example/grey/
                blocked@inside.example inside.example/blocked/
                """, StandardCharsets.UTF_8);
        var owner = Files.getAttribute(folder(), "unix:uid");
        run("", "chown", "-R", "nobody", folder().resolve("mail").toString());
        Files.writeString(config().resolve("main.cf"), """
                compatibility_level = 3.6
                queue_directory = %1$s/queue
                data_directory = %1$s/data
                command_directory = /usr/sbin
                daemon_directory = /usr/lib/postfix/sbin
                maillog_file = %1$s/log/postfix.log
                maillog_file_prefixes = %1$s
                mail_owner = postfix
                setgid_group = postdrop
                inet_interfaces = 127.0.0.1
                inet_protocols = ipv4
                myhostname = mail.inside.example
                mydestination =
                mynetworks =
                alias_maps =
                alias_database =
                local_recipient_maps =
                default_transport = error:nothing leaves this test
                relay_transport = error:nothing leaves this test
                virtual_mailbox_domains = inside.example, example.com
                transport_maps = texthash:%1$s/etc/transport
                virtual_mailbox_base = %1$s/mail
                virtual_mailbox_maps = texthash:%1$s/etc/boxes
                virtual_uid_maps = static:65534
                virtual_gid_maps = static:65534
                smtpd_tls_cert_file = %1$s/server.pem
                smtpd_tls_key_file = %1$s/server.key
                smtpd_tls_security_level = may
                smtpd_tls_auth_only = yes
                smtpd_sasl_auth_enable = yes
                smtpd_sasl_path = smtpd
                smtpd_sasl_local_domain = mail.inside.example
                smtpd_relay_restrictions = permit_sasl_authenticated, reject
                smtpd_recipient_restrictions = reject_unlisted_recipient, check_recipient_access texthash:%1$s/etc/recipients, permit_sasl_authenticated, reject
                message_size_limit = %2$d
                smtputf8_enable = yes
                virtual_transport = %3$s
                """.formatted(folder(), LARGEST, delivery));
        Files.writeString(config().resolve("master.cf"), """
                127.0.0.1:%d inet n - n - - smtpd
                pickup unix n - n 60 1 pickup
                cleanup unix n - n - 0 cleanup
                qmgr unix n - n 300 1 qmgr
                tlsmgr unix - - n 1000? 1 tlsmgr
                rewrite unix - - n - - trivial-rewrite
                bounce unix - - n - 0 bounce
                defer unix - - n - 0 bounce
                trace unix - - n - 0 bounce
                verify unix - - n - 1 verify
                proxymap unix - - n - - proxymap
                error unix - - n - - error
                retry unix - - n - - error
                gone unix - n n - - pipe user=nobody argv=/bin/sh -c {exit 67}
                discard unix - - n - - discard
                virtual unix - n n - - virtual
                lmtp unix - - n - - lmtp
                anvil unix - - n - 1 anvil
                scache unix - - n - 1 scache
                postlog unix-dgram n - n - 1 postlogd
                """.formatted(port));
        if (!Integer.valueOf(0).equals(owner)) {
            throw new IllegalStateException("Postfix starts as root only");
        }
        // Makes the folders of the queue with the owners that Postfix wants.
        run("", "postfix", "-c", config().toString(), "check");
    }
}
