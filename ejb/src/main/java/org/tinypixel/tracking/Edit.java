package org.tinypixel.tracking;

import java.util.List;

/**
 * Text that takes the place of a stretch of another text.
 *
 * @param from where the stretch begins; equal to {@code to} where the text is only put in
 * @param to where it ends, exclusive
 */
record Edit(int from, int to, String text) {
    /** The text with the edits made; they are in order and do not overlap. */
    static String apply(String text, List<Edit> edits) {
        var result = new StringBuilder(text.length() + 256);
        var done = 0;
        for (var edit : edits) {
            result.append(text, done, edit.from).append(edit.text);
            done = edit.to;
        }
        return result.append(text, done, text.length()).toString();
    }
}
