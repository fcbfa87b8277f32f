package org.tinypixel.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Read on Tuesday, 3 March 2026. */
final class ReturnDateRuleTest {
    private static final LocalDate TUESDAY = LocalDate.of(2026, 3, 3);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "I am out of the office until 14 March.|2026-03-14",
                "I am away until March 14th, 2026 and will answer then.|2026-03-14",
                "I will be back on Monday.|2026-03-09",
                "I'll be back in the office on Monday, 16 March.|2026-03-16",
                "Returning to the office on May 5th|2026-05-05",
                "I will return on 2026-04-02.|2026-04-02",
                "On leave from 2 March to 20 March 2026.|2026-03-20",
                "Away from 9 through 13 March inclusive.|2026-03-14",
                "I am back 04/17/2026.|2026-04-17",
                "Ich bin bis zum 14.03.2026 nicht im Büro.|2026-03-14",
                "Ich bin bis einschließlich 13. März im Urlaub.|2026-03-14",
                "Ab dem 3.4. bin ich wieder für Sie da.|2026-04-03",
                "Ich bin vom 2.3. bis 6.3. abwesend, am 9.3. bin ich wieder erreichbar.|2026-03-09",
                "Ich bin bis Montag nicht im Büro.|2026-03-09",
                "Je suis absente jusqu'au 12/05/2026.|2026-05-12",
                "Je serai de retour le lundi 16 mars.|2026-03-16",
                "En congés du 2 au 13 mars.|2026-03-13",
                "À partir du 1er avril je suis joignable.|2026-04-01",
                "I am out until 2 January.|2027-01-02",
                "I'll be back tomorrow.|2026-03-04",
            })
    void the_day_of_return_is_found(String text, LocalDate expected) {
        assertThat(ReturnDateRule.date(text, TUESDAY)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I am away.",
                "I was away until 14 February 2026.",
                "Until further notice I read no mail. Our sale ends on 14 March.",
                "Back to your question: 3.4 is the right version of chapter 31.31.",
                "until 31 February",
                "",
            })
    void where_none_is_said_none_is_guessed(String text) {
        assertThat(ReturnDateRule.date(text, TUESDAY)).isNull();
    }
}
