package org.tinypixel.web.recipient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.api.Test;

final class WordsTest {
    @Test
    void every_text_stands_in_every_language() throws IOException {
        var english = texts("words.properties");
        assertThat(english).isNotEmpty();
        for (var other : new String[] {"words_de.properties", "words_fr.properties"}) {
            var texts = texts(other);
            assertThat(texts.keySet()).as(other).isEqualTo(english.keySet());
            for (var key : english.stringPropertyNames()) {
                assertThat(texts.getProperty(key))
                        .as(other + " " + key)
                        .isNotBlank()
                        .satisfies(text -> {
                            for (var value : new String[] {"{0}", "{1}"}) {
                                assertThat(text.contains(value))
                                        .isEqualTo(english.getProperty(key).contains(value));
                            }
                        });
            }
        }
    }

    @Test
    void values_stand_where_they_belong_and_apostrophes_stay() {
        var french = new Words(Locale.FRENCH);
        assertThat(french.text("this.both", 3)).contains(": 3.").startsWith("Il contient");
        assertThat(french.text("stop.mail")).contains("d'e-mails");
        assertThat(french.text("sent.by", "Ana", french.day(Instant.parse("2026-03-02T09:00:00Z"))))
                .isEqualTo("Cet e-mail a \u00e9t\u00e9 envoy\u00e9 par Ana le 2 mars 2026.");
    }

    @Test
    void what_comes_from_a_mail_is_text() {
        assertThat(Html.escaped("<script>\u202egnp&\"'")).isEqualTo("&lt;script&gt;\ufffdgnp&amp;&quot;&#39;");
    }

    private static Properties texts(String file) throws IOException {
        var texts = new Properties();
        try (var in = Words.class.getResourceAsStream(file)) {
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return texts;
    }
}
