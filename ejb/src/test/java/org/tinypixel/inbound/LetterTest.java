package org.tinypixel.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that no program of good will writes. What bounds them is counted, not timed. */
final class LetterTest {
    @Test
    void of_ten_thousand_parts_two_hundred_are_read() {
        var letter =
                Letter.read("Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nx\n".repeat(10_000) + "--b--\n");
        assertThat(letter.parts()).hasSize(200);
    }

    @Test
    void parts_two_hundred_deep_are_read_to_the_twentieth() {
        var text = new StringBuilder("Content-Type: multipart/mixed; boundary=b0\n\n");
        for (var depth = 0; depth < 200; depth++) {
            text.append("--b")
                    .append(depth)
                    .append("\nContent-Type: multipart/mixed; boundary=b")
                    .append(depth + 1)
                    .append("\n\n");
        }
        text.append("--b200\n\ninside\n");
        var letter = Letter.read(text.toString());
        assertThat(letter.parts()).hasSize(1);
        assertThat(letter.text()).contains("inside");
    }

    @Test
    void a_header_of_megabytes_is_read_in_part() {
        var letter = Letter.read("Subject: " + "x".repeat(3_000_000) + "\nFrom: a@example.net\n\nbody\n");
        assertThat(letter.fields().get("Subject").length()).isLessThan(20_000);
        assertThat(letter.fields().addresses("From")).hasSize(1);
        assertThat(letter.text()).startsWith("body");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<style>",
                "a@",
                "@",
                "<",
                "550 5.1.1 ",
                "--",
                "user ",
                "until 1.",
                "on a, ",
                "=?utf-8?Q?",
                "exceed a ",
                "\"",
                "I am ",
                "-----",
                "x "
            })
    void a_megabyte_of_the_same_is_read_as_well(String piece) {
        for (var type : new String[] {"text/plain", "text/html"}) {
            var read = Mime.read(
                    "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.net\nSubject: Undelivered " + piece.repeat(1_000)
                            + "\nContent-Type: " + type + "\n\n" + piece.repeat(1_000_000 / piece.length()) + "\n");
            assertThat(read.kind()).isNotNull();
        }
    }

    @Test
    void a_boundary_that_is_nowhere_leaves_text() {
        var letter = Letter.read("Content-Type: multipart/mixed; boundary=\"nowhere\"\n\nHello\n");
        assertThat(letter.text()).startsWith("Hello");
    }

    @Test
    void a_part_without_its_blank_line_still_has_its_text() {
        var letter = Letter.read(
                "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\nHello there, you\n--b--\n");
        assertThat(letter.text()).startsWith("Hello there");
    }

    @Test
    void a_wrong_character_set_is_read_as_what_it_is() {
        assertThat(Charsets.decode("Gr\u00c3\u00bc\u00c3\u009fe", "x-unknown")).isEqualTo("Grüße");
        assertThat(Charsets.decode("Gr\u00fc\u00dfe", "utf-8")).isEqualTo("Grüße");
        assertThat(Charsets.decode("\u001b$B%a!<%k\u001b(B", null)).isEqualTo("メール");
    }

    @Test
    void a_parameter_is_found_quoted_or_not_and_never_inside_of_another() {
        assertThat(Letter.parameter(
                        "multipart/report; report-type=delivery-status;\n boundary=\"a;boundary=c\"", "boundary"))
                .isEqualTo("a;boundary=c");
        assertThat(Letter.parameter("text/plain; x=\"charset=no\"; charset = utf-8", "charset"))
                .isEqualTo("utf-8");
        assertThat(Letter.parameter("text/plain", "charset")).isNull();
    }
}
