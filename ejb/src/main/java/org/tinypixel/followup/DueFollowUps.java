package org.tinypixel.followup;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tinypixel.base.Invalid;
import org.tinypixel.scheduling.Sweep;

/** Decides follow-ups that are due. */
@Dependent
final class DueFollowUps implements Sweep {
    private static final Logger LOG = LoggerFactory.getLogger(DueFollowUps.class);

    private final DueSteps steps;

    @Inject
    DueFollowUps(DueSteps steps) {
        this.steps = steps;
    }

    @Override
    public String name() {
        return "follow-ups";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(2);
    }

    @Override
    public void run(Instant now) {
        for (var claim : steps.claim(now)) {
            try {
                steps.decide(claim);
            } catch (Invalid refused) {
                steps.refused(claim, String.valueOf(refused.getMessage()));
            } catch (RuntimeException broken) {
                LOG.warn("Follow-up {} could not be decided; it is tried again", claim.followUp(), broken);
                steps.trouble(claim);
            }
        }
    }
}
