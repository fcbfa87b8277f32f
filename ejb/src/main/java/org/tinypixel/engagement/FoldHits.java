package org.tinypixel.engagement;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.tinypixel.access.Access;
import org.tinypixel.base.CopyId;
import org.tinypixel.classify.Classifier;
import org.tinypixel.hits.Hit;
import org.tinypixel.hits.HitKind;
import org.tinypixel.hits.HitLog;
import org.tinypixel.hits.HitSink;
import org.tinypixel.privacy.Privacy;
import org.tinypixel.settings.Settings;

/**
 * Takes batches of hits: logs those that are new and folds the copies that they touch, in one transaction per batch. What a copy becomes depends on all of its
 * hits and on nothing else, so neither order nor borders of batches, nor a repeat after a crash, change the result. Hits of unknown copies stay in the log.
 */
@Stateless
public class FoldHits implements HitSink {
    @Inject
    HitLog log;

    @Inject
    Folding folding;

    @Inject
    Bursts bursts;

    @Inject
    Classifier classifier;

    @Inject
    CopyRows rows;

    @Inject
    Privacy privacy;

    @Inject
    Access access;

    @Inject
    Settings settings;

    @Inject
    InstantSource clock;

    @Override
    public void store(List<Hit> batch) {
        var wanted = wanted(batch).stream().map(classifier::located).toList();
        var own = wanted.stream().anyMatch(classifier::asksForPrivacy)
                ? access.own(clock.instant()).devices()
                : Set.<String>of();
        var fresh = log.insertNew(wanted.stream().map(hit -> kept(hit, own)).toList());
        var touched = new LinkedHashSet<CopyId>();
        fresh.forEach(hit -> touched.add(hit.copy()));
        touched.addAll(bursts.mark(fresh));
        folding.fold(touched);
    }

    /** What is kept of a hit whose client asks for privacy; of the team's own views, which are no recipient's, everything. */
    private Hit kept(Hit hit, Set<String> ownDevices) {
        if (!classifier.asksForPrivacy(hit)) {
            return hit;
        }
        var obeyed = switch (settings.judging().privacySignals()) {
            case ALL -> true;
            case CLICKS -> hit.kind() == HitKind.CLICK;
            case OFF -> false;
        };
        if (!obeyed) {
            return classifier.asIfNotAsked(hit);
        }
        var device = hit.address() + "\n" + hit.header("user-agent");
        return ownDevices.contains(device) ? hit : classifier.withoutPerson(hit);
    }

    /** Without hits of people who are not tracked: nothing about them is stored. Their own wish for no more mail is. */
    private List<Hit> wanted(List<Hit> batch) {
        var recipients = rows.recipients(batch.stream().map(Hit::copy).collect(Collectors.toSet()));
        var untracked = privacy.untracked(Set.copyOf(recipients.values()));
        return untracked.isEmpty()
                ? batch
                : batch.stream()
                        .filter(hit ->
                                hit.kind() == HitKind.UNSUBSCRIBE || !untracked.contains(recipients.get(hit.copy())))
                        .toList();
    }
}
