package org.tinypixel.routes.inbox;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.LifecycleStrategySupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tinypixel.inbound.Inbound;
import org.tinypixel.inbound.Mailbox;
import org.tinypixel.settings.Settings;

/**
 * Reads the mailboxes that this node holds. Each has a route of its own with one thread, so a mailbox that hangs delays no other. How far each was read lies in the
 * database, not in Camel, so a restart loses nothing.
 */
@Dependent
final class InboxReading extends RouteBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(InboxReading.class);

    /** Each takes a thread and a connection. */
    static final int MOST = 200;

    private final Inbound inbound;
    private final List<String> internal;
    private final Path spool;
    private final InstantSource clock;
    private final Patience patience;
    private final Map<String, MailboxWatch> watches = new ConcurrentHashMap<>();
    private final Map<String, MailboxWatch> ending = new ConcurrentHashMap<>();
    private @Nullable ProducerTemplate nudges;
    private int made;

    @Inject
    InboxReading(Inbound inbound, Settings settings, InstantSource clock) {
        this(inbound, settings.internalHosts(), settings.home().resolve("fetched"), clock, Patience.USUAL);
    }

    InboxReading(Inbound inbound, List<String> internal, Path spool, InstantSource clock, Patience patience) {
        this.inbound = inbound;
        this.internal = internal;
        this.spool = spool;
        this.clock = clock;
        this.patience = patience;
    }

    @Override
    public void configure() throws IOException {
        Fetched.clean(spool);
        nudges = getContext().createProducerTemplate();
        getContext().addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextStopping(CamelContext context) {
                watches.values().forEach(MailboxWatch::end);
            }
        });
        from("seda:inbox-nudge?size=1&discardWhenFull=true")
                .routeId("inbox-nudge")
                .process(exchange -> {
                    claim();
                    watches.values().forEach(MailboxWatch::wake);
                    sweep();
                });
        from("timer:inbox-claim?period=60s").routeId("inbox-claim").process(exchange -> claim());
        from("timer:inbox-sweep?period=5s&delay=2s").routeId("inbox-sweep").process(exchange -> sweep());
    }

    /** Before all routes run, Camel would not start one that is added. */
    private synchronized void claim() throws Exception {
        if (!getContext().getStatus().isStarted()) {
            return;
        }
        List<Mailbox> claimed;
        try {
            claimed = inbound.claim();
        } catch (RuntimeException own) {
            LOG.error("The mailboxes could not be asked for; those that are read stay as they are", own);
            return;
        }
        var wanted = new LinkedHashMap<String, Mailbox>();
        claimed.forEach(mailbox -> wanted.put(mailbox.id(), mailbox));
        forget(wanted);
        for (var mailbox : wanted.values()) {
            if (watches.values().stream().noneMatch(watch -> watch.isFor(mailbox))) {
                if (watches.size() + ending.size() >= MOST) {
                    var unused = inbound.failed(
                            mailbox.id(), "One server reads at most " + MOST + " mailboxes, and it reads as many.");
                    continue;
                }
                // A name of its own: the route of the same mailbox with other settings may still be ending.
                var name = "inbox-" + mailbox.id() + "-" + made++;
                watches.put(name, watch(mailbox));
                getContext().addRoutes(route(name));
            }
        }
        sweep();
    }

    /** A mailbox with other settings is another one. A route goes when its thread is done. */
    private void forget(Map<String, Mailbox> wanted) throws Exception {
        watches.forEach((name, watch) -> {
            if (wanted.values().stream().noneMatch(watch::isFor)) {
                watch.end();
                ending.put(name, watch);
            }
        });
        for (var name : List.copyOf(ending.keySet())) {
            watches.remove(name);
            if (!Objects.requireNonNull(ending.get(name)).busy()) {
                getContext().getRouteController().stopRoute(name);
                getContext().removeRoute(name);
                ending.remove(name);
            }
        }
    }

    /** Leaves a token for each and returns at once; one that is being read already, or rests after a failure, takes no notice. */
    private void sweep() {
        if (getContext().getStatus().isStarted()) {
            watches.keySet()
                    .forEach(name -> Objects.requireNonNull(nudges)
                            .sendBody("seda:" + name + "?size=1&discardWhenFull=true", name));
        }
    }

    private MailboxWatch watch(Mailbox mailbox) {
        return new MailboxWatch(
                mailbox,
                inbound,
                new ImapConnector(mailbox.server(), patience, internal, clock),
                spool,
                patience,
                clock);
    }

    private RoutesBuilder route(String name) {
        var watch = Objects.requireNonNull(watches.get(name));
        return new RouteBuilder() {
            @Override
            public void configure() {
                // Camel waits so long for each route that it stops, one after the other.
                from("seda:" + name + "?size=1&discardWhenFull=true&pollTimeout=100")
                        .routeId(name)
                        .process(exchange -> watch.run());
            }
        };
    }
}
