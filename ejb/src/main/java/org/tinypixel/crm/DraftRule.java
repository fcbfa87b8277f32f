package org.tinypixel.crm;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.Invalid;

/** Checks what somebody typed into a connection's form. Pure. */
final class DraftRule {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_VALUE = 2000;

    private DraftRule() {}

    /**
     * The complete values of a connection.
     *
     * @param known values that are saved, among them secrets, which fill in what the draft leaves out; but not for another address: a secret does not
     *     follow wherever somebody points a connection to
     */
    static Map<String, String> values(
            ConnectionDraft draft, CrmConnector.Descriptor descriptor, Map<String, String> known) {
        var wrong = new Invalid.Collector();
        var name = draft.name();
        wrong.require(
                name != null && !name.isBlank() && name.strip().length() <= LONGEST_NAME,
                "name",
                "Give the connection a name of up to " + LONGEST_NAME + " characters.");
        var typed = draft.fields() == null ? Map.<String, @Nullable String>of() : draft.fields();
        for (var given : typed.keySet()) {
            wrong.require(
                    descriptor.fields().stream().anyMatch(field -> field.name().equals(given)),
                    "fields." + given,
                    descriptor.label() + " has no such field.");
        }
        var isElsewhere = descriptor.fields().stream()
                .filter(field -> field.kind() == CrmConnector.Kind.URL)
                .anyMatch(field -> !text(typed.get(field.name())).equals(text(known.get(field.name()))));
        var values = new HashMap<String, String>();
        for (var field : descriptor.fields()) {
            var value = typed.get(field.name());
            var kept = field.kind() == CrmConnector.Kind.SECRET && value == null ? known.get(field.name()) : null;
            var text = value == null ? kept : field.kind() == CrmConnector.Kind.SECRET ? value : value.strip();
            if (kept != null && isElsewhere) {
                wrong.add("fields." + field.name(), "The address is another one. Please type this again.");
            } else if (text == null || text.isEmpty()) {
                wrong.require(!field.required(), "fields." + field.name(), field.label() + " is needed.");
            } else if (text.length() > LONGEST_VALUE) {
                wrong.add("fields." + field.name(), "This is longer than " + LONGEST_VALUE + " characters.");
            } else {
                var mistake = mistake(field, text);
                if (mistake != null) {
                    wrong.add("fields." + field.name(), mistake);
                }
                values.put(field.name(), text);
            }
        }
        wrong.throwIfAny();
        return values;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.strip();
    }

    private static @Nullable String mistake(CrmConnector.Field field, String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            return "This holds a line break or another control character.";
        }
        return switch (field.kind()) {
            case TEXT, SECRET -> null;
            case CHOICE ->
                field.choices().contains(text) ? null : "Choose one of " + String.join(", ", field.choices()) + ".";
            case URL ->
                isAddress(text)
                        ? null
                        : "This must be an http or https address with a host and without name, password or #, such as https://crm.example.com.";
        };
    }

    private static boolean isAddress(String text) {
        try {
            var url = new URI(text);
            return ("https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme()))
                    && url.getHost() != null
                    && url.getRawUserInfo() == null
                    && url.getRawFragment() == null;
        } catch (URISyntaxException none) {
            return false;
        }
    }
}
