package org.tinypixel.inbound;

import static org.tinypixel.connect.ServerRule.isPlain;
import static org.tinypixel.connect.ServerRule.text;

import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Invalid;
import org.tinypixel.connect.ServerRule;

/** Checks what somebody typed into a mailbox's form. Pure. */
final class DraftRule {
    private static final ServerRule.Secret SECRET = new ServerRule.Secret("secret", "password or token", 10_000);
    private static final int LONGEST_FOLDER = 500;
    private static final int MOST_FOLDERS = 20;
    private static final int MOST_ADDRESSES = 100;

    private final MailboxDraft draft;
    private final @Nullable Mailbox saved;
    private final Invalid.Collector wrong = new Invalid.Collector();
    private final ServerRule rule = new ServerRule(wrong);

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
        var name = rule.name(draft.name(), "the mailbox");
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
        var host = rule.host(draft.host(), "imap.example.com");
        var tls = draft.tls() == null ? draft.port() == null || draft.port() != 143 : draft.tls();
        var port = rule.port(draft.port() == null ? tls ? 993 : 143 : draft.port());
        var user = text(draft.user());
        wrong.require(
                !user.isEmpty() && user.length() <= 254 && isPlain(user),
                "user",
                "Give the user name of the mailbox, often the mail address.");
        var authorities = rule.authorities(draft.authorities());
        return new Mailbox.Server(
                host,
                port,
                tls,
                user,
                secret(host, port, user),
                draft.signIn() == null ? Mailbox.SignIn.PASSWORD : draft.signIn(),
                authorities,
                false);
    }

    private @Nullable String secret(String host, int port, String user) {
        var stored = saved == null ? null : saved.server();
        var kept = stored == null
                ? null
                : new ServerRule.Stored(stored.secret(), owner(stored.user(), stored.host(), stored.port()));
        var secret = rule.secret(SECRET, draft.secret(), kept, owner(user, host, port));
        wrong.require(secret != null, SECRET.field(), "Give the password or access token of the mailbox.");
        return secret;
    }

    private static String owner(String user, String host, int port) {
        return user + " at " + host + ", port " + port;
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
}
