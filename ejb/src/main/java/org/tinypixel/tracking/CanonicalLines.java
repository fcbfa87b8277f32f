package org.tinypixel.tracking;

/** Brings every line end to CR LF, the only one that may travel (RFC 5321, section 2.3.8). */
final class CanonicalLines {
    private CanonicalLines() {}

    /** The same array where nothing is to do. */
    static byte[] of(byte[] message) {
        var missing = missing(message);
        if (missing == 0) {
            return message;
        }
        var out = new byte[Math.addExact(message.length, missing)];
        var at = 0;
        for (var i = 0; i < message.length; i++) {
            var octet = message[i];
            if (octet == '\r' || octet == '\n') {
                out[at++] = '\r';
                out[at++] = '\n';
                if (octet == '\r' && i + 1 < message.length && message[i + 1] == '\n') {
                    i++;
                }
            } else {
                out[at++] = octet;
            }
        }
        return out;
    }

    /** How many octets are to be added: one for each CR or LF that stands alone. */
    private static int missing(byte[] message) {
        var missing = 0;
        for (var i = 0; i < message.length; i++) {
            if (message[i] == '\r' && i + 1 < message.length && message[i + 1] == '\n') {
                i++;
            } else if (message[i] == '\r' || message[i] == '\n') {
                missing++;
            }
        }
        return missing;
    }
}
