package org.tinypixel.tracking;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("K11")
final class ListUnsubscribeTest {
    private static final String URL = "https://t.example.com/t/u/abc";
    private static final String PAIR =
            "List-Unsubscribe: <" + URL + ">\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n";

    private static String into(String message, String url) {
        var mail = Samples.mail(message.getBytes(ISO_8859_1));
        return new String(mail.make(new TrackableMail.Filling(null, null, url)).bytes(), ISO_8859_1);
    }

    @Test
    void both_fields_end_the_header_and_no_other_byte_changes() {
        var header = "From: a@example.com\r\nSubject: =?utf-8?q?caf=C3=A9?=\r\n folded\r\n";
        var body = "\r\nbody \u00e9\u0000\r\nList-Unsubscribe: <not a header>\r\n";
        assertThat(into(header + body, URL)).isEqualTo(header + PAIR + body);
    }

    @Test
    void one_click_is_only_offered_where_the_address_is_https() {
        assertThat(into("From: a@example.com\r\n\r\nx\r\n", "http://localhost/t/u/abc"))
                .isEqualTo("From: a@example.com\r\nList-Unsubscribe: <http://localhost/t/u/abc>\r\n\r\nx\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: a@example.com\r\nlist-unsubscribe: <mailto:x@example.com>\r\n\r\nx\r\n",
                "From: a@example.com\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n\r\nx\r\n",
                "From: a@example.com\r\nthis line is no field\r\n\r\nx\r\n",
                "DKIM-Signature: v=1; d=example.com; h=From:To:\r\n List-Unsubscribe; b=xyz\r\nFrom: a@example.com\r\n\r\nx\r\n",
                "\r\nno header at all\r\n"
            })
    void a_mail_with_its_own_a_damaged_header_or_a_signature_over_it_stays_as_it_is(String message) {
        assertThat(into(message, URL)).isEqualTo(message);
    }

    @Test
    void a_signature_that_does_not_count_the_field_is_no_obstacle() {
        var message = "DKIM-Signature: v=1; d=example.com; h=From:To; b=xyz\r\nFrom: a@example.com\r\n\r\nx\r\n";
        assertThat(into(message, URL)).contains(PAIR);
    }
}
