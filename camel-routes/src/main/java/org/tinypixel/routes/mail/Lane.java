package org.tinypixel.routes.mail;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tinypixel.mail.HandOver;
import org.tinypixel.mail.Outcome;
import org.tinypixel.mail.OutgoingMail;
import org.tinypixel.outbox.Claim;
import org.tinypixel.relay.Relay;
import org.tinypixel.relay.Relays;
import org.tinypixel.routes.peer.Down;

/**
 * Takes the mails of one relay to it: connection first, then claim, intent, mail, answer, and the next mail over the same connection. A connection that fails so costs
 * no claim and no intent, and mails keep their order. Several threads may run it at once, each with its own connection.
 */
final class Lane {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final int BATCH = 10;

    private final String id;
    private final HandOver handOver;
    private final Relays relays;
    private final Function<Relay.Server, SmtpConnector> connectors;
    private final ScheduledExecutorService watch;
    private final InstantSource clock;
    private final RateRule rate = new RateRule();
    private final AtomicInteger busy = new AtomicInteger();
    private final Set<SmtpLine> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;
    private volatile @Nullable SmtpConnector connector;

    Lane(
            String id,
            HandOver handOver,
            Relays relays,
            Function<Relay.Server, SmtpConnector> connectors,
            ScheduledExecutorService watch,
            InstantSource clock) {
        this.id = id;
        this.handOver = handOver;
        this.relays = relays;
        this.connectors = connectors;
        this.watch = watch;
        this.clock = clock;
    }

    /** Threads that are at work here. */
    int busy() {
        return busy.get();
    }

    /** Takes no further mail; what is under way goes on. */
    void stop() {
        stopping = true;
    }

    /** Ends what is still under way: a mail whose answer did not come is "not confirmed", as after any broken connection. */
    void cut() {
        open.forEach(SmtpLine::cut);
    }

    /**
     * Hands over what is due. Never throws: a mail that breaks stops only itself, and its lease brings it back.
     *
     * @param more called when one connection will not do
     */
    void run(Runnable more) {
        busy.incrementAndGet();
        try {
            var relay = relays.find(id).filter(Relay::enabled).orElse(null);
            if (stopping || relay == null || relays.health(id).rests(clock.instant()) || !handOver.isAnyDue(id)) {
                return;
            }
            if (relay.server() == null) {
                capture();
            } else if (rate.free(relay.perMinute(), clock.instant()) > 0) {
                through(relay, relay.server(), more);
            }
        } catch (RuntimeException broken) {
            LOG.error("Handing mails over to {} was interrupted; their leases bring them back", id, broken);
        } finally {
            busy.decrementAndGet();
        }
    }

    private void capture() {
        for (var claims = handOver.claim(id, BATCH); !claims.isEmpty(); claims = handOver.claim(id, BATCH)) {
            for (var claim : claims) {
                try {
                    handOver.intent(claim, id);
                } catch (RuntimeException broken) {
                    interrupted(claim, broken);
                }
            }
        }
    }

    private void through(Relay relay, Relay.Server server, Runnable more) {
        @Nullable SmtpLine line = null;
        var waiting = List.<Claim>of();
        try {
            line = connect(server);
            while (true) {
                if (stopping) {
                    return;
                }
                var free = Math.min(BATCH, rate.free(relay.perMinute(), clock.instant()));
                waiting = free == 0 ? List.of() : handOver.claim(id, free);
                if (waiting.isEmpty()) {
                    return;
                }
                if (waiting.size() == BATCH) {
                    more.run();
                }
                while (!waiting.isEmpty()) {
                    if (stopping || !rate.take(relay.perMinute(), clock.instant())) {
                        return;
                    }
                    if (!line.isReady()) {
                        close(line);
                        line = connect(server);
                    }
                    var claim = waiting.get(0);
                    waiting = waiting.subList(1, waiting.size());
                    one(line, claim);
                }
            }
        } catch (Down down) {
            LOG.warn("Mail waits: {}", down.reason());
            waiting.forEach(this::giveBack);
            waiting = List.of();
            relays.down(id, down.reason());
            handOver.relayDown(id, down.reason());
        } finally {
            if (line != null) {
                close(line);
            }
            waiting.forEach(this::giveBack);
        }
    }

    private SmtpLine connect(Relay.Server server) throws Down {
        var known = connector;
        if (known == null || !known.isFor(server)) {
            known = connectors.apply(server);
            connector = known;
        }
        var line = known.connect();
        open.add(line);
        relays.up(id);
        return line;
    }

    private void close(SmtpLine line) {
        line.close();
        open.remove(line);
    }

    private void one(SmtpLine line, Claim claim) {
        try {
            handOver.intent(claim, id).ifPresent(mail -> {
                var outcome = send(line, mail);
                handOver.settle(claim, outcome);
                if (outcome instanceof Outcome.Sent) {
                    relays.took(id);
                }
            });
        } catch (RuntimeException broken) {
            interrupted(claim, broken);
        }
    }

    private Outcome send(SmtpLine line, OutgoingMail mail) {
        try {
            handOver.force();
        } catch (RuntimeException broken) {
            LOG.error("An intent could not be brought to the disk", broken);
            return new Outcome.Later("Tinypixel's own disk or database did not answer.");
        }
        return line.send(mail, watch);
    }

    private void giveBack(Claim claim) {
        try {
            handOver.giveBack(claim);
        } catch (RuntimeException broken) {
            interrupted(claim, broken);
        }
    }

    private static void interrupted(Claim claim, RuntimeException broken) {
        LOG.error("Handing over mail {} was interrupted; its lease brings it back", claim.key(), broken);
    }
}
