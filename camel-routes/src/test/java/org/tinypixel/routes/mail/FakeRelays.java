package org.tinypixel.routes.mail;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.tinypixel.relay.Health;
import org.tinypixel.relay.Relay;
import org.tinypixel.relay.Relays;
import org.tinypixel.relay.Security;

/** Relays in memory, which rest for ten seconds after each failure. */
final class FakeRelays extends Relays {
    static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

    private final List<Relay> all = new CopyOnWriteArrayList<>();
    private final Map<String, Health> health = new ConcurrentHashMap<>();

    FakeRelays with(String id, Relay.Server server) {
        return with(new Relay(id, id, server, List.of(), false, 0, 1, true));
    }

    FakeRelays with(Relay relay) {
        all.removeIf(known -> known.id().equals(relay.id()));
        all.add(relay);
        return this;
    }

    static Relay.Server server(int port) {
        return server("127.0.0.1", port, Security.STARTTLS_IF_OFFERED);
    }

    static Relay.Server server(String host, int port, Security security) {
        return new Relay.Server(host, port, security, null, null, null, true);
    }

    @Override
    public List<Relay> all() {
        return List.copyOf(all);
    }

    @Override
    public Optional<Relay> find(String id) {
        return all.stream().filter(relay -> relay.id().equals(id)).findFirst();
    }

    @Override
    public Health health(String id) {
        return health.getOrDefault(id, new Health(null, null, null, null));
    }

    @Override
    public void up(String id) {
        health.remove(id);
    }

    @Override
    public void took(String id) {
        health.put(id, new Health(null, null, null, NOW));
    }

    @Override
    public Instant down(String id, String reason) {
        var until = NOW.plusSeconds(10);
        health.put(id, new Health(NOW, reason, until, null));
        return until;
    }
}
