package org.tinypixel.routes.mail;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a server says that it can do, in its answer to {@code EHLO} (RFC 5321, section 4.1.1.1). */
final class Features {
    static final Features NONE = new Features(Map.of());

    private final Map<String, String> all;

    private Features(Map<String, String> all) {
        this.all = all;
    }

    static Features of(Reply ehlo) {
        var all = new LinkedHashMap<String, String>();
        for (var line : ehlo.lines()
                .subList(Math.min(1, ehlo.lines().size()), ehlo.lines().size())) {
            // Some old servers write AUTH=LOGIN.
            var words = line.length() <= 4
                    ? new String[] {""}
                    : line.substring(4)
                            .strip()
                            .replaceFirst("(?i)^AUTH=", "AUTH ")
                            .split("\\s+", 2);
            all.merge(
                    words[0].toUpperCase(Locale.ROOT),
                    words.length > 1 ? words[1] : "",
                    (one, other) -> (one + " " + other).strip());
        }
        return new Features(all);
    }

    boolean has(String keyword) {
        return all.containsKey(keyword);
    }

    /** Ways to sign in, upper case, in the server's order. */
    List<String> mechanisms() {
        var offered = all.getOrDefault("AUTH", "").strip();
        return offered.isEmpty()
                ? List.of()
                : List.of(offered.toUpperCase(Locale.ROOT).split("\\s+"));
    }

    /** The largest mail in bytes; 0 where the server names no limit. */
    long largest() {
        try {
            var text = all.getOrDefault("SIZE", "").strip();
            return text.isEmpty() ? 0 : Math.max(0, Long.parseLong(text));
        } catch (NumberFormatException none) {
            return 0;
        }
    }

    /** As the server wrote them. */
    List<String> words() {
        var words = new ArrayList<String>();
        all.forEach((keyword, rest) -> words.add((keyword + " " + rest).strip()));
        return words;
    }
}
