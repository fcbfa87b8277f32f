package org.tinypixel.report;

import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tinypixel.classify.Confidence;
import org.tinypixel.classify.Device;
import org.tinypixel.classify.Engagement;
import org.tinypixel.classify.EngagementStatus;
import org.tinypixel.engagement.CopyState;
import org.tinypixel.engagement.DeliveryStatus;

/** One copy, as the Data sheet and the figures see it. */
record ReportRow(CopyState copy, String person, String team) {
    private Engagement engagement() {
        return copy.engagement();
    }

    boolean sent() {
        return copy.sentAt() != null && copy.delivery() != DeliveryStatus.CANCELLED;
    }

    boolean bounced() {
        return copy.delivery() == DeliveryStatus.BOUNCED;
    }

    boolean tracked() {
        return copy.tracksOpens();
    }

    boolean seen() {
        return !bounced() && engagement().status().seenByPerson();
    }

    boolean machineOnly() {
        return !bounced() && engagement().status() == EngagementStatus.OPENED_BY_MACHINE;
    }

    boolean openable() {
        return sent() && tracked() && !bounced();
    }

    boolean clickable() {
        return sent() && copy.trackedLinks() > 0 && !bounced();
    }

    boolean clicked() {
        return engagement().clicks() > 0;
    }

    boolean answerable() {
        return sent() && !bounced();
    }

    boolean replied() {
        return copy.repliedAt() != null;
    }

    Instant at() {
        var sent = copy.sentAt();
        return sent == null ? copy.createdAt() : sent;
    }

    @Nullable
    String confidence() {
        var confidence = engagement().confidence();
        return confidence == null ? null : word(confidence);
    }

    private static String word(Confidence confidence) {
        return confidence.name().toLowerCase(java.util.Locale.ROOT);
    }

    @Nullable
    String devices() {
        var labels = engagement().devices().stream().map(Device::label).collect(Collectors.joining("; "));
        return labels.isEmpty() ? null : labels;
    }

    @Nullable
    String countries() {
        var codes = engagement().countries().stream()
                .map(place -> place.split("/", 2)[0])
                .distinct()
                .collect(Collectors.joining(", "));
        return codes.isEmpty() ? null : codes;
    }
}
