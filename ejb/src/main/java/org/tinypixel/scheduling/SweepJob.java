package org.tinypixel.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one sweep. Quartz knows jobs by class and name only; the sweep is put in by {@link SweepScheduler}. */
@DisallowConcurrentExecution
final class SweepJob implements Job {
    private static final Logger LOG = LoggerFactory.getLogger(SweepJob.class);

    private final Sweep sweep;
    private final SweepRuns runs;
    private final InstantSource clock;

    SweepJob(Sweep sweep, SweepRuns runs, InstantSource clock) {
        this.sweep = sweep;
        this.runs = runs;
        this.clock = clock;
    }

    /** A failing sweep is logged and woken again at its next time: nothing is thrown, since Quartz would only log it too. */
    @Override
    public void execute(JobExecutionContext context) {
        var began = clock.instant();
        var from = System.nanoTime();
        var error = run(began);
        var length = Duration.ofNanos(System.nanoTime() - from);
        var next = context.getNextFireTime();
        runs.ran(sweep, began, length, error, next == null ? null : next.toInstant());
    }

    private @Nullable String run(Instant now) {
        try {
            sweep.run(now);
            return null;
        } catch (RuntimeException broken) {
            LOG.warn("The sweep {} failed; it runs again in {}", sweep.name(), sweep.every(), broken);
            var message = broken.getMessage();
            return message == null || message.isBlank() ? broken.getClass().getSimpleName() : message;
        }
    }
}
