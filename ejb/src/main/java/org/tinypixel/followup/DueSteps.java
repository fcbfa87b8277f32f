package org.tinypixel.followup;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.tinypixel.base.Times;

/** The transactions of the sweep: one per claim and one per decision, so that one bad step stops only itself. */
@Stateless
public class DueSteps {
    private static final int AT_ONCE = 50;
    private static final Duration AFTER_TROUBLE = Duration.ofMinutes(1);

    @Inject
    FollowUpRows rows;

    @Inject
    Course course;

    @Inject
    InstantSource clock;

    /** A step that this worker may decide as long as nobody else claims or changes it. */
    public record Claim(String followUp, long fence) {}

    /** Takes steps that are due. */
    public List<Claim> claim(Instant now) {
        return rows.claim(Times.micros(now), AT_ONCE);
    }

    /** Decides one claimed step and stores all that follows from it; one that was lost meanwhile is left alone. */
    public void decide(Claim claim) {
        var now = Times.micros(clock.instant());
        rows.lock(claim).ifPresent(locked -> course.decide(locked, now));
    }

    /** Looks at it again after a while; the step says that it could not be decided. */
    public void trouble(Claim claim) {
        rows.lock(claim).ifPresent(locked -> {
            var row = locked.followUp();
            row.lookAt = Times.micros(clock.instant().plus(AFTER_TROUBLE));
            row.because("It could not be decided, because a check failed; it is tried again every minute.");
            row.release();
        });
    }

    /** The mail was refused as it is: a person has to mend it. */
    public void refused(Claim claim, String because) {
        var now = Times.micros(clock.instant());
        rows.lock(claim).ifPresent(locked -> course.fail(locked, because, now));
    }
}
