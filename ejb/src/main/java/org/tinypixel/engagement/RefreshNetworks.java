package org.tinypixel.engagement;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tinypixel.classify.Classifier;
import org.tinypixel.scheduling.Sweep;
import org.tinypixel.settings.Settings;

/** Looks after the lists of networks that the operator keeps in {@code networks} under the home. On several nodes each reads its own at its start; while they run, one of them does. */
@Dependent
class RefreshNetworks implements Sweep {
    private static final Logger LOG = LoggerFactory.getLogger(RefreshNetworks.class);

    private final Classifier classifier;
    private final Settings settings;

    @Inject
    RefreshNetworks(Classifier classifier, Settings settings) {
        this.classifier = classifier;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "networks";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(5);
    }

    @Override
    public void run(Instant now) {
        look(classifier, settings);
    }

    static void look(Classifier classifier, Settings settings) {
        for (var problem : classifier.refreshNetworks(
                settings.home().resolve("networks"), settings.judging().places())) {
            LOG.warn("{}", problem);
        }
    }
}
