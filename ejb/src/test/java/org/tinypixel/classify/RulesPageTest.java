package org.tinypixel.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page docs/explanation/opens.md lists exactly the rules of the program, in their order. */
final class RulesPageTest {
    private static final Path PAGE = Path.of("..", "docs", "explanation", "opens.md");

    /** The table that begins with this header, as its cells. */
    private static List<List<String>> table(String header) throws IOException {
        var page = Files.readString(PAGE);
        var start = page.indexOf(header);
        assertThat(start).as(header).isNotNegative();
        return page.substring(start)
                .lines()
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .map(line -> Arrays.stream(line.substring(1, line.length() - 1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
    }

    private static String keys(List<Opinion> opinions) {
        return opinions.stream()
                .map(opinion -> "`" + opinion.key() + "`")
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String verdicts(List<Opinion> opinions) {
        return opinions.stream()
                .map(opinion -> opinion.verdict().name().toLowerCase(Locale.ROOT))
                .distinct()
                .collect(Collectors.joining(" or "));
    }

    @Test
    void the_page_lists_the_rules_in_their_order_with_their_keys_and_verdicts() throws IOException {
        var expected = new ArrayList<List<String>>();
        for (var rule : Rules.IN_ORDER) {
            var name = rule.getClass().getSimpleName();
            assertThat(name).endsWith("Rule");
            expected.add(List.of(
                    name.substring(0, name.length() - "Rule".length()),
                    keys(rule.opinions()),
                    verdicts(rule.opinions())));
        }
        assertThat(table("| Rule | Keys |"))
                .extracting(row -> row.subList(0, 3))
                .containsExactlyElementsOf(expected);
        assertThat(table("| Rule | Keys |")).allMatch(row -> !row.get(3).isEmpty());
    }

    @Test
    void the_page_lists_what_changes_an_opinion_afterwards() throws IOException {
        assertThat(table("| Key | A hit is |"))
                .extracting(row -> row.subList(0, 2))
                .containsExactlyElementsOf(Rules.AFTERWARDS.stream()
                        .map(opinion -> List.of(keys(List.of(opinion)), verdicts(List.of(opinion))))
                        .toList());
    }

    @Test
    void every_thing_that_a_rule_can_say_is_a_sentence_and_happens_in_a_test_with_real_headers() throws IOException {
        var told = new ArrayList<String>();
        for (var scenario : ScenarioTest.all()) {
            told.addAll(
                    Fold.fold(scenario.facts(), scenario.requests(), Scenario::network, new Devices()).hits().stream()
                            .map(JudgedHit::rule)
                            .toList());
        }
        var elsewhere = Files.readString(
                        Path.of("src", "test", "java", "org", "tinypixel", "classify", "SingleRulesTest.java"))
                + Files.readString(Path.of("src", "test", "java", "org", "tinypixel", "classify", "FoldTest.java"))
                + Files.readString(
                        Path.of("src", "test", "java", "org", "tinypixel", "classify", "CountingRulesTest.java"));
        var opinions = Stream.concat(
                        Rules.IN_ORDER.stream().flatMap(rule -> rule.opinions().stream()), Rules.AFTERWARDS.stream())
                .toList();
        for (var opinion : opinions) {
            assertThat(opinion.sentence()).as(opinion.key()).matches("[A-Z].*\\.");
            assertThat(told.contains(opinion.key()) || elsewhere.contains('"' + opinion.key() + '"'))
                    .as("an example of " + opinion.key())
                    .isTrue();
        }
    }
}
