package org.tinypixel.routes.mail;

import java.util.List;

/**
 * A server's answer (RFC 5321, section 4.2).
 *
 * @param code 200 to 599
 * @param lines as they came, codes included, without line ends and control characters
 */
record Reply(int code, List<String> lines) {
    Reply {
        lines = List.copyOf(lines);
    }

    boolean isDone() {
        return code >= 200 && code <= 299;
    }

    boolean isGoOn() {
        return code >= 300 && code <= 399;
    }

    /** The server's words on one line, every code as it came. */
    String said() {
        return String.join(" ", lines).strip();
    }
}
