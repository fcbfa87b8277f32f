package org.tinypixel.hits;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.tinypixel.settings.Settings;

/** Makes the one journal of this server, and closes it after everything that uses it. */
@ApplicationScoped
class JournalSource {
    @Inject
    Settings settings;

    /** Without a proxy: the pixel path calls it directly. */
    @Produces
    @Singleton
    JournalHitIntake journal() {
        return JournalHitIntake.open(
                settings.home().resolve("journal"), JournalLimits.USUAL, JournalFolder.ChannelOpener.REAL);
    }

    void close(@Disposes JournalHitIntake journal) {
        journal.close();
    }
}
