package org.tinypixel.routes.crm;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.tinypixel.crm.CrmBatch;
import org.tinypixel.crm.CrmConnector;
import org.tinypixel.crm.CrmSync;
import org.tinypixel.crm.Outcome;
import org.tinypixel.outbox.Claim;

/**
 * Takes changed engagements to commands and commands to CRMs. Each connection has a lane of its own (a route with one thread and room for one waiting batch), made when its first batch
 * comes: a CRM that hangs fills its own lane and nothing else, and what finds the lane full goes back to the database for some seconds. Retries live in the database, not in Camel,
 * so a restart loses none.
 */
@Dependent
final class CrmRoutes extends RouteBuilder {
    private static final int CLAIM = 50;
    private static final int DROP = 500;
    private static final int LANE_BATCH = 10;

    private final CrmSync sync;
    private final CamelHttp http;

    @Inject
    CrmRoutes(CrmSync sync, CamelHttp http) {
        this.sync = sync;
        this.http = http;
    }

    @Override
    public void configure() throws Exception {
        http.attach(getContext());

        // A full queue drops the nudge: one waiting nudge is enough, and the timer finds what it misses.
        from("seda:engagement-nudge?size=1&discardWhenFull=true")
                .routeId("crm-plan-nudge")
                .to("direct:crm-plan");
        from("timer:crm-plan?period=5s&delay=1s").routeId("crm-plan-sweep").to("direct:crm-plan");
        from("direct:crm-plan").routeId("crm-plan").process(exchange -> plan());

        from("seda:crm-nudge?size=1&discardWhenFull=true").routeId("crm-nudge").to("direct:crm-claim");
        from("timer:crm-claim?period=2s&delay=1s").routeId("crm-claim-sweep").to("direct:crm-claim");
        from("direct:crm-claim").routeId("crm-claim").process(exchange -> claim());
    }

    private void plan() {
        if (sync.isAlone()) {
            while (sync.dropEngagements(DROP) == DROP) {
                // the next ones, in a transaction of their own
            }
            return;
        }
        List<Claim> claims;
        do {
            claims = sync.claimEngagements(CLAIM);
            for (var claim : claims) {
                try {
                    sync.plan(claim);
                } catch (RuntimeException broken) {
                    log.warn("Planning {} failed", claim.key(), broken);
                    sync.planFailed(claim, String.valueOf(broken.getMessage()));
                }
            }
        } while (claims.size() == CLAIM);
    }

    private void claim() throws Exception {
        List<Claim> claims;
        do {
            claims = sync.claimCommands(CLAIM);
            for (var batch : sync.begin(claims)) {
                for (var from = 0; from < batch.tasks().size(); from += LANE_BATCH) {
                    var tasks = batch.tasks()
                            .subList(
                                    from,
                                    Math.min(from + LANE_BATCH, batch.tasks().size()));
                    enqueue(new CrmBatch(batch.account(), batch.connector(), tasks));
                }
            }
        } while (claims.size() == CLAIM);
    }

    private void enqueue(CrmBatch batch) throws Exception {
        var lane = "crm-" + batch.connector() + "-" + batch.account().id();
        if (getContext().getRoute(lane) == null) {
            getContext().addRoutes(lane(lane));
        }
        var failure = getContext()
                .createFluentProducerTemplate()
                .to("seda:" + lane + "?size=1&blockWhenFull=false&waitForTaskToComplete=Never")
                .withBody(batch)
                .send()
                .getException();
        if (failure != null) {
            sync.giveBack(batch);
        }
    }

    private RoutesBuilder lane(String id) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:" + id + "?size=1").routeId(id).process(CrmRoutes.this::deliver);
            }
        };
    }

    private void deliver(Exchange exchange) throws CamelExchangeException {
        var batch = exchange.getMessage().getBody(CrmBatch.class);
        var connector = sync.connector(batch);
        if (connector == null) {
            sync.giveBack(batch);
            return;
        }
        var ready = batch;
        if (!batch.unknown().isEmpty()) {
            ready = sync.bind(batch, resolve(connector, batch));
        }
        if (!ready.tasks().isEmpty()) {
            sync.record(ready, connector.apply(ready.account(), ready.commands()));
        }
    }

    private static CrmConnector.Resolution resolve(CrmConnector connector, CrmBatch batch) {
        try {
            return connector.resolve(batch.account(), batch.unknown());
        } catch (RuntimeException broken) {
            return new CrmConnector.Resolution.Failed(new Outcome.Retry(
                    Outcome.Scope.ITEM,
                    null,
                    true,
                    "Tinypixel failed here: " + broken.getClass().getSimpleName() + "."));
        }
    }
}
