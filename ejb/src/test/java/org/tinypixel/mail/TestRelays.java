package org.tinypixel.mail;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.relay.Health;
import org.tinypixel.relay.Relay;
import org.tinypixel.relay.Relays;
import org.tinypixel.relay.Security;

/** Relays in memory: the environment's, which is a mail server until the test says otherwise, and what the test adds. */
final class TestRelays extends Relays {
    private final List<Relay> more = new ArrayList<>();
    private boolean captures;
    Health health = new Health(null, null, null, null);

    void capture() {
        captures = true;
    }

    void add(String id, String sender) {
        more.add(new Relay(id, "Relay of " + sender, server(), List.of(sender), false, 0, 1, true));
    }

    void clear() {
        more.clear();
    }

    @Override
    public List<Relay> all() {
        var all = new ArrayList<Relay>();
        all.add(new Relay(Relay.ENVIRONMENT, "Usual", captures ? null : server(), List.of(), true, 0, 1, true));
        all.addAll(more);
        return all;
    }

    @Override
    public Optional<Relay> find(String id) {
        return all().stream().filter(relay -> relay.id().equals(id)).findFirst();
    }

    @Override
    public Relay of(EmailAddress sender) {
        return more.stream()
                .filter(relay -> relay.senders().contains(sender.value())
                        || relay.senders().contains(sender.domain()))
                .findFirst()
                .orElseGet(() -> all().get(0));
    }

    @Override
    public Health health(String id) {
        return health;
    }

    @Override
    public void knock(String id) {
        health = new Health(health.downSince(), health.reason(), Instant.EPOCH, null);
    }

    private static Relay.Server server() {
        return new Relay.Server("relay.example.com", 25, Security.STARTTLS_IF_OFFERED, null, null, null, true);
    }
}
