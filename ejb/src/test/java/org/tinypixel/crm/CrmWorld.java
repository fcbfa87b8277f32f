package org.tinypixel.crm;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.tinypixel.access.Role;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.MessageId;
import org.tinypixel.base.UserId;
import org.tinypixel.classify.Confidence;
import org.tinypixel.classify.Engagement;
import org.tinypixel.classify.EngagementStatus;
import org.tinypixel.connect.SecretBox;
import org.tinypixel.database.TestDatabase;
import org.tinypixel.engagement.CopyState;
import org.tinypixel.engagement.DeliveryStatus;
import org.tinypixel.engagement.Engagements;
import org.tinypixel.engagement.EventType;
import org.tinypixel.outbox.Topic;
import org.tinypixel.settings.Settings;
import org.tinypixel.settings.TestSettings;
import org.tinypixel.tracking.Messages;
import org.tinypixel.tracking.NewMessage;
import org.tinypixel.tracking.StoredCopy;
import org.tinypixel.tracking.StoredMessage;

/** The feature on a real database, with a model CRM, a clock that the test moves and states that the test sets. */
@SuppressWarnings("serial")
final class CrmWorld {
    static final Instant START = Instant.parse("2026-03-10T08:00:00Z");
    static final UserId OWNER = new UserId("AAAAAAAAAAAAAAAAAAAAAA");
    static final UserId OTHER = new UserId("BBBBBBBBBBBBBBBBBBBBBB");

    final TestDatabase database;
    final ModelCrm crm = new ModelCrm();
    final Map<CopyId, CopyState> states = new HashMap<>();
    final Map<CopyId, Engagements.Note> notes = new HashMap<>();
    final Map<CopyId, NewMessage.CrmReference> named = new HashMap<>();
    final MemoryOutbox outbox;
    Instant now = START;
    List<Settings.Secret> secrets = List.of(new Settings.Secret(7, "a secret of more than 32 characters"));

    CrmWorld(TestDatabase database) {
        this.database = database;
        outbox = new MemoryOutbox(() -> now);
    }

    Settings settings() {
        return new TestSettings().secrets(secrets).get();
    }

    private final class FakeEngagements extends Engagements {
        @Override
        public Optional<CopyState> state(CopyId copy) {
            return Optional.ofNullable(states.get(copy));
        }

        @Override
        public Optional<Note> lastNote(CopyId copy, EventType type) {
            return Optional.ofNullable(notes.get(copy));
        }
    }

    private final class FakeMessages extends Messages {
        @Override
        public Optional<StoredMessage> findByCopy(CopyId id) {
            return Optional.ofNullable(states.get(id)).map(state -> {
                var copy = new StoredCopy(
                        id,
                        state.recipient(),
                        null,
                        true,
                        null,
                        List.of(
                                new StoredCopy.Link("https://example.com/a", "Offer"),
                                new StoredCopy.Link("https://example.com/b", "")),
                        null,
                        named.get(id));
                return new StoredMessage(
                        state.message(),
                        state.owner(),
                        state.sender(),
                        null,
                        state.subject(),
                        "m@example.com",
                        List.of(),
                        null,
                        null,
                        null,
                        false,
                        START,
                        List.of(copy));
            });
        }
    }

    CrmSync sync(EntityManager manager) {
        var sync = new CrmSync();
        sync.outbox = outbox;
        sync.connections = new Connections(manager, new SecretBox(settings()));
        sync.commands = new Commands(manager);
        sync.contacts = new Contacts(manager);
        sync.connectors = new Connectors(List.of(crm));
        sync.clock = () -> now;
        sync.planner = new Planner(
                sync.connections, sync.commands, new FakeEngagements(), new FakeMessages(), outbox, settings());
        sync.settling = new Settling(sync.connections, sync.commands, sync.contacts, sync.connectors, outbox);
        return sync;
    }

    ConnectionStore store(EntityManager manager) {
        var store = new ConnectionStore();
        store.connections = new Connections(manager, new SecretBox(settings()));
        store.commands = new Commands(manager);
        store.contacts = new Contacts(manager);
        store.outbox = outbox;
        store.clock = () -> now;
        return store;
    }

    /** Does the work with the facade in one transaction. */
    <T> T facade(Function<CrmConnections, T> work) {
        return database.inTransaction(manager -> {
            var facade = new CrmConnections();
            facade.connectors = new Connectors(List.of(crm));
            facade.store = store(manager);
            return work.apply(facade);
        });
    }

    <T> T with(Function<CrmSync, T> work) {
        return database.inTransaction(manager -> work.apply(sync(manager)));
    }

    static Viewer administrator() {
        return viewer(OTHER, Set.of(Role.ADMINISTRATOR));
    }

    static Viewer salesperson() {
        return viewer(OWNER, Set.of(Role.SALESPERSON));
    }

    private static Viewer viewer(UserId id, Set<Role> roles) {
        var address = EmailAddress.of("anna@example.com");
        return new Viewer(id, "Anna", address, Set.of(address), roles, Set.of(id), false);
    }

    String connect() {
        return connect("Our CRM");
    }

    String connect(String name) {
        var draft = new ConnectionDraft("model", name, Map.of("url", "https://crm.example.com", "password", "right"));
        return facade(facade -> facade.create(administrator(), draft)).id();
    }

    /** A mail that left, with nothing seen yet. */
    CopyId sent(String recipient) {
        var copy = CopyId.next();
        states.put(copy, state(copy, recipient, 0, 0, 1));
        tell(copy, EventType.SENT);
        return copy;
    }

    void opened(CopyId copy, int opens) {
        var before = states.get(copy);
        states.put(
                copy,
                state(
                        copy,
                        before.recipient().value(),
                        opens,
                        before.engagement().clicks(),
                        before.version() + 1));
        tell(copy, EventType.OPENED);
    }

    void clicked(CopyId copy, int clicks) {
        var before = states.get(copy);
        states.put(
                copy,
                state(copy, before.recipient().value(), before.engagement().opens(), clicks, before.version() + 1));
        tell(copy, EventType.CLICKED);
    }

    void tell(CopyId copy, EventType type) {
        outbox.put(Topic.ENGAGEMENT, copy + "|" + type, now);
    }

    private static CopyState state(CopyId copy, String recipient, int opens, int clicks, long version) {
        var open = opens == 0 ? null : START.plus(Duration.ofHours(1));
        var last = open == null ? null : open.plus(Duration.ofMinutes(opens));
        var click = clicks == 0 ? null : START.plus(Duration.ofHours(2));
        var engagement = new Engagement(
                opens == 0 ? EngagementStatus.NOT_SEEN : EngagementStatus.OPENED,
                "because",
                Confidence.HIGH,
                opens,
                false,
                0,
                open,
                last,
                clicks,
                clicks == 0 ? Map.of() : Map.of(0, clicks),
                click,
                click,
                List.of(),
                List.of(),
                "no",
                null,
                List.of(),
                1);
        return new CopyState(
                copy,
                new MessageId("CCCCCCCCCCCCCCCCCCCCCC"),
                OWNER,
                EmailAddress.of("anna@example.com"),
                "Anna",
                EmailAddress.of(recipient),
                null,
                null,
                "Our offer",
                "m@example.com",
                null,
                null,
                null,
                2,
                true,
                false,
                START,
                START,
                DeliveryStatus.SENT,
                null,
                null,
                engagement,
                version);
    }

    /** Plans what is due. */
    void plan() {
        for (var claim : with(sync -> sync.claimEngagements(100))) {
            with(sync -> {
                sync.plan(claim);
                return 0;
            });
        }
    }

    /** Delivers what is due, each step a transaction of its own, the CRM's calls outside of any. */
    void deliver(boolean crashBeforeRecord) {
        var claims = with(sync -> sync.claimCommands(100));
        for (var batch : with(sync -> sync.begin(claims))) {
            var ready = batch;
            if (!batch.unknown().isEmpty()) {
                var resolution = crm.resolve(batch.account(), batch.unknown());
                ready = with(sync -> sync.bind(batch, resolution));
            }
            var outcomes = crm.apply(ready.account(), ready.commands());
            var last = ready;
            if (!crashBeforeRecord) {
                with(sync -> {
                    sync.record(last, outcomes);
                    return 0;
                });
            }
        }
    }

    /** Moves the clock from one due row to the next until nothing waits, at most the given number of times. */
    void drain(int steps) {
        for (var step = 0; step < steps; step++) {
            plan();
            deliver(false);
            var next = outbox.next();
            if (next.isEmpty()) {
                return;
            }
            now = next.get().isAfter(now) ? next.get() : now;
        }
    }
}
