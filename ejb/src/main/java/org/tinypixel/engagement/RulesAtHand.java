package org.tinypixel.engagement;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.HitId;
import org.tinypixel.classify.Classifier;
import org.tinypixel.classify.CopyFacts;
import org.tinypixel.database.DatabaseReady;
import org.tinypixel.hits.Hit;
import org.tinypixel.hits.HitKind;
import org.tinypixel.settings.Settings;

/**
 * Has the rules load their lists before the first batch comes. Loading takes a second, and more on a busy machine; inside the first fold that second would be
 * one with locked rows, for which others wait no longer than the database lets them (two seconds on H2).
 */
@Dependent
final class RulesAtHand {
    private final Classifier classifier;

    private final Settings settings;

    @Inject
    RulesAtHand(Classifier classifier, Settings settings) {
        this.classifier = classifier;
        this.settings = settings;
    }

    /** Before the journal's reader, which starts at the same event. */
    void load(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) DatabaseReady ready) {
        RefreshNetworks.look(classifier, settings);
        var copy = CopyId.next();
        var agent =
                Map.of("user-agent", "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.5.0");
        var hit = new Hit(
                HitId.next(), copy, HitKind.OPEN, -1, Instant.EPOCH.plusSeconds(60), "GET", "192.0.2.1", agent, null);
        classifier.fold(
                new CopyFacts(
                        true, null, 0, Instant.EPOCH, Instant.EPOCH, false, false, Set.of(), Set.of(), null, null),
                List.of(hit));
    }
}
