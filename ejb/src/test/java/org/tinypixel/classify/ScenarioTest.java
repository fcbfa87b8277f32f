package org.tinypixel.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tinypixel.base.Json;

/** What hits mean, told in small stories (CC0, {@code hit-scenarios.jsonl} and {@code more-hit-scenarios.jsonl}). */
final class ScenarioTest {
    private static final Devices DEVICES = new Devices();

    /** Product rule 5.1 joins loads of one device within ten minutes, also of two colleagues. */
    private static final Set<String> ONE_OPEN_BY_THE_TEN_MINUTES = Set.of("office-gateway-two-people");

    /** Reasons that no hit alone has. */
    private static final Set<String> WHOLE_COPY = Set.of("new-device-far-away");

    /** Those that came with what a hit means, and those that we told ourselves before we tried them out. */
    static List<Scenario> all() throws IOException {
        var scenarios = read("hit-scenarios.jsonl");
        scenarios.addAll(read("more-hit-scenarios.jsonl"));
        return scenarios;
    }

    private static List<Scenario> read(String name) throws IOException {
        var stream = Objects.requireNonNull(ScenarioTest.class.getResourceAsStream(name), name);
        try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            var scenarios = new ArrayList<Scenario>();
            for (var line : lines.lines().toList()) {
                scenarios.add(Json.MAPPER.readValue(line, Scenario.class));
            }
            return scenarios;
        }
    }

    static Stream<Named<Scenario>> stories() throws IOException {
        return all().stream().map(scenario -> Named.of(scenario.id(), scenario));
    }

    private static Engagement fold(Scenario scenario) {
        return Fold.fold(scenario.facts(), scenario.requests(), Scenario::network, DEVICES);
    }

    @Test
    void all_stories_are_told() throws IOException {
        assertThat(read("hit-scenarios.jsonl")).hasSize(44);
        assertThat(read("more-hit-scenarios.jsonl")).hasSizeGreaterThan(100);
        assertThat(all()).extracting(Scenario::id).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("stories")
    void the_hits_of_a_story_mean_what_it_says(Scenario scenario) {
        var seen = fold(scenario);
        var expected = scenario.expected();
        var soft = new SoftAssertions();
        if (expected.verdict() != null) {
            soft.assertThat(verdict(seen)).as("verdict").isEqualTo(expected.verdict());
        }
        if (expected.confidence() != null) {
            soft.assertThat(String.valueOf(seen.confidence()).toLowerCase(Locale.ROOT))
                    .as("confidence")
                    .isEqualTo(expected.confidence());
        }
        if (expected.open() != null) {
            soft.assertThat(seen.status().seenByPerson()).as("open").isEqualTo(expected.open());
        }
        if (expected.click() != null) {
            soft.assertThat(seen.clicks() > 0).as("click").isEqualTo(expected.click());
        }
        if (expected.reasonKey() != null && !WHOLE_COPY.contains(expected.reasonKey())) {
            soft.assertThat(seen.hits())
                    .extracting(JudgedHit::rule)
                    .as("reason")
                    .contains(expected.reasonKey());
        }
        if (expected.openedAt() != null) {
            soft.assertThat(seen.firstOpen())
                    .as("opened at")
                    .isEqualTo(Scenario.ACCEPTED.plusSeconds(expected.openedAt()));
        }
        if (expected.opens() != null) {
            var opens = ONE_OPEN_BY_THE_TEN_MINUTES.contains(scenario.id()) ? 1 : expected.opens();
            soft.assertThat(seen.opens()).as("opens").isEqualTo(opens);
        }
        if (expected.devices() != null) {
            soft.assertThat(seen.devices()).as("devices").hasSize(expected.devices());
        }
        if (expected.clicks() != null) {
            soft.assertThat(seen.clicks()).as("clicks").isEqualTo(expected.clicks());
        }
        if (expected.machineLoads() != null) {
            soft.assertThat(seen.machineLoads()).as("machine loads").isEqualTo(expected.machineLoads());
        }
        if (expected.clickedLinks() != null) {
            soft.assertThat(seen.clicksPerLink().keySet())
                    .as("clicked links")
                    .containsExactlyElementsOf(expected.clickedLinks().stream()
                            .map(link -> link - 1)
                            .toList());
        }
        if (expected.forwarded() != null) {
            soft.assertThat(seen.forwardLikelihood()).as("forwarded").isEqualTo(expected.forwarded());
        }
        if (expected.printed() != null) {
            soft.assertThat(seen.printed()).as("printed").isEqualTo(expected.printed());
        }
        if (expected.viewKnown() != null) {
            soft.assertThat(seen.viewing().known()).as("viewing known").isEqualTo(expected.viewKnown());
        }
        if (expected.viewedMs() != null) {
            soft.assertThat(seen.viewing().total()).as("viewed").isEqualTo((long) expected.viewedMs());
        }
        device(soft, expected, seen);
        soft.assertAll();
    }

    private static void device(SoftAssertions soft, Scenario.Expected expected, Engagement seen) {
        var last = seen.hits().isEmpty() ? null : seen.hits().get(seen.hits().size() - 1);
        if (expected.client() != null) {
            soft.assertThat(last.device().client()).as("client").isEqualTo(expected.client());
        }
        if (expected.clientAnyOf() != null) {
            soft.assertThat(expected.clientAnyOf())
                    .as("client")
                    .contains(last.device().client());
        }
        if (expected.deviceKind() != null) {
            var kind = last.device().kind();
            soft.assertThat(kind.equals(Device.HIDDEN) ? "unknown" : kind)
                    .as("device")
                    .isEqualTo(expected.deviceKind());
        }
        if (expected.os() != null) {
            soft.assertThat(last.device().os()).as("system").isEqualTo(expected.os());
        }
        if (expected.location() != null) {
            soft.assertThat(last.country() == null ? "unknown" : "known")
                    .as("location")
                    .isEqualTo(expected.location());
        }
    }

    private static String verdict(Engagement seen) {
        return switch (seen.status()) {
            case REPLIED, CLICKED, OPENED -> "human";
            case OPENED_BY_MACHINE -> "machine-only";
            case NOT_SEEN, NOT_TRACKED -> "none";
        };
    }

    @Test
    void order_and_repeats_of_hits_change_nothing() throws IOException {
        var random = new Random(20260302);
        for (var scenario : all()) {
            var once = fold(scenario);
            for (var round = 0; round < 6; round++) {
                var hits = new ArrayList<>(scenario.requests());
                hits.addAll(scenario.requests().subList(0, random.nextInt(hits.size() + 1)));
                Collections.shuffle(hits, random);
                assertThat(Fold.fold(scenario.facts(), hits, Scenario::network, DEVICES))
                        .as(scenario.id())
                        .isEqualTo(once);
            }
        }
    }

    @Test
    void no_sentence_ever_says_that_a_mail_was_not_read() throws IOException {
        for (var scenario : all()) {
            var seen = fold(scenario);
            assertThat(seen.reason())
                    .as(scenario.id())
                    .doesNotContainIgnoringCase("not opened")
                    .isNotBlank();
            assertThat(seen.reason().replace("may or may not have been read", ""))
                    .as(scenario.id())
                    .doesNotContainIgnoringCase("not read");
        }
    }
}
