package org.tinypixel.followup;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.PageRequest;
import org.tinypixel.database.TestDatabase;
import org.tinypixel.followup.NewSequence.Hours;
import org.tinypixel.followup.NewSequence.Step;
import org.tinypixel.followup.NewSequence.Wait;

/** Mails and sequences over a database, for tests of what becomes of them. There is one template. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FollowUpFlow {
    static final Duration HOUR = Duration.ofHours(1);
    static final String BEA = "bea@example.org";
    static final Hours ALWAYS =
            new Hours("UTC", List.of("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"), "00:00", "24:00");

    World world;
    private TestDatabase database;

    abstract TestDatabase open();

    @BeforeAll
    final void connect() {
        database = open();
        World.prepare(database);
    }

    @BeforeEach
    final void begin() {
        world = new World(database);
        world.run(services -> services.sequences.addTemplate(
                World.ANN, new NewMailTemplate("Reminder", null, "<p>Hello {{name}}</p>", "Hello {{name}}")));
    }

    @AfterAll
    final void disconnect() {
        database.close();
    }

    static Step hours(int amount, @Nullable String condition, @Nullable String whenUnknown) {
        return new Step(new Wait(amount, "hours"), condition, whenUnknown, "Reminder");
    }

    final Sequence sequence(String name, @Nullable String approval, Step... steps) {
        return world.in(services ->
                services.sequences.add(World.ANN, new NewSequence(name, true, List.of(steps), true, ALWAYS, approval)));
    }

    /** One mail to Bea whose follow-up is due now. */
    final CopyId due(@Nullable String approval, Step... steps) {
        sequence("Offer", approval, steps);
        var copy = world.create("offer", null, BEA).copies().get(0).id();
        world.sent(copy);
        world.pass(HOUR);
        return copy;
    }

    static CopyId copyOf(World.Sent sent) {
        return new CopyId(sent.copy());
    }

    /** The newest one. */
    final Enrollment enrollment() {
        return world.in(services -> services.enrollments.list(World.ANN, null, PageRequest.first()))
                .items()
                .get(0);
    }
}
