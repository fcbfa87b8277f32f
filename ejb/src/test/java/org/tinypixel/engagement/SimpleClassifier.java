package org.tinypixel.engagement;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.tinypixel.classify.Classifier;
import org.tinypixel.classify.Confidence;
import org.tinypixel.classify.CopyFacts;
import org.tinypixel.classify.Device;
import org.tinypixel.classify.Engagement;
import org.tinypixel.classify.EngagementStatus;
import org.tinypixel.classify.JudgedHit;
import org.tinypixel.classify.Verdict;
import org.tinypixel.hits.Hit;
import org.tinypixel.hits.HitKind;

/** Judges by the user agent's name alone and keeps the promises of the real one: pure, and blind to the order of hits. */
final class SimpleClassifier extends Classifier {
    private static final Set<String> PEOPLE = Set.of("person");

    private final int version;
    private final Set<String> people;

    SimpleClassifier() {
        this(RULE_VERSION, PEOPLE);
    }

    /** Another version, by whose rules these are people. */
    SimpleClassifier(int version, Set<String> people) {
        this.version = version;
        this.people = people;
    }

    @Override
    public int version() {
        return version;
    }

    private static final Device PHONE = new Device("phone", "iOS", "iOS Mail");

    @Override
    public Engagement fold(CopyFacts copy, List<Hit> hits) {
        var judged = new ArrayList<JudgedHit>();
        var opens = 0;
        var machine = 0;
        Instant firstOpen = null;
        Instant lastOpen = null;
        Instant firstClick = null;
        Instant lastClick = null;
        var links = new TreeMap<Integer, Integer>();
        for (var hit : hits) {
            var verdict = verdict(copy, hit);
            judged.add(new JudgedHit(
                    hit,
                    verdict,
                    Confidence.HIGH,
                    verdict == Verdict.HUMAN ? "named" : "name",
                    "It says so.",
                    PHONE,
                    "DE"));
            if (hit.kind() == HitKind.OPEN && verdict == Verdict.MACHINE) {
                machine++;
            } else if (hit.kind() == HitKind.OPEN && verdict == Verdict.HUMAN) {
                if (lastOpen == null || hit.receivedAt().isAfter(lastOpen.plus(Duration.ofMinutes(10)))) {
                    opens++;
                }
                firstOpen = firstOpen == null ? hit.receivedAt() : firstOpen;
                lastOpen = hit.receivedAt();
            } else if (hit.kind() == HitKind.CLICK && verdict == Verdict.HUMAN) {
                links.merge(hit.linkIndex(), 1, Integer::sum);
                firstClick = firstClick == null ? hit.receivedAt() : firstClick;
                lastClick = hit.receivedAt();
            }
        }
        var status = status(copy, opens, links.size(), machine);
        return new Engagement(
                status,
                status.label() + " for a reason.",
                opens + links.size() > 0 ? Confidence.HIGH : null,
                opens,
                opens == 0 && (status == EngagementStatus.CLICKED || status == EngagementStatus.REPLIED),
                machine,
                firstOpen,
                lastOpen,
                links.values().stream().mapToInt(Integer::intValue).sum(),
                links,
                firstClick,
                lastClick,
                opens > 0 ? List.of(PHONE) : List.of(),
                opens > 0 ? List.of("DE") : List.of(),
                "no",
                null,
                judged,
                version);
    }

    private Verdict verdict(CopyFacts copy, Hit hit) {
        if (hit.session() != null && copy.ownSessions().contains(hit.session()) && !copy.captured()) {
            return Verdict.OWN;
        }
        return copy.bouncedAt() == null && people.contains(hit.header("user-agent")) ? Verdict.HUMAN : Verdict.MACHINE;
    }

    private static EngagementStatus status(CopyFacts copy, int opens, int links, int machine) {
        if (copy.repliedAt() != null) {
            return EngagementStatus.REPLIED;
        }
        if (links > 0) {
            return EngagementStatus.CLICKED;
        }
        if (!copy.tracksOpens()) {
            return EngagementStatus.NOT_TRACKED;
        }
        if (opens > 0) {
            return EngagementStatus.OPENED;
        }
        return machine > 0 ? EngagementStatus.OPENED_BY_MACHINE : EngagementStatus.NOT_SEEN;
    }
}
