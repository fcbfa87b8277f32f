package org.tinypixel.inbound;

import java.util.regex.Pattern;

/** What the writer wrote, without what is quoted: a quotation says what somebody else said. */
final class OwnWords {
    /** Lines behind which mail programs quote. */
    private static final Pattern QUOTES = Pattern.compile(
            "(?i)\\s*(?:-{2,} ?(?:original|forwarded|weitergeleitete|urspr(?:ü|ue)ngliche|message d'origine|message transf|mensaje original).*|_{20,}\\s*|(?:on|am|le|el|il|op|den) .{6,200}(?:wrote|schrieb|a (?:é|e)crit|escribi(?:ó|o)|ha scritto|schreef|skrev)[^\\n]{0,80}:\\s*|(?:von|from|de|da): .{3,200}@.{3,200}|begin forwarded message:.*)");

    private static final Pattern SIGNATURE = Pattern.compile("-- ?");
    private static final int MOST_LINES = 2_000;

    private OwnWords() {}

    static String of(String text) {
        var own = new StringBuilder();
        var count = 0;
        var lines = Lines.of(text);
        for (var i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            var shown = line.length() > 1_000 ? line.substring(0, 1_000) : line;
            if (shown.startsWith(">") || shown.startsWith("|")) {
                continue;
            }
            // The line that says who wrote is often wrapped.
            var wrapped = i + 1 < lines.size() && shown.length() < 200 && !shown.endsWith(":")
                    ? shown + " " + lines.get(i + 1).strip()
                    : shown;
            if (QUOTES.matcher(shown).matches()
                    || (wrapped.length() < 400
                            && wrapped.endsWith(":")
                            && QUOTES.matcher(wrapped).matches())
                    || SIGNATURE.matcher(shown).matches()) {
                break;
            }
            own.append(shown).append('\n');
            if (++count >= MOST_LINES) {
                break;
            }
        }
        return own.toString().strip();
    }
}
