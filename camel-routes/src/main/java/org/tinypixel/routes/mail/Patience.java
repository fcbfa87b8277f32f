package org.tinypixel.routes.mail;

import java.time.Duration;

/**
 * How long to wait for a mail server (RFC 5321, section 4.5.3.2).
 *
 * @param connect for a connection
 * @param answer for each answer but the last
 * @param dot for the answer to the final dot: at least ten minutes, since giving up earlier makes doubles
 * @param content for the whole content to be taken off our hands
 */
record Patience(Duration connect, Duration answer, Duration dot, Duration content) {
    static final Patience USUAL =
            new Patience(Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofMinutes(10), Duration.ofMinutes(10));

    /** For a look while a person waits. */
    static final Patience LOOK =
            new Patience(Duration.ofSeconds(8), Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(10));
}
