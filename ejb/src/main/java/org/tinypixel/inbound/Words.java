package org.tinypixel.inbound;

/** Text from outside, made to fit its column. */
final class Words {
    private Words() {}

    /** At most that many characters, never half a surrogate pair, and none that a database refuses. */
    static String cut(String text, int longest) {
        var clean = text.indexOf('\0') < 0 ? text : text.replace("\0", "");
        if (clean.length() <= longest) {
            return clean;
        }
        return clean.substring(0, Character.isHighSurrogate(clean.charAt(longest - 1)) ? longest - 1 : longest);
    }
}
