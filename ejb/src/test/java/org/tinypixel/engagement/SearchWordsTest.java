package org.tinypixel.engagement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SearchWordsTest {
    @Test
    void signs_part_words_and_upper_and_lower_case_are_one() {
        assertThat(SearchWords.of(Stream.of("Re: Offer 100%-sure", "Ada.Lovelace@Example.com", null)))
                .containsExactly("re", "offer", "100", "sure", "ada", "lovelace", "example", "com");
    }

    @Test
    void letters_of_every_script_belong_to_words() {
        assertThat(SearchWords.of(Stream.of("Angebot für Łódź", "Предложение №5")))
                .containsExactly("angebot", "für", "łódź", "предложение", "5");
    }

    @Test
    void where_a_script_has_no_spaces_every_character_begins_a_word() {
        assertThat(SearchWords.of(Stream.of("契約書PDF"))).containsExactly("契約書", "約書", "書", "pdf");
        assertThat(SearchWords.asked("約書")).containsExactly("約書");
    }

    @Test
    void a_long_word_is_found_by_its_beginning_however_long_the_question_is() {
        var word = "a".repeat(300);
        assertThat(SearchWords.of(Stream.of(word))).isEqualTo(SearchWords.asked(word));
    }

    @Test
    void a_mail_to_a_crowd_has_no_more_words_than_fit() {
        var people = IntStream.range(0, 20_000).mapToObj(number -> "person" + number);
        assertThat(SearchWords.of(people)).hasSizeLessThanOrEqualTo(5000);
    }

    @Test
    void all_that_begins_with_a_word_lies_between_it_and_the_word_behind() {
        assertThat(SearchWords.behind("cust")).isEqualTo("cusu");
        assertThat(SearchWords.behind("𝒶𝒷")).isEqualTo("𝒶𝒸");
        assertThat("customer").isBetween("cust", SearchWords.behind("cust"));
        assertThat("cus").isLessThan("cust");
        assertThat("cuz").isGreaterThan(SearchWords.behind("cust"));
    }
}
