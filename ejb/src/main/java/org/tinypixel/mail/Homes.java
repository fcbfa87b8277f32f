package org.tinypixel.mail;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.outbox.Outbox;
import org.tinypixel.outbox.Topic;
import org.tinypixel.relay.Relay;
import org.tinypixel.relay.Relays;
import org.tinypixel.relay.RelaysChanged;

/** Keeps mails that wait with the relays that their senders have. Every method joins the caller's transaction. */
@Dependent
final class Homes {
    private static final int MOVED = 500;

    private final OutgoingMails outgoing;
    private final Outbox outbox;
    private final Relays relays;

    @Inject
    Homes(OutgoingMails outgoing, Outbox outbox, Relays relays) {
        this.outgoing = outgoing;
        this.outbox = outbox;
        this.relays = relays;
    }

    void onChange(@Observes RelaysChanged change) {
        rehome();
    }

    /** Outbox rows first, as everywhere. A mail that was taken to its old relay meanwhile stays there; its worker sees to it. */
    void rehome() {
        for (var sender : outgoing.waitingSenders()) {
            var relay = relays.of(EmailAddress.of(sender)).id();
            for (var ids = outgoing.waitingElsewhere(sender, relay, MOVED);
                    !ids.isEmpty();
                    ids = outgoing.waitingElsewhere(sender, relay, MOVED)) {
                outbox.move(Topic.MAIL, ids, relay);
                outgoing.move(ids, relay);
            }
        }
        var known = relays.all().stream().map(Relay::id).toList();
        for (var lane : outbox.lanes(Topic.MAIL)) {
            if (!known.contains(lane)) {
                adopt(lane, known);
            }
        }
    }

    /** Rows of a relay that is gone, whose mail was taken in while it went. */
    private void adopt(String lane, List<String> known) {
        for (var id : outbox.keys(Topic.MAIL, lane, MOVED)) {
            outgoing.find(id).ifPresent(row -> {
                var home = known.contains(row.relay)
                        ? row.relay
                        : relays.of(EmailAddress.of(row.sender)).id();
                outbox.move(Topic.MAIL, List.of(id), home);
                outgoing.move(List.of(id), home);
            });
        }
    }
}
