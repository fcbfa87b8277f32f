package org.tinypixel.inbound;

import inet.ipaddr.HostName;
import inet.ipaddr.IPAddressString;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Invalid;

/** Checks what somebody typed into a mailbox's form. Pure. */
final class DraftRule {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_SECRET = 10_000;
    private static final int LONGEST_AUTHORITIES = 90_000;
    private static final int LONGEST_FOLDER = 500;
    private static final int MOST_FOLDERS = 20;
    private static final int MOST_ADDRESSES = 100;

    private final MailboxDraft draft;
    private final @Nullable Mailbox saved;
    private final Invalid.Collector wrong = new Invalid.Collector();

    private DraftRule(MailboxDraft draft, @Nullable Mailbox saved) {
        this.draft = draft;
        this.saved = saved;
    }

    /**
     * The complete mailbox; {@link Invalid} names every wrong field.
     *
     * @param saved what is stored; its secret stays where none is typed and server and user are the same; null for a new one
     */
    static Mailbox check(String id, MailboxDraft draft, @Nullable Mailbox saved) {
        return new DraftRule(draft, saved).check(id);
    }

    private Mailbox check(String id) {
        var name = text(draft.name());
        wrong.require(
                !name.isEmpty() && name.length() <= LONGEST_NAME && isPlain(name),
                "name",
                "Give the mailbox a name of up to " + LONGEST_NAME + " characters.");
        var server = server();
        var addresses = addresses(server.user());
        var folders = folders();
        var sent = text(draft.sentFolder());
        checkFolder("sentFolder", sent);
        wrong.require(
                !folders.contains(sent),
                "sentFolder",
                "This folder is read for what comes back already; the folder of sent mails is another one.");
        wrong.throwIfAny();
        return new Mailbox(
                id,
                name,
                server,
                addresses,
                folders,
                sent.isEmpty() ? null : sent,
                !Boolean.FALSE.equals(draft.enabled()));
    }

    private Mailbox.Server server() {
        var host = text(draft.host()).toLowerCase(Locale.ROOT).replaceFirst("^\\[(.*)]$", "$1");
        wrong.require(
                !host.isEmpty() && isPlain(host) && isHost(host),
                "host",
                "This is the name or address of a mail server, such as imap.example.com.");
        var tls = draft.tls() == null ? draft.port() == null || draft.port() != 143 : draft.tls();
        var port = draft.port() == null ? tls ? 993 : 143 : draft.port();
        wrong.require(port >= 1 && port <= 65535, "port", "A port is a number from 1 to 65535.");
        var user = text(draft.user());
        wrong.require(
                !user.isEmpty() && user.length() <= 254 && isPlain(user),
                "user",
                "Give the user name of the mailbox, often the mail address.");
        var authorities = text(draft.authorities());
        wrong.require(
                authorities.isEmpty() || isPem(authorities),
                "authorities",
                "This holds no certificate. Paste the text of a PEM file: -----BEGIN CERTIFICATE----- and what follows.");
        return new Mailbox.Server(
                host,
                port,
                tls,
                user,
                secret(host, port, user),
                draft.signIn() == null ? Mailbox.SignIn.PASSWORD : draft.signIn(),
                authorities.isEmpty() ? null : authorities,
                false);
    }

    private @Nullable String secret(String host, int port, String user) {
        var typed = draft.secret();
        if (typed != null && !typed.isEmpty()) {
            wrong.require(
                    typed.length() <= LONGEST_SECRET && isPlain(typed),
                    "secret",
                    "A password or token has at most " + LONGEST_SECRET + " characters and no line break.");
            return typed;
        }
        var stored = saved == null ? null : saved.server();
        if (stored == null || stored.secret() == null) {
            wrong.add("secret", "Give the password or access token of the mailbox.");
            return null;
        }
        // Else whoever may change the host could have it sent to a server of his own.
        wrong.require(
                stored.host().equals(host)
                        && stored.port() == port
                        && stored.user().equals(user),
                "secret",
                "Type the password or token again: the stored one is for " + stored.user() + " at " + stored.host()
                        + ", port " + stored.port() + ".");
        return stored.secret();
    }

    private List<EmailAddress> addresses(String user) {
        var typed = draft.addresses() == null ? List.<String>of() : draft.addresses();
        var all = new LinkedHashSet<EmailAddress>();
        for (var i = 0; i < typed.size(); i++) {
            var entry = text(typed.get(i));
            if (entry.isEmpty()) {
                continue;
            }
            var address = EmailAddress.parse(entry);
            wrong.require(
                    address.isPresent(),
                    "addresses[" + i + "]",
                    "“" + entry + "” is no mail address, such as anna@example.com.");
            address.ifPresent(all::add);
        }
        if (typed.stream().allMatch(entry -> text(entry).isEmpty())) {
            EmailAddress.parse(user)
                    .ifPresentOrElse(
                            all::add,
                            () -> wrong.add(
                                    "addresses",
                                    "Name the addresses whose mail arrives in this mailbox; the user name is none."));
        }
        wrong.require(all.size() <= MOST_ADDRESSES, "addresses", "At most " + MOST_ADDRESSES + " addresses.");
        return List.copyOf(all);
    }

    private List<String> folders() {
        var typed = draft.folders() == null ? List.<String>of() : draft.folders();
        var all = new LinkedHashSet<String>();
        for (var i = 0; i < typed.size(); i++) {
            var folder = text(typed.get(i));
            checkFolder("folders[" + i + "]", folder);
            if (!folder.isEmpty()) {
                all.add(folder.equalsIgnoreCase("INBOX") ? "INBOX" : folder);
            }
        }
        wrong.require(all.size() <= MOST_FOLDERS, "folders", "At most " + MOST_FOLDERS + " folders.");
        return all.isEmpty() ? List.of("INBOX") : List.copyOf(all);
    }

    private void checkFolder(String field, String folder) {
        wrong.require(
                folder.length() <= LONGEST_FOLDER && isPlain(folder),
                field,
                "A folder's name has at most " + LONGEST_FOLDER + " characters and no line break.");
    }

    private static boolean isHost(String host) {
        return host.length() <= 253
                && !host.contains("/")
                && (new IPAddressString(host).getAddress() != null
                        || (new HostName(host).isValid() && !host.contains(":")));
    }

    private static boolean isPem(String text) {
        try {
            return text.length() <= LONGEST_AUTHORITIES
                    && !CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)))
                            .isEmpty();
        } catch (CertificateException none) {
            return false;
        }
    }

    private static boolean isPlain(String text) {
        return text.chars().noneMatch(Character::isISOControl);
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given.strip();
    }
}
