package org.tinypixel.routes;

import jakarta.ejb.EJBException;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tinypixel.outbox.OutboxReady;

/** Wakes the routes after a commit that put outbox rows. */
@Dependent
final class OutboxNudge {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxNudge.class);

    private final CamelStart camel;

    @Inject
    OutboxNudge(CamelStart camel) {
        this.camel = camel;
    }

    /** Only leaves a token for another thread: a call to the database from here would join the transaction that is already committed. */
    void onReady(@Observes(during = TransactionPhase.AFTER_SUCCESS) OutboxReady ready) {
        try {
            camel.nudge(ready.topic());
        } catch (EJBException stopping) {
            // The routes end before the last requests do; what was put waits for the next start.
            LOG.debug("Nobody to wake", stopping);
        }
    }
}
