package org.tinypixel.routes.gateway;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One answer of the server (RFC 5321, section 4.2), with an enhanced code (RFC 3463) where the kind of answer has one.
 *
 * @param ends whether the connection is closed after it
 */
record Reply(int code, List<String> lines, boolean ends) {
    /** A line has at most 512 octets with code and line end (RFC 5321, section 4.5.3.1.5). */
    private static final int LONGEST = 500;

    /** Nothing is said. */
    static final Reply NONE = new Reply(0, List.of(), false);

    Reply {
        lines = List.copyOf(lines);
    }

    static Reply of(int code, String text) {
        return new Reply(code, List.of(text), false);
    }

    static Reply lines(int code, List<String> lines) {
        return new Reply(code, lines, false);
    }

    /** The same, and then the connection ends. */
    Reply andEnd() {
        return new Reply(code, lines, true);
    }

    /** The same, and the connection goes on. */
    Reply butGoOn() {
        return new Reply(code, lines, false);
    }

    /** As it goes over the wire: ASCII without control characters, whatever a text quotes. */
    byte[] bytes() {
        var text = new StringBuilder();
        for (var i = 0; i < lines.size(); i++) {
            text.append(code)
                    .append(i < lines.size() - 1 ? '-' : ' ')
                    .append(ascii(lines.get(i)))
                    .append("\r\n");
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static String ascii(String line) {
        var text = line.replace('“', '"').replace('”', '"').replace('’', '\'').replace("…", "...");
        var plain = new StringBuilder();
        text.codePoints()
                .limit(LONGEST)
                .forEach(point -> plain.append(point < ' ' || point > '~' ? '?' : (char) point));
        return plain.toString();
    }
}
