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

/** All hits of one copy, judged and put together. Pure: the same arguments give the same answer, in any order and with any repeats. */
final class Fold {
    /** Loads of one device and network with no longer gap are one open. */
    private static final Duration ONE_OPEN = Duration.ofMinutes(10);
    /** Clicks of one link with no longer gap are one click. */
    private static final Duration ONE_CLICK = Duration.ofSeconds(10);

    /** After this a doubtful click that nothing contradicted is believed. */
    private static final Duration SETTLING = Duration.ofSeconds(60);

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
        var forward = ForwardRule.decide(copy, humans(loads, clicks), judged);
        var firstHuman = Times.earliest(Times.earliest(first(loads), first(clicks)), copy.told());
        return new Engagement(
                status,
                Reasons.sentence(copy, status, confidence, opens, clickGroups, judged),
                confidence,
                opens.size(),
                opens.isEmpty() && status.seenByPerson(),
                (int) machines.stream().filter(hit -> hit.sight().isLoad()).count(),
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
                ViewRule.fold(judged),
                judged.stream().anyMatch(hit -> hit.opinion().key().equals(StyleMarkRule.PRINT)),
                settlesAt(status, confidence, clicks),
                judged.stream().map(Judged::shown).toList(),
                Classifier.RULE_VERSION);
    }

    /** The other pictures of a mail stand beside the pixel and add no open, unless they are all that was loaded. */
    private static List<Judged> humanLoads(List<Judged> judged) {
        var pictures = judged.stream()
                .filter(hit -> hit.isHuman() && hit.sight().isPixel())
                .toList();
        var pixels = pictures.stream().filter(hit -> hit.sight().isLoad()).toList();
        return pixels.isEmpty() ? pictures : pixels;
    }

    private static @Nullable Instant settlesAt(
            EngagementStatus status, @Nullable Confidence confidence, List<Judged> clicks) {
        return status != EngagementStatus.CLICKED || confidence != Confidence.LOW
                ? null
                : clicks.stream()
                        .filter(hit -> hit.opinion().key().equals(EarlyClickRule.KEY))
                        .map(hit -> hit.at().plus(SETTLING))
                        .max(Comparator.naturalOrder())
                        .orElse(null);
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
        if (!loads.isEmpty() || copy.told() != null) {
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
            case OPENED -> loads.isEmpty() ? Confidence.HIGH : best(loads);
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
        return seen != null ? seen : copy.told() != null ? copy.told() : copy.repliedAt();
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
            var country = hit.place();
            if (country != null) {
                countries.add(country);
            }
        }
        return List.copyOf(countries);
    }
}
