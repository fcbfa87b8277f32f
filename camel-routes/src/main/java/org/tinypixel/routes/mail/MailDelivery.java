package org.tinypixel.routes.mail;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.tinypixel.mail.HandOver;
import org.tinypixel.outbox.Claim;
import org.tinypixel.settings.Settings;

/** Takes due mails to the relay. Retries live in the outbox row, not in Camel, so a restart loses none. */
@Dependent
final class MailDelivery extends RouteBuilder {
    private static final int CLAIM = 20;
    private static final String NUDGE = "seda:mail-nudge?size=1&discardWhenFull=true";

    private final HandOver handOver;
    private final Departure departure;

    @Inject
    MailDelivery(HandOver handOver, Settings settings, InstantSource clock) {
        this(handOver, settings, clock, SmtpRelay.Patience.USUAL);
    }

    MailDelivery(HandOver handOver, Settings settings, InstantSource clock, SmtpRelay.Patience patience) {
        this.handOver = handOver;
        var relay = settings.relay() instanceof Settings.Relay.Smtp smtp
                ? new SmtpRelay(smtp, settings.publicUrl().getHost(), patience)
                : null;
        this.departure = new Departure(handOver, relay, clock);
    }

    @Override
    public void configure() {
        from(NUDGE).routeId("mail-nudge").to("direct:mail-claim");
        from("timer:mail-sweep?period=5s").routeId("mail-sweep").to("direct:mail-claim");
        from("direct:mail-claim")
                .routeId("mail-claim")
                .process(exchange -> exchange.getMessage().setBody(handOver.claim(CLAIM)))
                .split(body())
                .process(exchange -> departure.of(exchange.getMessage().getBody(Claim.class)))
                .end()
                // More may be waiting than one claim takes.
                .filter(MailDelivery::wasFull)
                .to(NUDGE);
    }

    private static boolean wasFull(Exchange exchange) {
        return exchange.getMessage().getBody(List.class).size() == CLAIM;
    }
}
