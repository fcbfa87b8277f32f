package org.tinypixel.tracking;

import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;

/**
 * Keeps lines of unencoded parts within what mail servers carry (998 characters, RFC 5322, section 2.1.1): a link whose tracking address would make its line too long
 * stays as it is.
 */
final class LineLimit {
    private static final int LONGEST = 998;

    private LineLimit() {}

    /**
     * The HTML without the links that do not fit.
     *
     * @param ours the public address of this installation
     */
    static TrackableHtml keep(TrackableHtml html, URI ours) {
        var text = html.html();
        var added = ours.toString().length() + "/t/c/?u=".length() + Tokens.LENGTH;
        Map<Integer, Integer> lengths = new HashMap<>();
        var dropped = new HashSet<TrackableHtml.Link>();
        for (var link : html.links()) {
            var line = text.lastIndexOf('\n', link.from() - 1);
            var before = lengths.computeIfAbsent(line, start -> lengthOfLine(text, start));
            var after = before + added + link.destination().encoded().length() - (link.to() - link.from());
            if (after > LONGEST && before <= LONGEST) {
                dropped.add(link);
            } else {
                lengths.put(line, after);
            }
        }
        return dropped.isEmpty() ? html : html.without(dropped);
    }

    private static int lengthOfLine(String text, int lineFeed) {
        var end = text.indexOf('\n', lineFeed + 1);
        return (end < 0 ? text.length() : end) - lineFeed - 1;
    }
}
