package org.tinypixel.routes.inbox;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tinypixel.inbound.Mailbox;

/** Mailboxes for tests. */
final class Boxes {
    static final Patience PATIENCE =
            new Patience(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofMinutes(10), Duration.ofDays(1));

    /** Nobody answers so late, and nobody waits so long. */
    static final Patience SHORT =
            new Patience(Duration.ofSeconds(20), Duration.ofMillis(300), Duration.ofMillis(20), Duration.ofDays(1));

    private Boxes() {}

    static Mailbox plain(String id, int port) {
        return of(id, server(port), List.of("INBOX"), null);
    }

    static Mailbox of(String id, Mailbox.Server server, List<String> folders, @Nullable String sent) {
        return new Mailbox(id, id, server, List.of(), folders, sent, true);
    }

    static Mailbox.Server server(int port) {
        return server("127.0.0.1", port, false, null);
    }

    static Mailbox.Server server(String host, int port, boolean tls, @Nullable String authorities) {
        return new Mailbox.Server(host, port, tls, "anna", "secret", Mailbox.SignIn.PASSWORD, authorities, true);
    }
}
