package org.tinypixel.relay;

import java.util.Comparator;
import java.util.List;
import org.tinypixel.base.EmailAddress;

/** Chooses the relay of a sender. Pure. */
final class RelayRule {
    private RelayRule() {}

    /**
     * The address itself wins over a domain, a longer domain over a shorter one, any of them over the default. One that is switched off is chosen all the same:
     * another server may not be allowed to send for this domain, so the mail waits.
     *
     * @param relays among them the environment's, which is the default where no other is
     */
    static Relay choose(EmailAddress sender, List<Relay> relays) {
        return relays.stream()
                .filter(relay -> rank(sender, relay) > 0)
                .max(Comparator.comparingInt(relay -> rank(sender, relay)))
                .orElseGet(() -> relays.stream()
                        .filter(Relay::isDefault)
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("one relay is the default")));
    }

    private static int rank(EmailAddress sender, Relay relay) {
        return relay.senders().stream()
                .mapToInt(entry -> rank(sender, entry))
                .max()
                .orElse(0);
    }

    private static int rank(EmailAddress sender, String entry) {
        if (entry.contains("@")) {
            return sender.value().equals(entry) ? Integer.MAX_VALUE : 0;
        }
        var domain = sender.domain();
        return domain.equals(entry) || domain.endsWith("." + entry) ? entry.length() : 0;
    }
}
