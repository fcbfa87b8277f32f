package org.tinypixel.submission;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.tinypixel.scheduling.Sweep;

/** Forgets accepted mails as soon as a retry of them would be a new mail. */
@Dependent
final class ForgetRetries implements Sweep {
    private final Submissions submissions;

    @Inject
    ForgetRetries(Submissions submissions) {
        this.submissions = submissions;
    }

    @Override
    public String name() {
        return "submission-retries";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(10);
    }

    @Override
    public void run(Instant now) {
        while (submissions.forgetOld(now) > 0) {
            // one transaction each time, until none is left
        }
    }
}
