package org.tinypixel.inbound;

import java.util.ArrayList;
import java.util.List;

/** Text as lines. */
final class Lines {
    private Lines() {}

    /** The lines of a text whose line ends are single line feeds. */
    static List<String> of(String text) {
        var lines = new ArrayList<String>();
        var start = 0;
        while (start < text.length()) {
            var end = text.indexOf('\n', start);
            if (end < 0) {
                end = text.length();
            }
            lines.add(text.substring(start, end));
            start = end + 1;
        }
        return lines;
    }

    /** Line ends of all kinds as single line feeds: of the network, of old Macintoshes, mixed. */
    static String unified(String text) {
        return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    }
}
