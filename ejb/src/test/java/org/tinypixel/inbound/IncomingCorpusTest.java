package org.tinypixel.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.tinypixel.base.Json;

/** How well incoming mail is understood. The corpus is not part of the project: {@code -Dtinypixel.corpus=DIR} names its folder; without it samples of our own are read. */
final class IncomingCorpusTest {
    private static final Instant RECEIVED = Instant.parse("2026-03-03T09:05:00Z");

    private record Sample(String name, JsonNode expected, Incoming read) {
        String kind() {
            var kind = expected.path("kind").asText();
            return kind.equals("human-reply") ? "reply" : kind;
        }
    }

    /** Right answers of all. */
    private static final class Score {
        int right;
        int all;

        @Override
        public String toString() {
            return right + " of " + all;
        }
    }

    private static List<Sample> samples() throws IOException {
        var corpus = System.getProperty("tinypixel.corpus");
        var samples = new ArrayList<Sample>();
        for (var line : new String(bytes(corpus, "messages.jsonl"), StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            var expected = Json.MAPPER.readTree(line);
            var name = expected.path("file").asText();
            samples.add(new Sample(name, expected, read(corpus, name)));
        }
        return samples;
    }

    private static Incoming read(String corpus, String name) throws IOException {
        return IncomingReader.read(open(corpus, name), RECEIVED);
    }

    private static byte[] bytes(String corpus, String name) throws IOException {
        try (var stream = open(corpus, name)) {
            return stream.readAllBytes();
        }
    }

    private static InputStream open(String corpus, String name) throws IOException {
        return corpus == null
                ? Objects.requireNonNull(IncomingCorpusTest.class.getResourceAsStream(name), name)
                : Files.newInputStream(Path.of(corpus, "detection", name));
    }

    private static String kind(Incoming read) {
        return read.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String severity(Incoming read) {
        var hard = read.reports().stream().filter(Report::hard).count();
        if (read.kind() != IncomingKind.BOUNCE) {
            return "none";
        }
        if (hard == 0) {
            return "soft";
        }
        return hard == read.reports().size() ? "hard" : "mixed";
    }

    @Test
    void every_sample_is_of_the_kind_and_severity_that_people_gave_it() throws IOException {
        var samples = samples();
        var scores = new TreeMap<String, Score>();
        var softly = new SoftAssertions();
        for (var sample : samples) {
            var right = kind(sample.read()).equals(sample.kind())
                    && severity(sample.read())
                            .equals(sample.expected().path("severity").asText());
            var score = scores.computeIfAbsent(sample.kind(), kind -> new Score());
            score.all++;
            score.right += right ? 1 : 0;
            softly.assertThat(kind(sample.read()) + " " + severity(sample.read()))
                    .as(sample.name() + " " + sample.read().because() + " "
                            + sample.read().reports())
                    .isEqualTo(sample.kind() + " "
                            + sample.expected().path("severity").asText());
        }
        System.out.println("incoming mail: " + samples.size() + " files read, right by kind: " + scores);
        softly.assertAll();
        assertThat(samples).hasSizeGreaterThan(25);
    }

    @Test
    void each_recipient_of_a_notice_has_its_own_answer() throws IOException {
        var softly = new SoftAssertions();
        for (var sample : samples()) {
            if (!sample.kind().equals("bounce")) {
                // The corpus has a delivery report whose file holds two messages; in a mailbox each is one.
                continue;
            }
            var hard = new ArrayList<Boolean>();
            sample.expected()
                    .path("recipients")
                    .forEach(one -> hard.add(one.path("hard").asBoolean()));
            softly.assertThat(sample.read().reports())
                    .extracting(Report::hard)
                    .as(sample.name())
                    .containsExactlyInAnyOrderElementsOf(hard);
        }
        softly.assertAll();
    }

    @Test
    void a_mail_that_is_answered_is_named() throws IOException {
        var softly = new SoftAssertions();
        for (var sample : samples()) {
            var id = sample.expected().path("repliesTo");
            if (id.isTextual()) {
                softly.assertThat(sample.read().refersTo())
                        .as(sample.name())
                        .contains(id.asText().replaceAll("[<>]", ""));
            }
        }
        softly.assertAll();
    }

    @Test
    void our_own_samples_are_right_in_every_detail() throws IOException {
        var softly = new SoftAssertions();
        for (var line : new String(bytes(null, "messages.jsonl"), StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            var expected = Json.MAPPER.readTree(line);
            var name = expected.path("file").asText();
            var read = read(null, name);
            var told = read.reports().stream()
                    .map(report -> String.join(
                            " ",
                            String.valueOf(report.recipient()),
                            report.status() == null ? "" : report.status(),
                            report.reply() == null ? "" : report.reply().toString(),
                            report.reason().name()))
                    .toList();
            var wanted = new ArrayList<String>();
            expected.path("recipients")
                    .forEach(one -> wanted.add(String.join(
                            " ",
                            one.path("address").asText(),
                            one.path("status").asText(),
                            one.path("reply").asText(),
                            one.path("reason").asText())));
            softly.assertThat(told).as(name).isEqualTo(wanted);
            softly.assertThat(read.returnsOn() == null ? "" : read.returnsOn().toString())
                    .as(name)
                    .isEqualTo(expected.path("returnsOn").asText());
        }
        softly.assertAll();
    }
}
