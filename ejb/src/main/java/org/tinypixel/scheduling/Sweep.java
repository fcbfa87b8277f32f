package org.tinypixel.scheduling;

import java.time.Duration;
import java.time.Instant;

/**
 * Work that recurs. A CDI bean that implements this is woken by the scheduler on one node of the cluster; being woken twice, late or on two nodes must do no
 * harm, so rows are claimed and never just read.
 */
public interface Sweep {
    /** A short name in lower case with dashes, unique; it names job, log lines and the readiness entry. */
    String name();

    /** The pause between two runs, one second or more. */
    Duration every();

    /** Does what is due; runs outside a transaction and calls facades that open their own. */
    void run(Instant now);
}
