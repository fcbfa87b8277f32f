package org.tinypixel.inbound;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tinypixel.access.Access;
import org.tinypixel.access.Administration;
import org.tinypixel.access.Role;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.MessageId;
import org.tinypixel.base.UserId;
import org.tinypixel.connect.SecretBox;
import org.tinypixel.database.TestDatabase;
import org.tinypixel.engagement.CopyState;
import org.tinypixel.engagement.DeliveryChange;
import org.tinypixel.engagement.Engagements;
import org.tinypixel.outbox.TestOutbox;
import org.tinypixel.privacy.Privacy;
import org.tinypixel.settings.Settings;
import org.tinypixel.settings.TestSettings;
import org.tinypixel.tracking.Messages;
import org.tinypixel.tracking.StoredCopy;
import org.tinypixel.tracking.StoredMessage;

/** The feature on a real database, with small models of the features around it and a clock that the test moves. */
@SuppressWarnings("UnnecessaryAssignment") // the container is not here, so the test injects
final class World {
    static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    static final EmailAddress ANNA = EmailAddress.of("anna@sender.example");
    static final EmailAddress BEA = EmailAddress.of("bea@customer.example");
    static final Viewer ADMIN = viewer(UserId.next(), Role.ADMINISTRATOR);

    final TestDatabase database;
    final TestOutbox.Fired<Heard> heard = new TestOutbox.Fired<>();
    final TestOutbox.Fired<WroteByHand> wrote = new TestOutbox.Fired<>();
    final TestOutbox.Fired<MailboxesChanged> changed = new TestOutbox.Fired<>();
    final List<StoredMessage> messages = new ArrayList<>();
    /** What engagement was told, a line each. */
    final List<String> told = new ArrayList<>();

    final List<String> wishes = new ArrayList<>();
    final Map<EmailAddress, CopyId> lastMail = new HashMap<>();
    final Set<EmailAddress> colleagues = new HashSet<>();
    Settings settings = settings(null);
    boolean fail;
    Instant now = NINE;

    /** An empty one. */
    World(TestDatabase database) {
        this.database = database;
        database.transaction(manager -> {
            for (var sql : List.of(
                    "delete from incoming_mail",
                    "delete from mailbox_folder",
                    "delete from mailbox where id <> 'environment'",
                    "update mailbox set holder = null, held_until = null, read_at = null, taken = 0, failing_since = null, failures = 0")) {
                manager.createNativeQuery(sql).executeUpdate();
            }
        });
    }

    static Settings settings(Settings.@Nullable Inbox inbox) {
        var usual = new TestSettings().secrets(List.of(new Settings.Secret(1, "0123456789abcdef0123456789abcdef")));
        return inbox == null ? usual.get() : usual.inbox(inbox).get();
    }

    static Viewer viewer(UserId id, Role... roles) {
        return new Viewer(id, "Anna", ANNA, Set.of(ANNA), Set.of(roles), Set.of(id), false);
    }

    /** What one transaction of one node works with. */
    final class Services {
        final EntityManager manager;
        final MailboxRows mailboxes;
        final IncomingRows incoming;
        final InboundStore inbound = new InboundStore();
        final Inbound facade = new Inbound();
        final MailboxStore store = new MailboxStore();
        final IncomingMails mails = new IncomingMails();
        final Arrivals arrivals;

        Services(EntityManager manager, String node) {
            this.manager = manager;
            mailboxes = new MailboxRows(manager, new SecretBox(settings), settings);
            incoming = new IncomingRows(manager);
            arrivals = new Arrivals(mailboxes, incoming);
            inbound.rows = mailboxes;
            inbound.node = new Node(node);
            inbound.clock = () -> now;
            inbound.taking = new Taking(
                    mailboxes,
                    incoming,
                    new MemoryMessages(),
                    new MemoryEngagements(),
                    new MemoryPrivacy(),
                    new MemoryAccess(),
                    heard,
                    wrote,
                    () -> now);
            facade.store = inbound;
            facade.mailboxes = mailboxes;
            facade.incoming = incoming;
            store.rows = mailboxes;
            store.changed = changed;
            store.clock = () -> now;
            store.administration = new Administration() {
                @Override
                public void note(Viewer viewer, String what, String subject) {}
            };
            mails.rows = incoming;
            mails.engagements = new MemoryEngagements();
        }
    }

    <T> T on(String node, Function<Services, T> work) {
        return database.inTransaction(manager -> work.apply(new Services(manager, node)));
    }

    <T> T in(Function<Services, T> work) {
        return on("A", work);
    }

    void run(Consumer<Services> work) {
        database.transaction(manager -> work.accept(new Services(manager, "A")));
    }

    /** Anna's mailbox, as an administrator saved it. */
    String mailbox() {
        return mailbox(true);
    }

    String mailbox(boolean anyMail) {
        return in(services -> services.store.create(ADMIN, plain("imap.sender.example", "secret"), anyMail));
    }

    static Mailbox plain(String host, @Nullable String secret) {
        return new Mailbox(
                "new",
                "Anna",
                new Mailbox.Server(host, 993, true, "anna", secret, Mailbox.SignIn.PASSWORD, null, false),
                List.of(ANNA),
                List.of("INBOX"),
                "Sent",
                true);
    }

    /** A mail that Anna sent at nine. */
    StoredMessage mail(String... recipients) {
        var copies = Stream.of(recipients)
                .map(recipient -> new StoredCopy(
                        CopyId.next(), EmailAddress.of(recipient), null, true, null, List.of(), null, null))
                .toList();
        var id = MessageId.next();
        var message = new StoredMessage(
                id,
                ADMIN.id(),
                ANNA,
                "Anna",
                "An offer",
                id.value() + "@sender.example",
                List.of(),
                null,
                null,
                null,
                false,
                NINE,
                copies);
        messages.add(message);
        copies.forEach(copy -> lastMail.put(copy.recipient(), copy.id()));
        return message;
    }

    void take(String mailbox, String folder, long uid, @Nullable Incoming incoming) {
        take(mailbox, folder, 7, uid, incoming);
    }

    void take(String mailbox, String folder, long validity, long uid, @Nullable Incoming incoming) {
        run(services -> services.inbound.take(new Inbound.Message(mailbox, folder, validity, uid, now), incoming));
    }

    /** Lets every lease run out, as its minutes would. */
    void endLeases() {
        database.transaction(manager -> manager.createNativeQuery(
                        "update mailbox set held_until = current_timestamp - interval '1' second where held_until is not null")
                .executeUpdate());
    }

    List<IncomingView> kept() {
        return in(services -> services.mails.list(ADMIN, null, null, org.tinypixel.base.PageRequest.first()))
                .items();
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    private final class MemoryMessages extends Messages {
        @Override
        public List<StoredMessage> named(List<String> headers) {
            return headers.stream()
                    .flatMap(header -> messages.stream()
                            .filter(message -> message.messageIdHeader().equals(header)))
                    .toList();
        }

        @Override
        public Optional<StoredMessage> findByCopy(CopyId id) {
            return messages.stream()
                    .filter(message ->
                            message.copies().stream().anyMatch(copy -> copy.id().equals(id)))
                    .findFirst();
        }
    }

    private final class MemoryEngagements extends Engagements {
        @Override
        public Optional<CopyState> state(CopyId copy) {
            return Optional.empty();
        }

        @Override
        public void delivery(CopyId copy, DeliveryChange change) {
            if (fail) {
                throw new IllegalStateException("the node dies here");
            }
            told.add(change.status() + " " + name(copy));
        }

        @Override
        public void reply(CopyId copy, Instant at, String detail) {
            if (fail) {
                throw new IllegalStateException("the node dies here");
            }
            told.add("REPLY " + name(copy));
        }

        @Override
        public void otherAddressReply(CopyId copy, Instant at, String detail) {
            told.add("FORWARDED " + name(copy));
        }

        @Override
        public void tell(CopyId copy, Instant at, News news, String text) {
            told.add(news + " " + name(copy));
        }

        @Override
        public void away(CopyId copy, @Nullable LocalDate returnsOn) {
            told.add("AWAY " + name(copy) + " " + returnsOn);
        }

        @Override
        public Optional<CopyId> lastMail(
                EmailAddress recipient, Collection<EmailAddress> senders, Instant from, Instant to) {
            return senders.contains(ANNA) && !NINE.isBefore(from) && !NINE.isAfter(to)
                    ? Optional.ofNullable(lastMail.get(recipient))
                    : Optional.empty();
        }

        private String name(CopyId copy) {
            return messages.stream()
                    .flatMap(message -> message.copies().stream())
                    .filter(one -> one.id().equals(copy))
                    .map(one -> one.recipient().local())
                    .findFirst()
                    .orElse("?");
        }
    }

    private final class MemoryPrivacy extends Privacy {
        @Override
        public void wish(EmailAddress address, Kind kind, String how) {
            wishes.add(address + " " + kind);
        }
    }

    private final class MemoryAccess extends Access {
        @Override
        public Optional<UserId> userOf(EmailAddress address) {
            return colleagues.contains(address) ? Optional.of(UserId.next()) : Optional.empty();
        }
    }
}
