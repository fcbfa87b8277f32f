package org.tinypixel.routes.crm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tinypixel.crm.Outcome;

final class TrytonAnswerTest {
    private static final Instant NOW = Instant.parse("2026-03-10T08:00:00Z");

    static Stream<String> answers() throws IOException {
        try (var file = TrytonAnswerTest.class.getResourceAsStream("tryton-answers.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().filter(line -> !line.startsWith("#") && !line.isBlank()).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("answers")
    void each_answer_has_its_meaning(String line) {
        var parts = line.split(" \\| ", -1);
        var answer = new Http.Answer(
                Integer.parseInt(parts[0]), Map.of("content-type", List.of(parts[1])), parts[2].strip());
        assertThat(words(TrytonAnswer.of(answer, NOW))).startsWith(parts[3]);
    }

    private static String words(TrytonAnswer answer) {
        if (!(answer instanceof TrytonAnswer.Failed failed)) {
            return answer.getClass().getSimpleName();
        }
        if (failed.outcome() instanceof Outcome.Retry retry) {
            return "Retry " + retry.scope() + (retry.certain() ? " certain" : " doubtful");
        }
        return failed.outcome().getClass().getSimpleName() + " " + InOrder.text(failed.outcome());
    }

    @Test
    void retry_after_is_seconds_or_a_date() {
        assertThat(retryAfter("120")).isEqualTo(Duration.ofMinutes(2));
        assertThat(retryAfter("Tue, 10 Mar 2026 08:01:30 GMT")).isEqualTo(Duration.ofSeconds(90));
        assertThat(retryAfter("Tue, 10 Mar 2026 07:00:00 GMT")).isEqualTo(Duration.ZERO);
        assertThat(retryAfter("soon")).isNull();
        assertThat(retryAfter("-1")).isNull();
    }

    private static Duration retryAfter(String text) {
        return AnswerRule.retryAfter(new Http.Answer(503, Map.of("retry-after", List.of(text)), ""), NOW);
    }
}
