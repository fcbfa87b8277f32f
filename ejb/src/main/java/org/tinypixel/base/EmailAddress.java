package org.tinypixel.base;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.sanctionco.jmail.JMail;
import java.util.Locale;
import java.util.Optional;

/**
 * One mail address as Tinypixel compares and stores it: lower case, without display name or comment (RFC 5321, section 4.1.2).
 * The local part is folded too: no mail provider in use tells two people apart by case, and a CRM rarely keeps it.
 *
 * @param value at most 254 characters; anything that is no address is refused with {@link IllegalArgumentException}
 */
public record EmailAddress(String value) {
    private static final int LONGEST = 254;

    public EmailAddress {
        if (value.length() > LONGEST || hasControl(value) || !isBare(value)) {
            throw new IllegalArgumentException("not an e-mail address: " + printable(value));
        }
        value = value.toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static EmailAddress of(String text) {
        return new EmailAddress(text.strip());
    }

    /** The address in the text, or empty where it is none. */
    public static Optional<EmailAddress> parse(String text) {
        try {
            return Optional.of(of(text));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    @Override
    @JsonValue
    public String value() {
        return value;
    }

    /** The part behind the last {@code @}. */
    public String domain() {
        return value.substring(value.lastIndexOf('@') + 1);
    }

    /** The part before the last {@code @}. */
    public String local() {
        return value.substring(0, value.lastIndexOf('@'));
    }

    @Override
    public String toString() {
        return value;
    }

    /** Without name, comment or route before it: all of these would travel on as part of the address. */
    private static boolean isBare(String text) {
        return JMail.tryParse(text)
                .filter(parsed -> !text.endsWith(">")
                        && !parsed.hasIdentifier()
                        && parsed.comments().isEmpty()
                        && parsed.explicitSourceRoutes().isEmpty())
                .isPresent();
    }

    private static boolean hasControl(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    private static String printable(String text) {
        var shown = text.codePoints()
                .map(point -> Character.isISOControl(point) ? '?' : point)
                .limit(LONGEST)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        return shown.toString();
    }
}
