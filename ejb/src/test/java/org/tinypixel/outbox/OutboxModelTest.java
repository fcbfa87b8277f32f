package org.tinypixel.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.tinypixel.database.TestDatabase;

/**
 * Any interleaving of putting, claiming, passing time and settling by workers that may be late, compared with a model of a few lines. A told version is never
 * given again, news are never lost, and nobody but the latest holder settles a row.
 */
final class OutboxModelTest {
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final List<String> KEYS = List.of("a", "b");

    private static TestDatabase h2;
    private static TestDatabase postgreSql;

    /** What a worker or the world does; {@code pick} chooses the key, or which of all claims so far is settled. */
    record Step(Act act, int pick) {}

    enum Act {
        PUT,
        CLAIM,
        PASS,
        HOLDS,
        DONE,
        RETRY,
        DEAD,
        REPLAY
    }

    @BeforeContainer
    static void open() {
        h2 = TestDatabase.h2();
        postgreSql = TestDatabase.postgreSql();
    }

    @AfterContainer
    static void close() {
        h2.close();
        postgreSql.close();
    }

    @Provide
    Arbitrary<List<Step>> stories() {
        // Claims and settlements meet more often when they are frequent.
        var acts = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(Act.PUT)),
                Tuple.of(4, Arbitraries.just(Act.CLAIM)),
                Tuple.of(2, Arbitraries.just(Act.PASS)),
                Tuple.of(5, Arbitraries.of(Act.HOLDS, Act.DONE, Act.RETRY, Act.DEAD, Act.REPLAY)));
        return Combinators.combine(acts, Arbitraries.integers().between(0, 5))
                .as(Step::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(30);
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void h2_does_what_the_model_does(@ForAll("stories") List<Step> story) {
        new Run(h2, false).play(story);
    }

    @Property(tries = 25, shrinking = ShrinkingMode.BOUNDED)
    void postgresql_does_what_the_model_does(@ForAll("stories") List<Step> story) {
        new Run(postgreSql, true).play(story);
    }

    /** One row of the model. */
    private static final class Row {
        long version = 1;
        long lease;
        boolean held;
        boolean dead;
        int attempts;
    }

    private record Taken(Claim claim, Row row) {}

    private static final class Run {
        private final TestDatabase database;
        private final boolean postgreSql;
        private final Map<String, Row> model = new HashMap<>();
        private final List<Taken> taken = new ArrayList<>();

        Run(TestDatabase database, boolean postgreSql) {
            this.database = database;
            this.postgreSql = postgreSql;
            database.transaction(
                    manager -> manager.createNativeQuery("delete from outbox").executeUpdate());
        }

        void play(List<Step> story) {
            for (var step : story) {
                database.transaction(manager -> play(step, new OutboxRows(manager, postgreSql)));
                if (step.act() == Act.PASS) {
                    pass();
                }
                compare();
            }
        }

        private void play(Step step, OutboxRows rows) {
            var key = KEYS.get(step.pick() % KEYS.size());
            switch (step.act()) {
                case PUT -> {
                    rows.put(Topic.MAIL, Map.of(key, LONG_AGO), "");
                    var row = model.get(key);
                    if (row == null) {
                        model.put(key, new Row());
                    } else {
                        row.version++;
                        row.attempts = row.dead ? 0 : row.attempts;
                        row.dead = false;
                    }
                }
                case CLAIM -> {
                    var claims = rows.claim(Topic.MAIL, KEYS.size(), LEASE);
                    assertThat(claims.stream().map(Claim::key))
                            .containsExactlyInAnyOrderElementsOf(KEYS.stream()
                                    .filter(model::containsKey)
                                    .filter(each -> !model.get(each).held && !model.get(each).dead)
                                    .toList());
                    for (var claim : claims) {
                        var row = model.get(claim.key());
                        row.lease++;
                        row.held = true;
                        assertThat(claim.version()).isEqualTo(row.version);
                        assertThat(claim.lease()).isEqualTo(row.lease);
                        assertThat(claim.attempts()).isEqualTo(row.attempts);
                        taken.add(new Taken(claim, row));
                    }
                }
                case PASS -> model.values().forEach(row -> row.held = false);
                case REPLAY -> {
                    var row = model.get(key);
                    assertThat(rows.replay(Topic.MAIL, key)).isEqualTo(row != null);
                    if (row != null) {
                        row.dead = false;
                        row.attempts = 0;
                    }
                }
                case HOLDS, DONE, RETRY, DEAD -> {
                    if (!taken.isEmpty()) {
                        settle(step.act(), taken.get(step.pick() % taken.size()), rows);
                    }
                }
            }
        }

        private void settle(Act act, Taken which, OutboxRows rows) {
            var row = which.row();
            var claim = which.claim();
            var mine = model.get(claim.key()) == row && row.lease == claim.lease();
            var current = row.version == claim.version();
            assertThat(act(act, claim, rows)).as("%s of %s", act, claim).isEqualTo(mine);
            if (!mine || act == Act.HOLDS) {
                return;
            }
            row.lease++;
            row.held = false;
            if (act == Act.DONE && current) {
                model.remove(claim.key());
            } else if (act == Act.RETRY) {
                row.attempts++;
            } else if (act == Act.DEAD && current) {
                row.dead = true;
                row.attempts++;
            } else {
                row.attempts = 0;
            }
        }

        private static boolean act(Act act, Claim claim, OutboxRows rows) {
            return switch (act) {
                case HOLDS -> rows.holds(claim);
                case DONE -> rows.done(claim);
                case RETRY -> rows.retry(claim, LONG_AGO, "no answer", true);
                case DEAD -> rows.dead(claim, "refused");
                case PUT, CLAIM, PASS, REPLAY -> throw new IllegalArgumentException(act + " settles nothing");
            };
        }

        private void compare() {
            for (var key : KEYS) {
                var stored =
                        database.inTransaction(manager -> new OutboxRows(manager, postgreSql).state(Topic.MAIL, key));
                var row = model.get(key);
                assertThat(stored.isPresent()).as(key).isEqualTo(row != null);
                stored.ifPresent(state -> {
                    assertThat(state.dead()).as(key).isEqualTo(row.dead);
                    assertThat(state.attempts()).as(key).isEqualTo(row.attempts);
                });
            }
        }

        /** A lease ends by the database's clock; moving what is stored is what passing time looks like to it. */
        private void pass() {
            database.transaction(manager -> manager.createNativeQuery(
                            "update outbox set leased_until = leased_until - interval '10' minute")
                    .executeUpdate());
        }
    }
}
