package org.tinypixel.classify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.Times;
import org.tinypixel.hits.Hit;
import org.tinypixel.hits.HitKind;

/** All hits of one copy, judged and put together. Pure: the same arguments give the same answer, in any order and with any repeats. */
final class Fold {
    /** Loads of one device and network with no longer gap are one open. */
    private static final Duration ONE_OPEN = Duration.ofMinutes(10);
    /** Clicks of one link with no longer gap are one click. */
    private static final Duration ONE_CLICK = Duration.ofSeconds(10);

    private Fold() {}

    static Engagement fold(CopyFacts copy, List<Hit> hits, NetworkLookup networks, Devices devices) {
        var judged = Judge.judge(copy, hits, networks, devices);
        var loads = humanLoads(judged);
        var clicks = judged.stream()
                .filter(hit -> hit.isHuman() && hit.sight().isClick())
                .toList();
        var machines = judged.stream().filter(Judged::isMachine).toList();
        var opens = Groups.of(loads, Fold::openKey, ONE_OPEN);
        var clickGroups = Groups.of(clicks, hit -> hit.sight().hit().linkIndex(), ONE_CLICK);
        var perLink = new TreeMap<Integer, Integer>();
        clickGroups.forEach(group -> perLink.merge(group.get(0).sight().hit().linkIndex(), 1, Integer::sum));
        var status = status(copy, loads, clicks, machines);
        var confidence = confidence(status, loads, clicks, machines);
        var forward = ForwardRule.decide(humans(loads, clicks));
        var firstHuman = Times.earliest(first(loads), first(clicks));
        return new Engagement(
                status,
                Reasons.sentence(copy, status, confidence, opens, clickGroups, judged),
                confidence,
                opens.size(),
                opens.isEmpty() && (status == EngagementStatus.CLICKED || status == EngagementStatus.REPLIED),
                (int) machines.stream()
                        .filter(hit -> hit.sight().hit().kind() == HitKind.OPEN)
                        .count(),
                firstHuman == null ? copy.repliedAt() : firstHuman,
                lastOpen(copy, loads, clicks),
                clickGroups.size(),
                perLink,
                first(clicks),
                last(clicks),
                devices(loads, clicks),
                countries(humans(loads, clicks)),
                forward.likelihood(),
                forward.because(),
                judged.stream().map(Judged::shown).toList(),
                Classifier.RULE_VERSION);
    }

    /** The held picture stands beside the pixel and adds no open, unless it is all that was loaded. */
    private static List<Judged> humanLoads(List<Judged> judged) {
        var pixels = judged.stream()
                .filter(hit -> hit.isHuman() && hit.sight().hit().kind() == HitKind.OPEN)
                .toList();
        return pixels.isEmpty()
                ? judged.stream()
                        .filter(hit -> hit.isHuman() && hit.sight().hit().kind() == HitKind.VIEW)
                        .toList()
                : pixels;
    }

    private record OpenKey(Device device, String network) {}

    private static OpenKey openKey(Judged hit) {
        return new OpenKey(hit.sight().device(), hit.sight().network().group());
    }

    private static List<Judged> humans(List<Judged> loads, List<Judged> clicks) {
        var all = new ArrayList<>(loads);
        all.addAll(clicks);
        all.sort(Comparator.comparing(Judged::at).thenComparing(hit -> hit.id().value()));
        return all;
    }

    private static EngagementStatus status(
            CopyFacts copy, List<Judged> loads, List<Judged> clicks, List<Judged> machines) {
        if (copy.repliedAt() != null) {
            return EngagementStatus.REPLIED;
        }
        if (!clicks.isEmpty()) {
            return EngagementStatus.CLICKED;
        }
        if (!loads.isEmpty()) {
            return EngagementStatus.OPENED;
        }
        if (!copy.tracksOpens()) {
            return EngagementStatus.NOT_TRACKED;
        }
        // A link that a browser fetched ahead is no sign that anything opened the mail.
        var opened = machines.stream()
                .anyMatch(hit -> hit.sight().isPixel() || !hit.opinion().key().equals(BrowserPrefetchRule.KEY));
        return opened ? EngagementStatus.OPENED_BY_MACHINE : EngagementStatus.NOT_SEEN;
    }

    private static @Nullable Confidence confidence(
            EngagementStatus status, List<Judged> loads, List<Judged> clicks, List<Judged> machines) {
        return switch (status) {
            case REPLIED -> Confidence.HIGH;
            case CLICKED -> best(clicks);
            case OPENED -> best(loads);
            case OPENED_BY_MACHINE -> best(machines);
            case NOT_SEEN, NOT_TRACKED -> null;
        };
    }

    private static Confidence best(List<Judged> hits) {
        return hits.stream()
                .map(Judged::confidence)
                .max(Comparator.naturalOrder())
                .orElse(Confidence.LOW);
    }

    private static @Nullable Instant lastOpen(CopyFacts copy, List<Judged> loads, List<Judged> clicks) {
        var seen = last(loads.isEmpty() ? clicks : loads);
        return seen == null ? copy.repliedAt() : seen;
    }

    private static @Nullable Instant first(List<Judged> hits) {
        return hits.isEmpty() ? null : hits.get(0).at();
    }

    private static @Nullable Instant last(List<Judged> hits) {
        return hits.isEmpty() ? null : hits.get(hits.size() - 1).at();
    }

    /** A link opens in a browser of the device that shows the mail, so a click adds a device only where no load came from one of that kind. */
    private static List<Device> devices(List<Judged> loads, List<Judged> clicks) {
        var devices = new LinkedHashSet<Device>();
        loads.forEach(hit -> devices.add(hit.device()));
        for (var click : clicks) {
            var device = click.device();
            var there = devices.stream()
                    .anyMatch(
                            one -> one.kind().equals(device.kind()) && one.os().equals(device.os()));
            if (!there) {
                devices.add(device);
            }
        }
        devices.removeIf(device -> device.client().equals(Device.UNKNOWN));
        return List.copyOf(devices);
    }

    private static List<String> countries(List<Judged> humans) {
        var countries = new LinkedHashSet<String>();
        for (var hit : humans) {
            var country = hit.country();
            if (country != null) {
                countries.add(country);
            }
        }
        return List.copyOf(countries);
    }
}
