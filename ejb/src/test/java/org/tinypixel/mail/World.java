package org.tinypixel.mail;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.persistence.EntityManager;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.tinypixel.access.Role;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.MessageId;
import org.tinypixel.base.Times;
import org.tinypixel.base.UserId;
import org.tinypixel.database.TestDatabase;
import org.tinypixel.engagement.DeliveryChange;
import org.tinypixel.engagement.Engagements;
import org.tinypixel.outbox.TestOutbox;
import org.tinypixel.privacy.Privacy;
import org.tinypixel.relay.RelaysChanged;
import org.tinypixel.settings.Settings;
import org.tinypixel.settings.TestSettings;
import org.tinypixel.tracking.CopyContent;
import org.tinypixel.tracking.FollowUpMail;
import org.tinypixel.tracking.Messages;
import org.tinypixel.tracking.NewMessage;
import org.tinypixel.tracking.StoredCopy;
import org.tinypixel.tracking.StoredMessage;
import org.tinypixel.tracking.TrackedCopy;

/** The mail feature on a real database, with small models of the features around it and a clock that the test moves. */
@SuppressWarnings("UnnecessaryAssignment") // the container is not here, so the test injects
final class World {
    static final UserId ANNA = UserId.next();
    static final Viewer VIEWER = viewer(ANNA, Set.of(Role.SALESPERSON));

    final TestDatabase database;
    final boolean postgreSql;
    final TestOutbox.Fired<HandedOver> handedOver = new TestOutbox.Fired<>();
    final Map<CopyId, List<DeliveryChange>> deliveries = new HashMap<>();
    final Map<CopyId, StoredMessage> messages = new HashMap<>();
    final Map<CopyId, String> stops = new HashMap<>();
    final Map<EmailAddress, String> refusals = new HashMap<>();
    final TestRelays relays = new TestRelays();
    /** The database's, since it judges what is due; it stands still, and what is stored grows older. */
    final Instant now;

    World(TestDatabase database, boolean postgreSql) {
        this.database = database;
        this.postgreSql = postgreSql;
        this.now = database.inTransaction(
                manager -> Times.micros((Instant) manager.createNativeQuery("select current_timestamp", Instant.class)
                        .getSingleResult()));
    }

    static Viewer viewer(UserId id, Set<Role> roles) {
        var address = EmailAddress.of("anna@example.com");
        return new Viewer(id, "Anna", address, Set.of(address), roles, Set.of(id), false);
    }

    /** Each call is one transaction, as it is on the server. */
    <T> T hand(Function<HandOver, T> work) {
        return database.inTransaction(manager -> work.apply(handOver(manager)));
    }

    void handing(Consumer<HandOver> work) {
        hand(facade -> {
            work.accept(facade);
            return true;
        });
    }

    <T> T mail(Function<Mail, T> work) {
        return database.inTransaction(manager -> {
            var mail = new Mail();
            mail.messages = fakeMessages();
            mail.contents = new MailContents(manager, !postgreSql);
            mail.outgoing = new OutgoingMails(manager, !postgreSql);
            mail.outbox = TestOutbox.on(manager, postgreSql);
            mail.relays = relays;
            mail.clock = () -> now;
            return work.apply(mail);
        });
    }

    <T> T queue(Function<OutgoingQueue, T> work) {
        return database.inTransaction(manager -> {
            var queue = new OutgoingQueue();
            queue.contents = new MailContents(manager, !postgreSql);
            queue.outgoing = new OutgoingMails(manager, !postgreSql);
            queue.outbox = TestOutbox.on(manager, postgreSql);
            queue.relays = relays;
            queue.engagements = engagements();
            queue.handedOver = handedOver;
            queue.clock = () -> now;
            return work.apply(queue);
        });
    }

    void relaysChanged() {
        database.transaction(manager -> homes(manager).onChange(new RelaysChanged()));
    }

    private Homes homes(EntityManager manager) {
        return new Homes(new OutgoingMails(manager, !postgreSql), TestOutbox.on(manager, postgreSql), relays);
    }

    <T> T inbox(Function<CapturedInbox, T> work) {
        return database.inTransaction(manager -> {
            var inbox = new CapturedInbox();
            inbox.mails = new CapturedMails(manager, new MailContents(manager, !postgreSql), fakeMessages());
            inbox.contents = new MailContents(manager, !postgreSql);
            inbox.outgoing = new OutgoingMails(manager, !postgreSql);
            inbox.settings = settings();
            return work.apply(inbox);
        });
    }

    /** Moves everything that is stored into the past, which is what passing time looks like. */
    void pass(Duration time) {
        database.transaction(manager -> {
            TestOutbox.pass(manager, time);
            for (var column : List.of(
                    "outgoing_mail set created_at = created_at",
                    "outgoing_mail set handing_over_at = handing_over_at",
                    "captured_mail set captured_at = captured_at")) {
                manager.createNativeQuery("update " + column + " - cast(:seconds as integer) * interval '1' second")
                        .setParameter("seconds", Math.toIntExact(time.toSeconds()))
                        .executeUpdate();
            }
        });
    }

    /** Submits a mail of Anna and gives its one copy. */
    CopyId submit(String to) {
        return mail(facade -> facade.submit(VIEWER, message(to, true)))
                .copies()
                .get(0)
                .copy()
                .id();
    }

    static NewMessage message(String to, boolean send) {
        return new NewMessage(
                null,
                List.of(new NewMessage.To(to, null, null, null)),
                "Offer",
                "<p>Hi</p>",
                null,
                null,
                null,
                null,
                null,
                null,
                send);
    }

    String state(CopyId copy) {
        return database.inTransaction(manager -> manager.createQuery(
                        "select r.state from OutgoingRow r where r.copyId = :copy", OutgoingState.class)
                .setParameter("copy", copy.value())
                .getSingleResult()
                .name());
    }

    boolean hasContent(CopyId copy) {
        return database.inTransaction(manager -> !manager.createNativeQuery(
                        "select id from outgoing_mail where copy_id = :copy and content is not null")
                .setParameter("copy", copy.value())
                .getResultList()
                .isEmpty());
    }

    DeliveryChange lastNews(CopyId copy) {
        var news = deliveries.get(copy);
        return news.get(news.size() - 1);
    }

    private HandOver handOver(EntityManager manager) {
        var facade = new HandOver();
        facade.outbox = TestOutbox.on(manager, postgreSql);
        facade.outgoing = new OutgoingMails(manager, !postgreSql);
        facade.contents = new MailContents(manager, !postgreSql);
        facade.pieces = pieces();
        facade.captured = new CapturedMails(manager, new MailContents(manager, !postgreSql), fakeMessages());
        facade.engagements = engagements();
        facade.privacy = new Privacy() {
            @Override
            public Optional<String> refusesMail(EmailAddress address) {
                return Optional.ofNullable(refusals.get(address));
            }
        };
        facade.questions = new Beans<>(List.of(copy -> Optional.ofNullable(stops.get(copy))));
        facade.handedOver = handedOver;
        facade.relays = relays;
        facade.homes = homes(manager);
        facade.clock = () -> now;
        return facade;
    }

    /** Each call is a transaction, as on the server. */
    private MailPieces pieces() {
        return new MailPieces() {
            @Override
            public Optional<byte[]> piece(String content, int place) {
                return database.inTransaction(manager -> new MailContents(manager, !postgreSql).piece(content, place));
            }
        };
    }

    private Engagements engagements() {
        return new Engagements() {
            @Override
            public void delivery(CopyId copy, DeliveryChange change) {
                deliveries.computeIfAbsent(copy, key -> new ArrayList<>()).add(change);
            }
        };
    }

    private Settings settings() {
        return new TestSettings()
                .database(postgreSql ? "jdbc:postgresql:x" : "jdbc:h2:mem:x")
                .get();
    }

    private Messages fakeMessages() {
        return new Messages() {
            @Override
            public Created create(Viewer viewer, NewMessage message) {
                return created(message.to().get(0).email(), "m" + messages.size() + "@example.com", message.send());
            }

            @Override
            public Created createFollowUp(FollowUpMail mail) {
                var recipient =
                        findByCopy(mail.answers()).orElseThrow().copies().get(0).recipient();
                return created(recipient.value(), mail.messageIdHeader(), true);
            }

            @Override
            public Optional<StoredMessage> findByCopy(CopyId id) {
                return Optional.ofNullable(messages.get(id));
            }
        };
    }

    /** The copies of the next mails instead of one with {@link #mime}. */
    List<CopyContent> contents = List.of();

    private Messages.Created created(String to, String messageId, boolean send) {
        var tracked = new ArrayList<TrackedCopy>();
        for (var content : contents.isEmpty() ? List.of(CopyContent.of(mime(to))) : contents) {
            var recipient = EmailAddress.of(tracked.isEmpty() ? to : "other" + tracked.size() + "@example.net");
            tracked.add(new TrackedCopy(
                    new StoredCopy(CopyId.next(), recipient, null, true, null, List.of(), null, null),
                    () -> content,
                    () -> "<p>Hi</p>",
                    null,
                    null,
                    List.of()));
        }
        var copies = tracked.stream().map(TrackedCopy::copy).toList();
        var message = new StoredMessage(
                MessageId.next(),
                ANNA,
                EmailAddress.of("anna@example.com"),
                "Anna",
                "Offer",
                messageId,
                List.of(),
                null,
                null,
                null,
                false,
                now,
                copies);
        copies.forEach(copy -> messages.put(copy.id(), message));
        return new Messages.Created(message, tracked, send);
    }

    static byte[] mime(String to) {
        return ("From: Anna <anna@example.com>\r\nTo: " + to
                        + "\r\nSubject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Hi</p>\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private record Beans<T>(List<T> all) implements Instance<T> {
        @Override
        public Iterator<T> iterator() {
            return all.iterator();
        }

        @Override
        public T get() {
            return all.get(0);
        }

        @Override
        public Instance<T> select(Annotation... qualifiers) {
            return this;
        }

        @Override
        public <U extends T> Instance<U> select(Class<U> subtype, Annotation... qualifiers) {
            throw new UnsupportedOperationException("not needed");
        }

        @Override
        public <U extends T> Instance<U> select(TypeLiteral<U> subtype, Annotation... qualifiers) {
            throw new UnsupportedOperationException("not needed");
        }

        @Override
        public boolean isUnsatisfied() {
            return all.isEmpty();
        }

        @Override
        public boolean isAmbiguous() {
            return all.size() > 1;
        }

        @Override
        public void destroy(T instance) {}

        @Override
        public Handle<T> getHandle() {
            throw new UnsupportedOperationException("not needed");
        }

        @Override
        public Iterable<? extends Handle<T>> handles() {
            throw new UnsupportedOperationException("not needed");
        }
    }
}
