package org.tinypixel.followup;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tinypixel.access.Role;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Ids;
import org.tinypixel.base.MessageId;
import org.tinypixel.base.UserId;
import org.tinypixel.classify.Engagement;
import org.tinypixel.classify.EngagementStatus;
import org.tinypixel.database.TestDatabase;
import org.tinypixel.engagement.CopyState;
import org.tinypixel.engagement.DeliveryStatus;
import org.tinypixel.engagement.Engagements;
import org.tinypixel.engagement.EventType;
import org.tinypixel.hits.HitLog;
import org.tinypixel.inbound.Heard;
import org.tinypixel.inbound.Inbound;
import org.tinypixel.mail.HandedOver;
import org.tinypixel.mail.Mail;
import org.tinypixel.privacy.Privacy;
import org.tinypixel.settings.Settings;
import org.tinypixel.settings.TestSettings;
import org.tinypixel.tracking.FollowUpMail;
import org.tinypixel.tracking.MessageCreated;
import org.tinypixel.tracking.Messages;
import org.tinypixel.tracking.StoredCopy;
import org.tinypixel.tracking.StoredMessage;

/** The features around follow-ups, in memory; what they would store in the transaction (mails) lies in the database, so that it is rolled back with it. */
final class World {
    /** A Monday. */
    static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

    static final Viewer ANN = viewer("Ann", Role.SALESPERSON);

    final TestDatabase database;
    final Map<CopyId, CopyState> states = new ConcurrentHashMap<>();
    final Map<CopyId, StoredMessage> messages = new ConcurrentHashMap<>();
    final Map<EmailAddress, String> refusals = new ConcurrentHashMap<>();
    final ConcurrentLinkedQueue<String> notes = new ConcurrentLinkedQueue<>();
    volatile Instant now = START;
    volatile @Nullable Instant completeUntil;
    volatile @Nullable Instant readUntil;
    volatile boolean leaves;
    final Map<EmailAddress, String> dead = new ConcurrentHashMap<>();
    final Set<CopyId> soft = ConcurrentHashMap.newKeySet();
    volatile Consumer<FollowUpMail> beforeMail = mail -> {};
    volatile Consumer<FollowUpMail> afterMail = mail -> {};

    /** An empty one. */
    World(TestDatabase database) {
        this.database = database;
        for (var table :
                List.of("test_mail", "follow_up", "enrollment", "sequence_step", "sequence", "mail_template")) {
            database.transaction(
                    manager -> manager.createNativeQuery("delete from " + table).executeUpdate());
        }
    }

    /** Adds the table of mails, once for a database. */
    static void prepare(TestDatabase database) {
        database.transaction(
                manager -> manager.createNativeQuery("create table test_mail (header varchar(300) not null,"
                                + " copy_id varchar(22) not null, answers varchar(22) not null, subject varchar(500),"
                                + " html varchar(5000), plain varchar(5000))")
                        .executeUpdate());
    }

    static Viewer viewer(String name, Role... roles) {
        var id = new UserId(Ids.next());
        var address = EmailAddress.of(name + "@example.com");
        return new Viewer(id, name, address, Set.of(address), Set.of(roles), Set.of(id), false);
    }

    /** A follow-up that was handed to the mail feature. */
    record Sent(String header, String copy, String answers, String subject, String html, String text) {}

    List<Sent> sent() {
        List<?> rows = database.inTransaction(manager -> manager.createNativeQuery(
                        "select header, copy_id, answers, subject, html, plain from test_mail", Object[].class)
                .getResultList());
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new Sent(
                        (String) row[0], (String) row[1], (String) row[2], (String) row[3], (String) row[4], (String)
                                row[5]))
                .toList();
    }

    /** What one transaction works with; the test is the container and fills the facades' fields. */
    @SuppressWarnings("UnnecessaryAssignment")
    final class Services {
        final EntityManager manager;
        final SequenceRows sequenceRows;
        final FollowUpRows rows;
        final Facts facts;
        final Course course;
        final FollowUpEvents events;
        final LastCheck lastCheck;
        final IncomingNews news;
        final Sequences sequences = new Sequences();
        final FollowUps followUps = new FollowUps();
        final Enrollments enrollments = new Enrollments();
        final DueSteps steps = new DueSteps();

        Services(EntityManager manager) {
            this.manager = manager;
            InstantSource clock = () -> now;
            sequenceRows = new SequenceRows(manager);
            rows = new FollowUpRows(manager);
            var engagements = new MemoryEngagements();
            var mail = new TableMail(this);
            facts = new Facts(
                    sequenceRows,
                    rows,
                    engagements,
                    new MemoryPrivacy(),
                    new MemoryHitLog(),
                    mail,
                    new MemoryInbound());
            course = new Course(sequenceRows, rows, facts, mail, engagements, settings());
            news = new IncomingNews(sequenceRows, rows, course, clock);
            events = new FollowUpEvents(sequenceRows, rows, course, clock);
            lastCheck = new LastCheck(rows, facts, clock);
            sequences.rows = sequenceRows;
            sequences.clock = clock;
            followUps.sequences = sequenceRows;
            followUps.rows = rows;
            followUps.course = course;
            followUps.clock = clock;
            enrollments.sequences = sequenceRows;
            enrollments.rows = rows;
            enrollments.course = course;
            enrollments.messages = new MemoryMessages();
            enrollments.engagements = engagements;
            enrollments.clock = clock;
            steps.rows = rows;
            steps.course = course;
            steps.clock = clock;
        }
    }

    <T> T in(Function<Services, T> work) {
        return database.inTransaction(manager -> work.apply(new Services(manager)));
    }

    void run(Consumer<Services> work) {
        database.transaction(manager -> work.accept(new Services(manager)));
    }

    /** The sweep, with its transactions as the container makes them. */
    void sweep() {
        new DueFollowUps(new DueSteps() {
                    @Override
                    public List<Claim> claim(Instant at) {
                        return in(services -> services.steps.claim(at));
                    }

                    @Override
                    public void decide(Claim claim) {
                        run(services -> services.steps.decide(claim));
                    }

                    @Override
                    public void trouble(Claim claim) {
                        run(services -> services.steps.trouble(claim));
                    }

                    @Override
                    public void refused(Claim claim, String because) {
                        run(services -> services.steps.refused(claim, because));
                    }
                })
                .run(now);
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** Lets every lease run out, as its minute would. */
    void endLeases() {
        database.transaction(manager -> manager.createNativeQuery(
                        "update follow_up set lease_until = current_timestamp - interval '1' second where lease_until is not null")
                .executeUpdate());
    }

    /** A mail that Ann sends, not handed over yet. */
    StoredMessage message(@Nullable String sequence, @Nullable String zone, String... recipients) {
        var copies = new ArrayList<StoredCopy>();
        for (var recipient : recipients) {
            copies.add(new StoredCopy(
                    CopyId.next(), EmailAddress.of(recipient), "Bea " + recipient, true, null, List.of(), zone, null));
        }
        var message = new StoredMessage(
                new MessageId(Ids.next()),
                ANN.id(),
                ANN.address(),
                "Ann",
                "An offer",
                Ids.next() + "@example.com",
                List.of(),
                null,
                null,
                sequence,
                false,
                now,
                copies);
        copies.forEach(copy -> {
            messages.put(copy.id(), message);
            states.put(copy.id(), state(message, copy, EngagementStatus.NOT_SEEN, DeliveryStatus.QUEUED, null, null));
        });
        return message;
    }

    /** The same, announced as the mail feature does. */
    StoredMessage create(@Nullable String sequence, @Nullable String zone, String... recipients) {
        var message = message(sequence, zone, recipients);
        run(services -> services.events.onCreated(new MessageCreated(message, true)));
        return message;
    }

    /** A copy left for its mail server. */
    void sent(CopyId copy) {
        handed(copy, DeliveryStatus.SENT, "250 ok");
    }

    void handed(CopyId copy, DeliveryStatus status, String detail) {
        states.computeIfPresent(copy, (id, old) -> with(old, old.engagement().status(), status, now, old.repliedAt()));
        run(services -> services.events.onHandedOver(new HandedOver(copy, status, now, detail)));
    }

    /** What became of the delivery later, which follow-ups are not told of. */
    void delivery(CopyId copy, DeliveryStatus status) {
        states.computeIfPresent(
                copy, (id, old) -> with(old, old.engagement().status(), status, old.sentAt(), old.repliedAt()));
    }

    void engaged(CopyId copy, EngagementStatus status) {
        states.computeIfPresent(
                copy,
                (id, old) -> with(
                        old,
                        status,
                        old.delivery(),
                        old.sentAt(),
                        status == EngagementStatus.REPLIED ? now : old.repliedAt()));
    }

    /** A mailbox told something of the copy. */
    void heard(Heard.What what, CopyId copy, @Nullable LocalDate returnsOn, String because) {
        var message = messages.get(copy);
        run(services -> services.news.onHeard(
                new Heard(what, copy, message.sender(), states.get(copy).recipient(), now, true, returnsOn, because)));
    }

    /** Every follow-up, earliest step first. */
    List<FollowUp> all() {
        return in(services -> services.manager
                .createQuery("select f from FollowUpRow f order by f.createdAt, f.step", FollowUpRow.class)
                .getResultStream()
                .map(row -> services.followUps.find(ANN, row.id))
                .toList());
    }

    FollowUp only() {
        var all = all();
        if (all.size() != 1) {
            throw new AssertionError("not one follow-up but " + all);
        }
        return all.get(0);
    }

    private CopyState state(
            StoredMessage message,
            StoredCopy copy,
            EngagementStatus status,
            DeliveryStatus delivery,
            @Nullable Instant sentAt,
            @Nullable Instant repliedAt) {
        return new CopyState(
                copy.id(),
                message.id(),
                message.owner(),
                message.sender(),
                message.senderName(),
                copy.recipient(),
                copy.recipientName(),
                copy.timeZone(),
                message.subject(),
                message.messageIdHeader(),
                null,
                null,
                null,
                0,
                copy.tracksOpens(),
                false,
                message.createdAt(),
                sentAt,
                delivery,
                null,
                repliedAt,
                engagement(status),
                1);
    }

    private CopyState with(
            CopyState old,
            EngagementStatus status,
            DeliveryStatus delivery,
            @Nullable Instant sentAt,
            @Nullable Instant repliedAt) {
        var message = messages.get(old.copy());
        var copy = message.copies().stream()
                .filter(one -> one.id().equals(old.copy()))
                .findFirst()
                .orElseThrow();
        return state(message, copy, status, delivery, sentAt, repliedAt);
    }

    private static Engagement engagement(EngagementStatus status) {
        return new Engagement(
                status, "because", null, 0, false, 0, null, null, 0, Map.of(), null, null, List.of(), List.of(), "no",
                null, List.of(), 1);
    }

    private static Settings settings() {
        return new TestSettings().publicUrl("https://mail.example.org").get();
    }

    private final class MemoryEngagements extends Engagements {
        @Override
        public Optional<CopyState> state(CopyId copy) {
            return Optional.ofNullable(states.get(copy));
        }

        @Override
        public void note(CopyId copy, Instant at, EventType type, String text) {
            notes.add(text);
        }
    }

    private final class MemoryInbound extends Inbound {
        @Override
        public Optional<Instant> readUntil(EmailAddress sender) {
            return Optional.ofNullable(readUntil);
        }

        @Override
        public Optional<String> isDead(EmailAddress recipient) {
            return Optional.ofNullable(dead.get(recipient));
        }

        @Override
        public Set<CopyId> bouncedSoftly(Collection<CopyId> copies) {
            return copies.stream().filter(soft::contains).collect(Collectors.toSet());
        }
    }

    private final class MemoryPrivacy extends Privacy {
        @Override
        public Optional<String> refusesMail(EmailAddress address) {
            return Optional.ofNullable(refusals.get(address));
        }
    }

    private final class MemoryHitLog extends HitLog {
        @Override
        public Instant completeUntil(Instant at) {
            var until = completeUntil;
            return until == null ? at : until;
        }
    }

    private final class MemoryMessages extends Messages {
        @Override
        public Optional<StoredMessage> findByCopy(CopyId copy) {
            return Optional.ofNullable(messages.get(copy));
        }

        @Override
        public Optional<StoredMessage> find(MessageId id) {
            return messages.values().stream()
                    .filter(message -> message.id().equals(id))
                    .findFirst();
        }
    }

    /** Keeps a mail in the caller's transaction, without refusing a second one: that there is none is what the tests are for. */
    private final class TableMail extends Mail {
        private final Services services;

        TableMail(Services services) {
            this.services = services;
        }

        @Override
        public boolean leaves(EmailAddress sender) {
            return leaves;
        }

        @Override
        public CopyId submitFollowUp(FollowUpMail mail) {
            beforeMail.accept(mail);
            var answered = messages.get(mail.answers());
            var to = states.get(mail.answers());
            var copy = new StoredCopy(
                    CopyId.next(), to.recipient(), to.recipientName(), true, null, List.of(), to.timeZone(), null);
            var message = new StoredMessage(
                    new MessageId(Ids.next()),
                    answered.owner(),
                    answered.sender(),
                    answered.senderName(),
                    "Re: " + answered.subject(),
                    mail.messageIdHeader(),
                    List.of(answered.messageIdHeader()),
                    null,
                    mail.template(),
                    answered.sequence(),
                    false,
                    now,
                    List.of(copy));
            services.events.onCreated(new MessageCreated(message, true));
            services.manager
                    .createNativeQuery("insert into test_mail values (?, ?, ?, ?, ?, ?)")
                    .setParameter(1, mail.messageIdHeader())
                    .setParameter(2, copy.id().value())
                    .setParameter(3, mail.answers().value())
                    .setParameter(4, mail.subject())
                    .setParameter(5, mail.html())
                    .setParameter(6, mail.text())
                    .executeUpdate();
            messages.put(copy.id(), message);
            states.put(copy.id(), state(message, copy, EngagementStatus.NOT_SEEN, DeliveryStatus.QUEUED, null, null));
            afterMail.accept(mail);
            return copy.id();
        }
    }
}
