package org.tinypixel.classify;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A browser says when it fetches ahead: {@code Sec-Purpose} (Fetch standard), the older {@code Purpose}, {@code X-Purpose} and {@code X-Moz}. */
final class BrowserPrefetchRule implements SingleRule {
    static final String KEY = "browser-prefetch";

    private static final Opinion AHEAD = Opinion.machine(
            Confidence.HIGH, KEY, "A browser fetched it ahead, before anybody looked; the real request would follow.");
    private static final Set<String> OLD_WORDS = Set.of("prefetch", "preview", "prerender");

    @Override
    public List<Opinion> opinions() {
        return List.of(AHEAD);
    }

    @Override
    public @Nullable Opinion judge(Sight sight) {
        var hit = sight.hit();
        var ahead = hit.header("sec-purpose").toLowerCase(Locale.ROOT).startsWith("prefetch")
                || says(hit.header("purpose"))
                || says(hit.header("x-purpose"))
                || says(hit.header("x-moz"));
        return ahead ? AHEAD : null;
    }

    private static boolean says(String value) {
        return OLD_WORDS.contains(value.strip().toLowerCase(Locale.ROOT));
    }
}
