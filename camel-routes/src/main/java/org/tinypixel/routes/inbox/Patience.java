package org.tinypixel.routes.inbox;

import java.time.Duration;

/**
 * How long to wait for an IMAP server.
 *
 * @param connect for a connection
 * @param answer for each complete answer, so that one who drips octets gains nothing
 * @param pause between two looks. What waits for replies trusts in the last complete look, so it is short even where the server tells of new mail (a server need
 *     not keep a silent connection longer than 29 minutes: RFC 2177)
 * @param whole for all together
 */
record Patience(Duration connect, Duration answer, Duration pause, Duration whole) {
    static final Patience USUAL =
            new Patience(Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofMinutes(1), Duration.ofDays(3650));

    /** For a look while a person waits: with STARTTLS, all together counts twice. */
    static final Patience LOOK =
            new Patience(Duration.ofSeconds(8), Duration.ofSeconds(8), Duration.ofSeconds(1), Duration.ofSeconds(10));
}
