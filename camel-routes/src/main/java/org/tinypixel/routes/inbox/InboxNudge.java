package org.tinypixel.routes.inbox;

import jakarta.ejb.EJBException;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tinypixel.inbound.MailboxesChanged;
import org.tinypixel.routes.CamelStart;

/** Looks into the mailboxes after a commit that changed them. */
@Dependent
final class InboxNudge {
    private static final Logger LOG = LoggerFactory.getLogger(InboxNudge.class);

    private final CamelStart camel;

    @Inject
    InboxNudge(CamelStart camel) {
        this.camel = camel;
    }

    /** Only leaves a token for another thread: a call to the database from here would join the transaction that is already committed. */
    void onChange(@Observes(during = TransactionPhase.AFTER_SUCCESS) MailboxesChanged change) {
        try {
            camel.nudge("inbox");
        } catch (EJBException stopping) {
            // The routes end before the last requests do; what was changed is seen at the next start.
            LOG.debug("Nobody to wake", stopping);
        }
    }
}
