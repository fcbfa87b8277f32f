package org.tinypixel.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tinypixel.base.Invalid;
import org.tinypixel.base.Json;
import org.tinypixel.followup.NewSequence.Hours;
import org.tinypixel.followup.NewSequence.Step;
import org.tinypixel.followup.NewSequence.Wait;

final class SequenceRuleTest {
    private static final Step STEP = new Step(new Wait(3, "workingDays"), "notOpened", "ask", "Reminder");

    private static SequenceRule.Draft check(NewSequence given) {
        return SequenceRule.check(given, name -> name.equals("Reminder") ? "template-id" : null, false);
    }

    private static NewSequence with(List<Step> steps, @Nullable Hours hours) {
        return new NewSequence("Offer", true, steps, true, hours, "automatic");
    }

    private static Map<String, String> errors(NewSequence given) {
        try {
            check(given);
            return Map.of();
        } catch (Invalid invalid) {
            return invalid.errors().stream()
                    .collect(Collectors.toMap(Invalid.FieldError::field, Invalid.FieldError::message));
        }
    }

    @Test
    void defaults_fill_what_was_left_out() {
        var draft = check(new NewSequence(
                " Offer ", null, List.of(new Step(new Wait(1, "days"), null, null, "Reminder")), null, null, null));
        assertThat(draft.name()).isEqualTo("Offer");
        assertThat(draft.active()).isTrue();
        assertThat(draft.stopOnReply()).isTrue();
        assertThat(draft.approval()).isEqualTo(Sequence.Approval.AUTOMATIC);
        assertThat(draft.window().shown())
                .isEqualTo(new Sequence.Hours("UTC", List.of("MON", "TUE", "WED", "THU", "FRI"), "09:00", "17:00"));
        assertThat(draft.steps())
                .containsExactly(new Sequence.Step(
                        new Sequence.Wait(1, Sequence.Unit.DAYS),
                        Sequence.Condition.NOT_OPENED,
                        Sequence.WhenUnknown.ASK,
                        "template-id"));
    }

    @Test
    void every_wrong_field_is_named_at_once() {
        var given = new NewSequence(
                " ",
                true,
                List.of(
                        STEP,
                        new Step(new Wait(0, "weeks"), "maybe", "guess", "Nothing"),
                        new Step(null, null, null, null)),
                true,
                new Hours("Mars/Base", List.of("MON", "FUNDAY"), "9", "25:00"),
                "perhaps");
        assertThat(errors(given))
                .containsOnlyKeys(
                        "name",
                        "steps[1].wait.unit",
                        "steps[1].wait.amount",
                        "steps[1].condition",
                        "steps[1].whenUnknown",
                        "steps[1].template",
                        "steps[2].wait",
                        "steps[2].template",
                        "calendar.zone",
                        "calendar.days",
                        "calendar.from",
                        "calendar.to",
                        "approval");
    }

    @Test
    void a_sequence_has_one_to_ten_steps() {
        assertThat(errors(with(List.of(), null))).containsOnlyKeys("steps");
        assertThat(errors(with(Collections.nCopies(10, STEP), null))).isEmpty();
        assertThat(errors(with(Collections.nCopies(11, STEP), null))).containsOnlyKeys("steps");
    }

    @ParameterizedTest
    @CsvSource({"09:00, 09:00", "17:00, 09:00"})
    void a_window_of_no_length_is_refused(String from, String to) {
        assertThat(errors(with(List.of(STEP), new Hours("UTC", null, from, to))))
                .containsOnlyKeys("calendar.to");
    }

    @Test
    void no_working_day_is_refused_and_a_whole_day_is_a_window() {
        assertThat(errors(with(List.of(STEP), new Hours("UTC", List.of(), null, null))))
                .containsOnlyKeys("calendar.days");
        assertThat(check(with(List.of(STEP), new Hours("UTC", List.of("sun"), "00:00", "24:00")))
                        .window()
                        .shown())
                .isEqualTo(new Sequence.Hours("UTC", List.of("SUN"), "00:00", "24:00"));
    }

    @ParameterizedTest
    @CsvSource({"-1, days", "0, minutes", "366, days", "261, workingDays", "8761, hours"})
    void a_wait_is_between_one_and_a_year(int amount, String unit) {
        assertThat(errors(with(List.of(new Step(new Wait(amount, unit), null, null, "Reminder")), null)))
                .containsOnlyKeys("steps[0].wait.amount");
    }

    @Test
    void what_the_api_shows_can_be_sent_back() throws JsonProcessingException {
        var json = """
                {"id":"x","name":"Offer","active":true,"steps":[{"wait":{"amount":3,"unit":"workingDays"},"condition":"notOpened",\
                "whenUnknown":"ask","template":"Reminder"}],"stopOnReply":true,"calendar":{"zone":"Europe/Berlin","days":["MON"],\
                "from":"09:00","to":"17:00"},"approval":"ask"}""";
        var draft = check(Json.MAPPER.readValue(json, NewSequence.class));
        var shown = new Sequence(
                "x",
                draft.name(),
                draft.active(),
                draft.steps(),
                draft.stopOnReply(),
                draft.window().shown(),
                draft.approval());
        assertThat(Json.write(shown)).isEqualTo(json.replace("Reminder", "template-id"));
    }

    @Test
    void an_unknown_field_is_refused() {
        assertThatThrownBy(() -> Json.MAPPER.readValue("{\"name\":\"Offer\",\"colour\":\"red\"}", NewSequence.class))
                .hasMessageContaining("colour");
    }
}
