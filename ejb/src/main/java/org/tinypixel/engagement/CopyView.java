package org.tinypixel.engagement;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tinypixel.classify.Confidence;
import org.tinypixel.classify.Device;
import org.tinypixel.classify.Engagement;
import org.tinypixel.classify.Viewing;

/**
 * A copy as screens and the API show it.
 *
 * @param status the one status that is shown: a delivery problem first, else the engagement once sent, else {@code queued}
 * @param statusReason one sentence
 * @param followUp filled by whoever knows of sequences, else null
 * @param flags short remarks, for example {@code Likely forwarded}
 */
public record CopyView(
        String id,
        Person recipient,
        String status,
        String statusLabel,
        String statusReason,
        @Nullable Confidence confidence,
        DeliveryView delivery,
        EngagementView engagement,
        Opens opens,
        Clicks clicks,
        List<DeviceView> devices,
        List<Place> places,
        Forwarded forwarded,
        @Nullable FollowUpView followUp,
        @Nullable Instant sentAt,
        List<String> flags) {
    public CopyView {
        devices = List.copyOf(devices);
        places = List.copyOf(places);
        flags = List.copyOf(flags);
    }

    /** Somebody at an address. */
    public record Person(String email, @Nullable String name) {}

    /** Delivery alone; {@code detail} is the server's answer or a sentence. */
    public record DeliveryView(
            DeliveryStatus status,
            String label,
            Instant at,
            @Nullable String detail) {}

    /** Engagement alone. */
    public record EngagementView(org.tinypixel.classify.EngagementStatus status, String label) {}

    /** {@code viewSeconds} is a lower limit, null where nothing was measured; {@code viewUnknown} says why nothing can be. */
    public record Opens(
            int human,
            boolean inferred,
            int machine,
            @Nullable Instant firstAt,
            @Nullable Instant lastAt,
            @Nullable Integer viewSeconds,
            @Nullable String viewUnknown) {}

    /** Human clicks, links in the order of the mail. */
    public record Clicks(
            int human,
            List<LinkClicks> links,
            @Nullable Instant firstAt,
            @Nullable Instant lastAt) {
        public Clicks {
            links = List.copyOf(links);
        }
    }

    /** One tracked link. */
    public record LinkClicks(String url, int count) {}

    /** What somebody read with; {@code label} is for people. */
    public record DeviceView(String kind, String os, String client, String label) {
        static DeviceView of(Device device) {
            return new DeviceView(device.kind(), device.os(), device.client(), device.label());
        }
    }

    /** A country (ISO 3166-1 alpha-2) and its English name, behind that of the region where one is known. */
    public record Place(String country, String label) {
        static Place of(String place) {
            var part = place.split("/", 2);
            var name = new Locale.Builder().setRegion(part[0]).build().getDisplayCountry(Locale.ENGLISH);
            var country = name.isEmpty() ? part[0] : name;
            return new Place(part[0], part.length > 1 ? part[1] + ", " + country : country);
        }
    }

    /** {@code likelihood}: no, likely or yes. */
    public record Forwarded(String likelihood, @Nullable String because) {}

    /** Where a copy stands in its sequence. */
    public record FollowUpView(
            @Nullable String sequence,
            String state,
            @Nullable Instant dueAt,
            @Nullable String because) {}

    /** The same with its follow-up. */
    public CopyView with(@Nullable FollowUpView known) {
        return new CopyView(
                id,
                recipient,
                status,
                statusLabel,
                statusReason,
                confidence,
                delivery,
                engagement,
                opens,
                clicks,
                devices,
                places,
                forwarded,
                known,
                sentAt,
                flags);
    }

    static CopyView of(EngagementRow row) {
        var figures = row.figures();
        var folded = figures.engagement();
        return new CopyView(
                row.copyId,
                new Person(row.recipient, row.recipientName),
                row.shown,
                Shown.label(row.shown),
                row.shownReason,
                folded.confidence(),
                new DeliveryView(row.delivery, row.delivery.label(), row.deliveryAt, row.deliveryDetail),
                new EngagementView(folded.status(), folded.status().label()),
                new Opens(
                        folded.opens(),
                        folded.inferred(),
                        folded.machineLoads(),
                        folded.firstOpen(),
                        folded.lastOpen(),
                        seconds(folded.viewing()),
                        folded.viewing().unknownBecause()),
                new Clicks(folded.clicks(), linkClicks(row, folded), folded.firstClick(), folded.lastClick()),
                folded.devices().stream().map(DeviceView::of).toList(),
                folded.countries().stream().map(Place::of).toList(),
                new Forwarded(folded.forwardLikelihood(), folded.forwardBecause()),
                null,
                row.sentAt,
                flags(row, folded));
    }

    private static @Nullable Integer seconds(Viewing viewing) {
        return viewing.known() ? (int) Duration.ofMillis(viewing.total()).toSeconds() : null;
    }

    private static List<LinkClicks> linkClicks(EngagementRow row, Engagement folded) {
        var links = row.links();
        var counts = new ArrayList<LinkClicks>();
        for (var index = 0; index < links.size(); index++) {
            counts.add(new LinkClicks(
                    links.get(index).url(), folded.clicksPerLink().getOrDefault(index, 0)));
        }
        return counts;
    }

    private static List<String> flags(EngagementRow row, Engagement folded) {
        var flags = new ArrayList<String>();
        if (!folded.forwardLikelihood().equals("no")) {
            flags.add("Likely forwarded");
        }
        if (folded.printed()) {
            flags.add("Printed or previewed");
        }
        if (row.marked) {
            flags.add("Marked by hand");
        }
        if (row.awayUntil != null) {
            flags.add("Out of office until " + row.awayUntil);
        }
        if (row.unsubscribed) {
            flags.add("Unsubscribed");
        }
        return flags;
    }
}
