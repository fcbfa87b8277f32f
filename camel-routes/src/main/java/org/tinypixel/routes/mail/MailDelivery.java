package org.tinypixel.routes.mail;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.LifecycleStrategySupport;
import org.jspecify.annotations.Nullable;
import org.tinypixel.mail.HandOver;
import org.tinypixel.relay.Relay;
import org.tinypixel.relay.Relays;
import org.tinypixel.settings.Settings;

/**
 * Takes due mails to the relays. Each relay has a lane of its own: a route with as many threads as the relay takes connections, and mails that only this lane claims. A
 * relay that hangs fills its own threads and nothing else. Retries live in the outbox rows, not in Camel, so a restart loses none.
 */
@Dependent
final class MailDelivery extends RouteBuilder {
    /** What is under way when the routes stop gets this long. */
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(5);

    private final HandOver handOver;
    private final Relays relays;
    private final Settings settings;
    private final InstantSource clock;
    private final Patience patience;
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private @Nullable ScheduledExecutorService watch;
    private @Nullable ProducerTemplate nudges;

    @Inject
    MailDelivery(HandOver handOver, Relays relays, Settings settings, InstantSource clock) {
        this(handOver, relays, settings, clock, Patience.USUAL);
    }

    MailDelivery(HandOver handOver, Relays relays, Settings settings, InstantSource clock, Patience patience) {
        this.handOver = handOver;
        this.relays = relays;
        this.settings = settings;
        this.clock = clock;
        this.patience = patience;
    }

    @Override
    public void configure() {
        watch = getContext().getExecutorServiceManager().newScheduledThreadPool(this, "mail-watch", 1);
        nudges = getContext().createProducerTemplate();
        getContext().addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextStopping(CamelContext context) {
                stop();
            }
        });
        from("seda:mail-nudge?size=1&discardWhenFull=true")
                .routeId("mail-nudge")
                .to("direct:mail-lanes");
        from("timer:mail-sweep?period=5s").routeId("mail-sweep").to("direct:mail-lanes");
        from("direct:mail-lanes").routeId("mail-lanes").process(exchange -> wake());
        from("timer:mail-care?period=60s").routeId("mail-care").process(exchange -> {
            handOver.abandoned();
            handOver.rehome();
        });
    }

    /** A server that is told to stop does not wait ten minutes for a relay that is silent. */
    private void stop() {
        lanes.values().forEach(Lane::stop);
        var unused = Objects.requireNonNull(watch)
                .schedule(() -> lanes.values().forEach(Lane::cut), LAST_ANSWERS.toSeconds(), TimeUnit.SECONDS);
    }

    /** One at a time: a lane must run before anybody is sent to it. Before all routes run, Camel would not start one that is added. */
    private synchronized void wake() throws Exception {
        if (!getContext().getStatus().isStarted()) {
            return;
        }
        var wanted = relays.all().stream()
                .filter(Relay::enabled)
                .collect(Collectors.toMap(MailDelivery::name, relay -> relay));
        forget(wanted);
        for (var relay : wanted.values()) {
            var name = name(relay);
            if (!lanes.containsKey(name)) {
                lanes.put(name, lane(relay.id()));
                getContext().addRoutes(route(relay));
            }
            nudge(relay);
        }
    }

    /** A lane with another number of connections is another lane; the old one goes when its threads are done. */
    private void forget(Map<String, Relay> wanted) throws Exception {
        for (var name : List.copyOf(lanes.keySet())) {
            if (!wanted.containsKey(name)
                    && Objects.requireNonNull(lanes.get(name)).busy() == 0) {
                getContext().getRouteController().stopRoute(name);
                getContext().removeRoute(name);
                lanes.remove(name);
            }
        }
    }

    /** Leaves a token and returns at once; as many tokens as threads are enough. */
    private void nudge(Relay relay) {
        if (!getContext().getStatus().isStarted()) {
            return;
        }
        Objects.requireNonNull(nudges)
                .sendBody("seda:" + name(relay) + "?size=" + relay.connections() + "&discardWhenFull=true", relay.id());
    }

    private Lane lane(String relay) {
        return new Lane(
                relay,
                handOver,
                relays,
                server -> new SmtpConnector(server, greeting(settings), patience, settings.internalHosts(), clock),
                Objects.requireNonNull(watch),
                clock);
    }

    static String greeting(Settings settings) {
        return Objects.requireNonNullElse(settings.publicUrl().getHost(), "localhost");
    }

    private RoutesBuilder route(Relay relay) {
        var name = name(relay);
        var lane = Objects.requireNonNull(lanes.get(name));
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:" + name + "?size=" + relay.connections() + "&discardWhenFull=true&concurrentConsumers="
                                + relay.connections())
                        .routeId(name)
                        .process(exchange -> lane.run(() -> nudge(relay)));
            }
        };
    }

    private static String name(Relay relay) {
        return "mail-lane-" + relay.id() + "-" + relay.connections();
    }
}
