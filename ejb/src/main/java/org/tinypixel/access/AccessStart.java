package org.tinypixel.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.tinypixel.database.DatabaseReady;
import org.tinypixel.scheduling.Sweep;
import org.tinypixel.settings.Settings;

/** Brings the environment's key into the database at the start, and forgets ended sessions now and then. */
@ApplicationScoped
class AccessStart implements Sweep {
    @Inject
    Settings settings;

    @Inject
    Sessions sessions;

    void onDatabase(@Observes DatabaseReady ready) {
        sessions.bootstrap(settings.bootstrapKey());
    }

    @Override
    public String name() {
        return "ended-sessions";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(1);
    }

    @Override
    public void run(Instant now) {
        sessions.forgetEnded(now);
    }
}
