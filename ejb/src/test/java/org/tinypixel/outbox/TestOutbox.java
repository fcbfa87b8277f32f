package org.tinypixel.outbox;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.persistence.EntityManager;
import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The real outbox on a test's entity manager, for tests of the features that use it. */
public final class TestOutbox {
    private TestOutbox() {}

    /** Nudges go nowhere. */
    @SuppressWarnings("UnnecessaryAssignment") // the container is not here, so the test injects
    public static Outbox on(EntityManager database, boolean postgreSql) {
        var outbox = new Outbox();
        outbox.rows = new OutboxRows(database, postgreSql);
        outbox.ready = new Fired<>();
        return outbox;
    }

    /** Moves the outbox into the past, which is what passing time looks like to the database. */
    public static void pass(EntityManager database, Duration time) {
        database.createNativeQuery("""
                        update outbox set due_at = due_at - cast(:seconds as integer) * interval '1' second,
                            leased_until = leased_until - cast(:seconds as integer) * interval '1' second
                        """)
                .setParameter("seconds", Math.toIntExact(time.toSeconds()))
                .executeUpdate();
    }

    /** An event whose fired objects a test can look at. */
    public static final class Fired<T> implements Event<T> {
        private final List<T> all = new ArrayList<>();

        public List<T> all() {
            return all;
        }

        @Override
        public void fire(T event) {
            all.add(event);
        }

        @Override
        public <U extends T> CompletionStage<U> fireAsync(U event) {
            throw new UnsupportedOperationException("forbidden");
        }

        @Override
        public <U extends T> CompletionStage<U> fireAsync(U event, NotificationOptions options) {
            throw new UnsupportedOperationException("forbidden");
        }

        @Override
        public Event<T> select(Annotation... qualifiers) {
            return this;
        }

        @Override
        public <U extends T> Event<U> select(Class<U> subtype, Annotation... qualifiers) {
            throw new UnsupportedOperationException("not needed");
        }

        @Override
        public <U extends T> Event<U> select(TypeLiteral<U> subtype, Annotation... qualifiers) {
            throw new UnsupportedOperationException("not needed");
        }
    }
}
