package org.tinypixel.engagement;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.persistence.EntityManager;
import java.lang.annotation.Annotation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tinypixel.access.Access;
import org.tinypixel.access.Administration;
import org.tinypixel.access.Role;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.MessageId;
import org.tinypixel.base.PageRequest;
import org.tinypixel.base.TeamId;
import org.tinypixel.base.UserId;
import org.tinypixel.classify.Classifier;
import org.tinypixel.database.TestDatabase;
import org.tinypixel.hits.Hit;
import org.tinypixel.hits.HitLog;
import org.tinypixel.hits.RealHitLog;
import org.tinypixel.outbox.Outbox;
import org.tinypixel.outbox.Topic;
import org.tinypixel.privacy.Privacy;
import org.tinypixel.settings.TestSettings;
import org.tinypixel.tracking.MessageCreated;
import org.tinypixel.tracking.StoredCopy;
import org.tinypixel.tracking.StoredMessage;

/** The engagement feature on a real database, with doubles for what stands beside it. */
// The container is this class: it fills the injected fields.
@SuppressWarnings("UnnecessaryAssignment")
final class World implements AutoCloseable {
    static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");

    final TestDatabase database;
    final List<String> told = Collections.synchronizedList(new ArrayList<>());
    final Map<String, Instant> due = Collections.synchronizedMap(new LinkedHashMap<>());
    final List<String> refused = new ArrayList<>();
    final List<String> audit = new ArrayList<>();
    final Set<EmailAddress> untracked = new HashSet<>();
    final Set<String> ownSessions = new HashSet<>();
    final Map<TeamId, Set<UserId>> teams = new LinkedHashMap<>();
    final AtomicInteger changes = new AtomicInteger();
    Instant now = NINE;
    boolean failOutbox;
    Classifier classifier = new SimpleClassifier();
    final TestSettings settings = new TestSettings();

    World(TestDatabase database) {
        this.database = database;
    }

    /** The beans of one transaction. */
    final class Beans {
        final CopyRows rows;
        final CopyQueries queries;
        final Folding folding;
        final Facts facts;
        final HitLog log;
        final Bursts bursts;
        final Access access = access();
        final InstantSource clock = () -> now;
        final Outbox outbox = outbox();
        private final EntityManager manager;

        Beans(EntityManager manager) {
            this.manager = manager;
            rows = new CopyRows(manager);
            log = RealHitLog.on(manager, clock);
            bursts = new Bursts(log, rows);
            queries = new CopyQueries(manager, rows, access);
            folding = new Folding(rows, log, classifier, access, privacy(), outbox, new Counted(changes), clock);
            facts = new Facts(rows, folding);
        }

        FoldHits sink() {
            var sink = new FoldHits();
            sink.log = log;
            sink.folding = folding;
            sink.rows = rows;
            sink.privacy = privacy();
            sink.bursts = bursts;
            sink.classifier = classifier;
            sink.access = access;
            sink.settings = settings.get();
            sink.clock = clock;
            return sink;
        }

        Engagements engagements() {
            var facade = new Engagements();
            facade.rows = rows;
            facade.queries = queries;
            facade.facts = facts;
            facade.outbox = outbox;
            facade.clock = clock;
            return facade;
        }

        Corrections corrections() {
            var facade = new Corrections();
            facade.rows = rows;
            facade.facts = facts;
            facade.clock = clock;
            facade.administration = new Administration() {
                @Override
                public void note(Viewer viewer, String what, String detail) {
                    audit.add(viewer.name() + " | " + what + " | " + detail);
                }
            };
            return facade;
        }

        boolean moreOldWords() {
            var words = new OldWords();
            words.database = manager;
            words.rows = rows;
            words.queries = queries;
            return words.some();
        }

        RuleChanges ruleChanges() {
            var facade = new RuleChanges();
            facade.changes = new RuleChangeRows(manager);
            facade.rows = rows;
            facade.queries = queries;
            facade.folding = folding;
            facade.classifier = classifier;
            facade.administration = corrections().administration;
            facade.settings = settings.get();
            facade.clock = clock;
            return facade;
        }

        Refolding refolding() {
            var facade = new Refolding();
            facade.queries = queries;
            facade.folding = folding;
            facade.classifier = classifier;
            return facade;
        }

        OldHits oldHits() {
            var facade = new OldHits();
            facade.log = log;
            facade.rows = rows;
            facade.folding = folding;
            return facade;
        }

        Histories histories() {
            var facade = new Histories();
            facade.rows = rows;
            facade.queries = queries;
            facade.access = access;
            return facade;
        }
    }

    <T> T with(Function<Beans, T> work) {
        return database.inTransaction(manager -> work.apply(new Beans(manager)));
    }

    void run(Consumer<Beans> work) {
        database.transaction(manager -> work.accept(new Beans(manager)));
    }

    void hits(List<Hit> batch) {
        run(beans -> beans.sink().store(batch));
    }

    void delivery(CopyId copy, DeliveryStatus status, Instant at, @Nullable String detail) {
        run(beans -> beans.engagements().delivery(copy, new DeliveryChange(status, at, detail, false)));
    }

    CopyState state(CopyId copy) {
        return with(beans -> beans.engagements().state(copy).orElseThrow());
    }

    EngagementRow row(CopyId copy) {
        return with(beans -> beans.rows.read(copy).orElseThrow());
    }

    /** What the copy's history holds, oldest first. */
    List<String> kinds(CopyId copy) {
        return with(beans -> beans.queries.events(state(copy).message(), PageRequest.first())).stream()
                .map(line -> line.kind)
                .toList();
    }

    List<LiveFeed.Change> live() {
        return database.inTransaction(manager -> liveChanges(manager).after(0, Integer.MAX_VALUE));
    }

    static LiveChanges liveChanges(EntityManager manager) {
        var live = new LiveChanges();
        live.database = manager;
        return live;
    }

    /** Takes in a mail with one copy per recipient. */
    List<CopyId> mail(UserId owner, String subject, Instant at, String... recipients) {
        return mail(owner, subject, at, true, message -> message, recipients);
    }

    List<CopyId> mail(
            UserId owner,
            String subject,
            Instant at,
            boolean willSend,
            Function<StoredMessage, StoredMessage> change,
            String... to) {
        var copies = new ArrayList<StoredCopy>();
        for (var recipient : to) {
            copies.add(new StoredCopy(
                    CopyId.next(),
                    EmailAddress.of(recipient),
                    null,
                    true,
                    null,
                    List.of(
                            new StoredCopy.Link("https://example.com/prices", "Prices"),
                            new StoredCopy.Link("https://example.com/demo", "")),
                    null,
                    null));
        }
        var id = MessageId.next();
        var message = change.apply(new StoredMessage(
                id,
                owner,
                EmailAddress.of("sam@sender.example"),
                "Sam",
                subject,
                id + "@sender.example",
                List.of(),
                "spring",
                null,
                null,
                false,
                at,
                copies));
        created(new MessageCreated(message, willSend));
        return copies.stream().map(StoredCopy::id).toList();
    }

    void created(MessageCreated created) {
        run(beans -> new NewCopies(beans.rows, beans.facts).created(created));
    }

    /** The usual: one copy, sent three seconds after it was taken in. */
    CopyId sent() {
        var copy = mail(UserId.next(), "Offer", NINE, "ada@example.com").get(0);
        delivery(copy, DeliveryStatus.SENT, NINE.plusSeconds(3), "250 queued");
        return copy;
    }

    static Viewer viewer(UserId id, UserId... colleagues) {
        var visible = new HashSet<>(Set.of(colleagues));
        visible.add(id);
        var address = EmailAddress.of("sam@sender.example");
        return new Viewer(id, "Sam", address, Set.of(address), Set.of(Role.SALESPERSON), visible, false);
    }

    private Access access() {
        return new Access() {
            @Override
            public OwnMarks own(Instant at) {
                return new OwnMarks(ownSessions, Set.of());
            }

            @Override
            public Viewer viewer(UserId user) {
                return World.viewer(user);
            }

            @Override
            public Map<UserId, String> names(Set<UserId> users) {
                return users.stream().collect(Collectors.toMap(user -> user, user -> "Sam"));
            }

            @Override
            public Set<UserId> members(TeamId team) {
                return teams.getOrDefault(team, Set.of());
            }

            @Override
            public Optional<UserId> userOf(EmailAddress address) {
                return Optional.empty();
            }
        };
    }

    private Privacy privacy() {
        return new Privacy() {
            @Override
            public Set<EmailAddress> untracked(Collection<EmailAddress> addresses) {
                return addresses.stream().filter(untracked::contains).collect(Collectors.toSet());
            }

            @Override
            public Suppression add(Viewer viewer, EmailAddress address, Kind kind, String note) {
                refused.add(address + " " + kind);
                return new Suppression("", address, kind, note, now);
            }
        };
    }

    private Outbox outbox() {
        return new Outbox() {
            @Override
            public void put(Topic topic, String key, Instant notBefore) {
                putAll(topic, Map.of(key, notBefore));
            }

            @Override
            public void putAll(Topic topic, Map<String, Instant> notBefore) {
                if (failOutbox && !notBefore.isEmpty()) {
                    throw new IllegalStateException("the outbox is broken");
                }
                told.addAll(notBefore.keySet());
                due.putAll(notBefore);
            }
        };
    }

    @Override
    public void close() {
        database.close();
    }

    private record Counted(AtomicInteger count) implements Event<CopiesChanged> {
        @Override
        public void fire(CopiesChanged event) {
            count.incrementAndGet();
        }

        @Override
        public <U extends CopiesChanged> CompletionStage<U> fireAsync(U event) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <U extends CopiesChanged> CompletionStage<U> fireAsync(U event, NotificationOptions options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Event<CopiesChanged> select(Annotation... qualifiers) {
            return this;
        }

        @Override
        public <U extends CopiesChanged> Event<U> select(Class<U> subtype, Annotation... qualifiers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <U extends CopiesChanged> Event<U> select(TypeLiteral<U> subtype, Annotation... qualifiers) {
            throw new UnsupportedOperationException();
        }
    }
}
