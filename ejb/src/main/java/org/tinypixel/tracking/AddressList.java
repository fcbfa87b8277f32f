package org.tinypixel.tracking;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Takes addresses out of a {@code To} or {@code Cc} field and leaves every other character as it is (RFC 5322, section 3.4: mailboxes between commas, groups between colon and
 * semicolon).
 */
final class AddressList {
    private AddressList() {}

    /**
     * The list without some of its addresses; the same text where none is among them, an empty one where none is left.
     *
     * @param list what stands behind the field's colon, without the last line end
     * @param unwanted told each part of the list with its comments and names
     */
    static String without(String list, Predicate<String> unwanted) {
        var kept = new ArrayList<String>();
        var removed = false;
        for (var part : parts(list)) {
            if (!part.isBlank() && unwanted.test(part)) {
                removed = true;
                // Inside a group its name or its end may stand in the same part.
                var colon = top(part, ':');
                var semicolon = top(part, ';');
                if (colon >= 0) {
                    kept.add(part.substring(0, colon + 1) + (semicolon > colon ? part.substring(semicolon) : ""));
                } else if (semicolon >= 0) {
                    kept.add(part.substring(semicolon));
                }
            } else {
                kept.add(part);
            }
        }
        if (!removed) {
            return list;
        }
        if (kept.stream().allMatch(String::isBlank)) {
            return "";
        }
        var first = kept.get(0);
        kept.set(0, " " + first.stripLeading());
        return String.join(",", kept);
    }

    private static List<String> parts(String list) {
        var parts = new ArrayList<String>();
        var from = 0;
        for (var comma = top(list, ','); comma >= 0; comma = next(list, from)) {
            parts.add(list.substring(from, comma));
            from = comma + 1;
        }
        parts.add(list.substring(from));
        return parts;
    }

    private static int next(String list, int from) {
        var found = top(list.substring(from), ',');
        return found < 0 ? -1 : from + found;
    }

    /** Where the character stands outside of quotes, comments and angle brackets; -1 where it does not. */
    private static int top(String text, char wanted) {
        var quoted = false;
        var comments = 0;
        var angle = false;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '\\' && (quoted || comments > 0)) {
                i++;
            } else if (c == '"' && comments == 0) {
                quoted = !quoted;
            } else if (!quoted && c == '(') {
                comments++;
            } else if (!quoted && c == ')' && comments > 0) {
                comments--;
            } else if (!quoted && comments == 0 && (c == '<' || c == '>')) {
                angle = c == '<';
            } else if (!quoted && comments == 0 && !angle && c == wanted) {
                return i;
            }
        }
        return -1;
    }
}
