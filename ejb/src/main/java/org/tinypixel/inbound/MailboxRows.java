package org.tinypixel.inbound;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Json;
import org.tinypixel.base.Times;
import org.tinypixel.connect.SecretBox;
import org.tinypixel.settings.Settings;

/**
 * The rows of mailboxes, among them the one of the environment, whose settings are there. Whoever changes a mailbox or one of its folders locks the mailbox first, so two nodes that
 * read it at once wait for each other.
 */
@Dependent
final class MailboxRows {
    /** Longer than two of the readers' minutes. */
    private static final Duration HELD = Duration.ofMinutes(3);

    private static final String SECRET = "secret";

    private final EntityManager database;
    private final SecretBox box;
    private final Settings settings;

    @Inject
    MailboxRows(EntityManager database, SecretBox box, Settings settings) {
        this.database = database;
        this.box = box;
        this.settings = settings;
    }

    /** A mailbox with its row, which is read only. */
    record Known(Mailbox mailbox, MailboxRow row) {}

    /** The environment's first, the others by age. */
    List<Known> all() {
        return database
                .createQuery("select m from MailboxRow m order by m.createdAt, m.id", MailboxRow.class)
                .getResultList()
                .stream()
                .flatMap(row -> mailbox(row).map(mailbox -> new Known(mailbox, row)).stream())
                .sorted((one, other) -> Boolean.compare(isOfEnvironment(other), isOfEnvironment(one)))
                .toList();
    }

    /** Mailboxes that are read for the mail of this address. */
    Stream<Known> of(EmailAddress address) {
        return all().stream()
                .filter(known -> known.mailbox().enabled())
                .filter(known -> known.mailbox().addresses().contains(address));
    }

    Optional<Known> find(String id) {
        return all().stream().filter(known -> known.mailbox().id().equals(id)).findFirst();
    }

    /** Locked until the transaction ends; empty where it was removed. Comes first in a transaction, so that nothing older is at hand. */
    Optional<MailboxRow> lock(String id) {
        return Optional.ofNullable(database.find(MailboxRow.class, id, LockModeType.PESSIMISTIC_WRITE));
    }

    /** Takes or keeps a mailbox for a node; false while another node holds it. */
    boolean hold(String id, String node) {
        return database.createNativeQuery(
                                "update mailbox set holder = :node, held_until = current_timestamp"
                                        + " + cast(:seconds as integer) * interval '1' second"
                                        + " where id = :id and (holder = :node or held_until is null or held_until < current_timestamp)")
                        .setParameter("node", node)
                        .setParameter("seconds", Math.toIntExact(HELD.toSeconds()))
                        .setParameter("id", id)
                        .executeUpdate()
                == 1;
    }

    FolderRow folder(String mailbox, String folder) {
        var there = database.find(FolderRow.class, FolderRow.id(mailbox, folder));
        if (there != null) {
            return there;
        }
        var row = new FolderRow(mailbox, folder);
        database.persist(row);
        return row;
    }

    Optional<FolderRow> findFolder(String mailbox, String folder) {
        return Optional.ofNullable(database.find(FolderRow.class, FolderRow.id(mailbox, folder)));
    }

    void add(MailboxRow row) {
        database.persist(row);
    }

    MailboxRow fresh(String id, Mailbox mailbox, boolean anyMail, Instant now) {
        return new MailboxRow(id, mailbox, anyMail, sealed(id, mailbox), Times.micros(now));
    }

    /** Another server, user or name of a folder begins anew. */
    void fill(MailboxRow row, Mailbox mailbox, boolean anyMail) {
        if (!row.host.equals(mailbox.server().host())
                || row.port != mailbox.server().port()
                || !row.user.equals(mailbox.server().user())) {
            forgetFolders(row.id);
            row.readAt = null;
        }
        row.fill(mailbox, anyMail, sealed(row.id, mailbox));
    }

    void remove(MailboxRow row) {
        forgetFolders(row.id);
        database.remove(row);
    }

    private void forgetFolders(String mailbox) {
        database.createQuery("delete from FolderRow f where f.mailbox = :mailbox")
                .setParameter("mailbox", mailbox)
                .executeUpdate();
    }

    private @Nullable String sealed(String id, Mailbox mailbox) {
        var secret = mailbox.server().secret();
        return secret == null ? null : box.seal(id, SECRET, secret);
    }

    private static boolean isOfEnvironment(Known known) {
        return known.mailbox().id().equals(Mailbox.ENVIRONMENT);
    }

    boolean anyMail(Known known) {
        var inbox = settings.inbox();
        return (inbox != null && isOfEnvironment(known)) ? inbox.anyMail() : known.row().anyMail;
    }

    /** Empty for the environment's where its settings name none. */
    private Optional<Mailbox> mailbox(MailboxRow row) {
        if (row.id.equals(Mailbox.ENVIRONMENT)) {
            return Optional.ofNullable(settings.inbox()).map(MailboxRows::environment);
        }
        var secret =
                row.secret == null ? null : box.open(row.id, SECRET, row.secret).orElse(null);
        return Optional.of(new Mailbox(
                row.id,
                row.name,
                new Mailbox.Server(row.host, row.port, row.tls, row.user, secret, row.signIn, row.authorities, false),
                List.of(Json.read(row.addresses, EmailAddress[].class)),
                List.of(Json.read(row.folders, String[].class)),
                row.sentFolder,
                row.enabled));
    }

    private static Mailbox environment(Settings.Inbox inbox) {
        return new Mailbox(
                Mailbox.ENVIRONMENT,
                inbox.host(),
                new Mailbox.Server(
                        inbox.host(),
                        inbox.port(),
                        inbox.tls(),
                        inbox.user(),
                        inbox.secret(),
                        inbox.oauth2() ? Mailbox.SignIn.OAUTH2 : Mailbox.SignIn.PASSWORD,
                        inbox.authorities(),
                        true),
                inbox.addresses(),
                inbox.folders(),
                inbox.sentFolder(),
                true);
    }
}
