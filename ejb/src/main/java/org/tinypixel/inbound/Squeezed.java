package org.tinypixel.inbound;

import java.util.regex.Pattern;

/** Text on one line: notices are wrapped anywhere. */
final class Squeezed {
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private Squeezed() {}

    static String of(String text) {
        return SPACE.matcher(text).replaceAll(" ").strip();
    }
}
