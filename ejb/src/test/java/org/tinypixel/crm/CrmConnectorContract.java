package org.tinypixel.crm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.MessageId;
import org.tinypixel.classify.Confidence;
import org.tinypixel.engagement.EventType;

/** What every connector promises, judged by what the CRM holds in the end. The CRM behind it loses calls and drops answers after storing. */
public interface CrmConnectorContract {
    /** A connector with a CRM that holds nothing of ours yet. */
    Bench bench();

    /** One connector, one account, one person. */
    interface Bench {
        CrmConnector connector();

        CrmAccount account();

        /** The person that records go to; null for a connector that knows no persons. */
        CrmRef person();

        /** What happens to the coming calls, one after the other; then all goes well. */
        void next(List<Fault> faults);

        /** What the CRM holds for this person. */
        List<Kept> kept();
    }

    /** A record as the CRM holds it. */
    record Kept(String key, long version, String text) {}

    /** What may happen to a call. */
    enum Fault {
        NONE,
        /** It never arrives. */
        LOST,
        /** It is done, and nobody hears of it. */
        ANSWER_LOST,
        /** It is done, and half of the answer arrives. */
        ANSWER_CUT,
        /** 503 with a date or seconds to wait. */
        BUSY,
        /** 500. */
        BROKEN,
        /** A page for people, with status 200. */
        LOGIN_PAGE
    }

    /** A command as the rows make it, with the id that an earlier outcome gave. */
    static Command opens(CrmRef person, String key, String externalId, int count) {
        var at = Instant.parse("2026-03-10T09:00:00Z");
        var mail = new Content.Mail(
                CopyId.next().value(),
                MessageId.next().value(),
                "m@example.com",
                "Our offer\nhas [" + key + " v99] in its subject, 100% \\ _ “ü”",
                EmailAddress.of("anna@example.com"),
                "Anna",
                EmailAddress.of("bob@example.org"),
                null,
                null,
                null,
                "https://t.example.com/mails/1");
        var content = new Content.LogEngagement(
                mail, EventType.OPENED, at, at.plusSeconds(60L * count), count, Confidence.HIGH, "because", List.of());
        return new Command(key, count, person, externalId, content);
    }

    /** 28 characters, as keys are. */
    static String key(int number) {
        return "tp" + String.format("%026d", number + Math.floorMod(System.nanoTime(), 1_000_000_000L) * 1000);
    }

    private static String externalId(Outcome outcome) {
        if (outcome instanceof Outcome.Ok ok) {
            return ok.externalId();
        }
        return outcome instanceof Outcome.Duplicate there ? there.externalId() : null;
    }

    /** Repeats a command as the delivery does until it is through. */
    private static Outcome until(Bench bench, Command command) {
        Outcome outcome = null;
        for (var attempt = 0; attempt < 30; attempt++) {
            outcome = bench.connector().apply(bench.account(), List.of(command)).get(0);
            if (outcome instanceof Outcome.Ok || outcome instanceof Outcome.Duplicate) {
                return outcome;
            }
            assertThat(outcome).isInstanceOfAny(Outcome.Retry.class, Outcome.Misconfigured.class);
        }
        throw new AssertionError("never through: " + outcome);
    }

    @Test
    default void each_command_has_exactly_one_outcome_whatever_happens() {
        var bench = bench();
        for (var fault : Fault.values()) {
            for (var before = 0; before < 3; before++) {
                var faults = new ArrayList<>(Collections.nCopies(before, Fault.NONE));
                faults.addAll(Collections.nCopies(20, fault));
                bench.next(faults);
                var commands = IntStream.range(0, 3)
                        .mapToObj(i -> opens(bench.person(), key(i), null, 1))
                        .toList();
                assertThat(bench.connector().apply(bench.account(), commands))
                        .as("%s after %d good calls", fault, before)
                        .hasSize(3)
                        .doesNotContainNull();
            }
        }
        bench.next(List.of());
    }

    @Test
    default void a_record_is_made_once_and_then_changed() {
        var bench = bench();
        var key = key(1);
        var made = until(bench, opens(bench.person(), key, null, 1));
        until(bench, opens(bench.person(), key, externalId(made), 4));
        assertThat(bench.kept()).singleElement().satisfies(kept -> {
            assertThat(kept.key()).isEqualTo(key);
            assertThat(kept.version()).isEqualTo(4);
            assertThat(kept.text()).contains("Opened 4 times");
        });
    }

    @Test
    @Tag("C2")
    default void a_command_that_is_repeated_without_its_record_id_doubles_nothing() {
        var bench = bench();
        var key = key(1);
        until(bench, opens(bench.person(), key, null, 1));
        until(bench, opens(bench.person(), key, null, 1));
        until(bench, opens(bench.person(), key, null, 2));
        assertThat(bench.kept()).extracting(Kept::version).containsExactly(2L);
    }

    @Test
    default void an_older_version_never_replaces_a_newer() {
        var bench = bench();
        var key = key(1);
        var made = until(bench, opens(bench.person(), key, null, 5));
        until(bench, opens(bench.person(), key, externalId(made), 3));
        until(bench, opens(bench.person(), key, null, 2));
        assertThat(bench.kept())
                .singleElement()
                .satisfies(kept -> assertThat(kept.text()).contains("Opened 5 times"));
    }

    @Test
    @Tag("C2")
    default void an_answer_that_gets_lost_at_any_point_doubles_nothing() {
        var bench = bench();
        for (var fault : List.of(Fault.ANSWER_LOST, Fault.ANSWER_CUT)) {
            for (var before = 0; before < 4; before++) {
                var faults = new ArrayList<>(Collections.nCopies(before, Fault.NONE));
                faults.add(fault);
                bench.next(faults);
                var key = key(before);
                until(bench, opens(bench.person(), key, null, 1));
                bench.next(List.of());
                assertThat(bench.kept())
                        .filteredOn(kept -> kept.key().equals(key))
                        .hasSize(1);
            }
        }
    }

    @Test
    default void a_call_that_never_arrived_is_known_to_be_undone() {
        var bench = bench();
        bench.next(List.of(Fault.LOST));
        assertThat(bench.connector().apply(bench.account(), List.of(opens(bench.person(), key(1), null, 1))))
                .singleElement()
                .isInstanceOfSatisfying(
                        Outcome.Retry.class,
                        retry -> assertThat(retry.certain()).isTrue());
        bench.next(List.of());
        assertThat(bench.kept()).isEmpty();
    }

    @Test
    @Tag("C1")
    default void any_run_of_faults_ends_in_one_record_with_the_newest_content() {
        var bench = bench();
        for (var seed = 0; seed < 6; seed++) {
            var random = new Random(seed);
            var all = List.of(Fault.values());
            var key = key(seed);
            String externalId = null;
            for (var count = 1; count <= 5; count++) {
                bench.next(random.ints(3, 0, all.size()).mapToObj(all::get).toList());
                if (random.nextBoolean()) {
                    externalId = externalId(until(bench, opens(bench.person(), key, externalId, count)));
                } else {
                    // Tried once, then the node dies.
                    bench.connector().apply(bench.account(), List.of(opens(bench.person(), key, externalId, count)));
                }
            }
            bench.next(List.of());
            until(bench, opens(bench.person(), key, externalId, 6));
            assertThat(bench.kept())
                    .filteredOn(kept -> kept.key().equals(key))
                    .as("seed %d", seed)
                    .extracting(Kept::version)
                    .containsExactly(6L);
        }
    }
}
