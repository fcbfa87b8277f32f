package org.tinypixel.engagement;

import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** Text from outside, made to fit its column. */
final class Texts {
    private Texts() {}

    /** At most that many characters, never half a surrogate pair; null stays null. */
    @NullUnmarked
    static String cut(@Nullable String text, int longest) {
        if (text == null || text.length() <= longest) {
            return text;
        }
        var end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end);
    }
}
