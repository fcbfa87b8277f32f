package org.tinypixel.tracking;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.persistence.EntityManager;
import java.lang.annotation.Annotation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.tinypixel.access.Access;
import org.tinypixel.access.Role;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.UserId;
import org.tinypixel.database.TestDatabase;
import org.tinypixel.privacy.Privacy;

/** The feature on a real database, with a salesperson, a clock that stands, and refusals that a test sets. */
final class Office implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-03-02T09:00:00.123456Z");

    final Viewer anna = viewer("anna@sales.example", false);
    final Map<EmailAddress, String> refusedMail = new HashMap<>();
    final Map<EmailAddress, String> refusedTracking = new HashMap<>();
    final List<MessageCreated> events = new ArrayList<>();
    /** How many mails were read. */
    final AtomicInteger plans = new AtomicInteger();
    /** Reading asks at every step whether there is time left. */
    final AtomicInteger looksAtTheClock = new AtomicInteger();

    private final TestDatabase database;

    Office(TestDatabase database) {
        this.database = database;
    }

    static Viewer viewer(String address, boolean sendAsAny) {
        var id = UserId.next();
        var email = new EmailAddress(address);
        return new Viewer(
                id, "Anna M\u00fcller", email, Set.of(email), Set.of(Role.SALESPERSON), Set.of(id), sendAsAny);
    }

    <T> T messages(Function<Messages, T> work) {
        return database.inTransaction(manager -> work.apply(messages(manager)));
    }

    <T> T idempotency(Instant now, Function<Idempotency, T> work) {
        return database.inTransaction(manager -> {
            var idempotency = new Idempotency();
            idempotency.database = manager;
            idempotency.clock = InstantSource.fixed(now);
            return work.apply(idempotency);
        });
    }

    private Messages messages(EntityManager manager) {
        var messages = new Messages();
        var refusals = new Refusals();
        messages.rows = new MessageRows(manager);
        messages.privacy = refusals;
        messages.access = new Colleagues();
        messages.clock = InstantSource.fixed(NOW);
        messages.intake = new Intake(
                messages.rows, refusals, Samples.TOKENS, Samples.settings(Samples.NEW), new Recorder(), this::patience);
        return messages;
    }

    /** The clock stands; who looks at it is counted. */
    private Patience patience() {
        plans.incrementAndGet();
        return new Patience(() -> {
            looksAtTheClock.incrementAndGet();
            return 0;
        });
    }

    @Override
    public void close() {
        database.close();
    }

    /** The people of this installation by address. */
    final Map<EmailAddress, UserId> colleagues = new HashMap<>();

    private final class Colleagues extends Access {
        @Override
        public Optional<UserId> userOf(EmailAddress address) {
            return Optional.ofNullable(colleagues.get(address));
        }
    }

    private final class Refusals extends Privacy {
        @Override
        public Optional<String> refusesMail(EmailAddress address) {
            return Optional.ofNullable(refusedMail.get(address));
        }

        @Override
        public Optional<String> refusesTracking(EmailAddress address) {
            return Optional.ofNullable(refusedTracking.get(address));
        }
    }

    private final class Recorder implements Event<MessageCreated> {
        @Override
        public void fire(MessageCreated event) {
            events.add(event);
        }

        @Override
        public <U extends MessageCreated> CompletionStage<U> fireAsync(U event) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <U extends MessageCreated> CompletionStage<U> fireAsync(U event, NotificationOptions options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Event<MessageCreated> select(Annotation... qualifiers) {
            return this;
        }

        @Override
        public <U extends MessageCreated> Event<U> select(Class<U> subtype, Annotation... qualifiers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <U extends MessageCreated> Event<U> select(TypeLiteral<U> subtype, Annotation... qualifiers) {
            throw new UnsupportedOperationException();
        }
    }
}
