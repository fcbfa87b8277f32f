package org.tinypixel.routes;

import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A running Camel with its routes. */
final class Routes implements AutoCloseable {
    /** What is under way when the server stops gets this long; what takes longer is found by its lease at the next start. */
    private static final long STOP_SECONDS = 15;

    private final CamelContext context;
    private final ProducerTemplate template;

    private Routes(CamelContext context) {
        this.context = context;
        this.template = context.createProducerTemplate();
    }

    static Routes start(Iterable<? extends RoutesBuilder> builders) throws Exception {
        var context = new DefaultCamelContext();
        context.getCamelContextExtension().setName("tinypixel");
        // Camel lies in the EAR's lib; the routes' module sees it and the application.
        context.setApplicationContextClassLoader(Routes.class.getClassLoader());
        context.disableJMX();
        context.getShutdownStrategy().setTimeout(STOP_SECONDS);
        context.getShutdownStrategy().setTimeUnit(TimeUnit.SECONDS);
        for (var builder : builders) {
            context.addRoutes(builder);
        }
        context.start();
        return new Routes(context);
    }

    /** Leaves a token and returns at once; a full queue drops it, since one waiting token is enough. */
    void nudge(String name) {
        template.sendBody("seda:" + name + "-nudge?size=1&discardWhenFull=true", name);
    }

    @Override
    public void close() {
        template.stop();
        context.stop();
    }
}
