package org.tinypixel.engagement;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes texts apart into the words by which they are found: letters and digits in lower case, everything else parts them. Where a script is written without spaces, every
 * character begins a word.
 */
final class SearchWords {
    private static final int LONGEST = 20;
    private static final int LONGEST_UNSPACED = 8;
    private static final int MOST = 5000;
    private static final Set<UnicodeScript> UNSPACED = Set.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR);

    private SearchWords() {}

    /** All words of the texts, each once, so many at most that a mail to a crowd stays small. */
    static Set<String> of(Stream<@Nullable String> texts) {
        var words = new LinkedHashSet<String>();
        texts.filter(Objects::nonNull)
                .takeWhile(text -> words.size() < MOST)
                .forEach(text -> runs(text).forEach(run -> add(run, words)));
        return words;
    }

    /** What somebody looks for: the beginnings of words. */
    static Set<String> asked(@Nullable String text) {
        var words = new LinkedHashSet<String>();
        if (text != null) {
            runs(text).forEach(run -> words.add(cut(run, isUnspaced(run.codePointAt(0)) ? LONGEST_UNSPACED : LONGEST)));
        }
        return words;
    }

    /** The first word behind all that begin with this one, where words are compared character by character. */
    static String behind(String word) {
        var last = word.codePointBefore(word.length());
        var start = word.substring(0, word.length() - Character.charCount(last));
        return start + Character.toString(last + 1);
    }

    private static void add(String run, Set<String> words) {
        if (!isUnspaced(run.codePointAt(0))) {
            words.add(cut(run, LONGEST));
            return;
        }
        for (var from = 0; from < run.length(); from = run.offsetByCodePoints(from, 1)) {
            words.add(cut(run.substring(from), LONGEST_UNSPACED));
        }
    }

    /** Letters and digits that follow each other in scripts of one kind. */
    private static List<String> runs(String text) {
        var runs = new ArrayList<String>();
        var run = new StringBuilder();
        var lower = text.toLowerCase(Locale.ROOT);
        lower.codePoints().forEach(sign -> {
            var ends = !run.isEmpty() && isUnspaced(sign) != isUnspaced(run.codePointAt(0));
            if (ends || !isPartOfWord(sign)) {
                end(run, runs);
            }
            if (isPartOfWord(sign)) {
                run.appendCodePoint(sign);
            }
        });
        end(run, runs);
        return runs;
    }

    private static void end(StringBuilder run, List<String> runs) {
        if (!run.isEmpty()) {
            runs.add(run.toString());
            run.setLength(0);
        }
    }

    private static boolean isPartOfWord(int sign) {
        var type = Character.getType(sign);
        return Character.isLetterOrDigit(sign)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean isUnspaced(int sign) {
        return UNSPACED.contains(UnicodeScript.of(sign));
    }

    private static String cut(String word, int characters) {
        return word.codePointCount(0, word.length()) <= characters
                ? word
                : word.substring(0, word.offsetByCodePoints(0, characters));
    }
}
