package org.tinypixel.tracking;

import java.io.ByteArrayOutputStream;

/** Brings every line end to CR LF, the only one that may travel (RFC 5321, section 2.3.8). */
final class CanonicalLines {
    private CanonicalLines() {}

    /** The same array where nothing is to do. */
    static byte[] of(byte[] message) {
        if (isCanonical(message)) {
            return message;
        }
        var out = new ByteArrayOutputStream(message.length + message.length / 32);
        for (var i = 0; i < message.length; i++) {
            var octet = message[i];
            if (octet == '\r' || octet == '\n') {
                out.write('\r');
                out.write('\n');
                if (octet == '\r' && i + 1 < message.length && message[i + 1] == '\n') {
                    i++;
                }
            } else {
                out.write(octet);
            }
        }
        return out.toByteArray();
    }

    private static boolean isCanonical(byte[] message) {
        for (var i = 0; i < message.length; i++) {
            if (message[i] == '\n' || (message[i] == '\r' && (i + 1 == message.length || message[i + 1] != '\n'))) {
                return false;
            }
            if (message[i] == '\r') {
                i++;
            }
        }
        return true;
    }
}
