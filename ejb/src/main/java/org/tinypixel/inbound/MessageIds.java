package org.tinypixel.inbound;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Message ids (RFC 5322, section 3.6.4), without angle brackets. */
final class MessageIds {
    private static final Pattern FORM = Pattern.compile("<([^<>\\s]{3,998})>");
    private static final int MOST = 200;

    private MessageIds() {}

    /** All in the order in which they stand. */
    static List<String> in(String text) {
        var found = new ArrayList<String>();
        var matcher = FORM.matcher(text);
        while (matcher.find() && found.size() < MOST) {
            found.add(matcher.group(1));
        }
        return found;
    }

    /** The only one of a field; some programs forget the brackets. Null where there is none. */
    static @Nullable String only(@Nullable String text) {
        if (text == null) {
            return null;
        }
        var found = in(text);
        if (!found.isEmpty()) {
            return found.get(0);
        }
        var bare = text.strip();
        return bare.length() >= 3 && bare.length() < 998 && bare.indexOf(' ') < 0 && bare.indexOf('<') < 0
                ? bare
                : null;
    }

    /** Those of a thread, the newest first. */
    static List<String> newestFirst(String references) {
        var found = in(references);
        Collections.reverse(found);
        return found;
    }
}
