package org.tinypixel.web.recipient;

import jakarta.servlet.http.HttpServletRequest;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** The texts of the pages in one language, as HTML-safe as whoever wrote them; what comes from a mail is escaped by {@link Html}. */
final class Words {
    static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN, Locale.FRENCH);

    private final Locale locale;
    private final ResourceBundle texts;

    Words(Locale locale) {
        this.locale = locale;
        this.texts = ResourceBundle.getBundle(
                "org.tinypixel.web.recipient.words",
                locale,
                Words.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** What the address asks for ({@code ?lang=de}) goes before what the browser asks for; English where neither is known. */
    static Words of(HttpServletRequest request) {
        var asked = request.getParameter("lang");
        var wanted = asked == null ? Collections.list(request.getLocales()) : List.of(Locale.forLanguageTag(asked));
        return new Words(wanted.stream()
                .map(one -> new Locale.Builder().setLanguage(one.getLanguage()).build())
                .filter(LANGUAGES::contains)
                .findFirst()
                .orElse(Locale.ENGLISH));
    }

    String language() {
        return locale.getLanguage();
    }

    /** A text; {@code {0}} and so on stand for the values, which are HTML. */
    String text(String key, Object... values) {
        var text = texts.getString(key);
        return values.length == 0 ? text : new MessageFormat(text.replace("'", "''"), locale).format(values);
    }

    String day(Instant at) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(locale)
                .format(at.atZone(ZoneOffset.UTC));
    }
}
