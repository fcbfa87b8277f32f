package org.tinypixel.engagement;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tinypixel.classify.EngagementStatus;

/**
 * The one status that people see of a copy.
 *
 * @param status as the API writes it, for example {@code opened-by-machine}
 * @param reason one sentence
 */
record Shown(String status, String label, String reason) {
    private static final Map<String, String> LABELS = Stream.concat(
                    Arrays.stream(DeliveryStatus.values()).map(status -> Map.entry(wire(status), status.label())),
                    Arrays.stream(EngagementStatus.values()).map(status -> Map.entry(wire(status), status.label())))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private static final Map<DeliveryStatus, Function<String, String>> WITH_DETAIL = Map.of(
            DeliveryStatus.QUEUED, detail -> "Queued, " + detail,
            DeliveryStatus.DELAYED, detail -> "Not delivered yet, still being tried: " + detail,
            DeliveryStatus.BOUNCED, detail -> "It could not be delivered: " + detail,
            DeliveryStatus.NOT_CONFIRMED, detail -> "It may or may not have been sent: " + detail,
            DeliveryStatus.FAILED, detail -> "It was not sent: " + detail,
            DeliveryStatus.CANCELLED, detail -> "It was withdrawn before it was sent: " + detail);

    private static final Map<DeliveryStatus, String> PLAIN = Map.of(
            DeliveryStatus.QUEUED, "Queued, waiting for its turn.",
            DeliveryStatus.DELAYED, "Not delivered yet, still being tried.",
            DeliveryStatus.BOUNCED, "It could not be delivered.",
            DeliveryStatus.NOT_CONFIRMED,
                    "It may or may not have been sent: the connection broke before the mail server answered.",
            DeliveryStatus.FAILED, "It was not sent: every attempt failed.",
            DeliveryStatus.CANCELLED, "It was withdrawn before it was sent.");

    /** A delivery problem first, then what the recipient did; a mail that still waits says so unless somebody saw it already. */
    static Shown of(Figures figures) {
        var delivery = figures.delivery();
        var engagement = figures.engagement();
        var waits = delivery.status() == DeliveryStatus.QUEUED
                && delivery.sentAt() == null
                && !engagement.status().seenByPerson();
        if (delivery.status().isProblem() || waits) {
            var reason = reason(delivery.status(), delivery.detail());
            return new Shown(wire(delivery.status()), delivery.status().label(), reason);
        }
        return new Shown(wire(engagement.status()), engagement.status().label(), engagement.reason());
    }

    /** The words for a status that was read from a row. */
    static String label(String status) {
        return LABELS.getOrDefault(status, status);
    }

    static boolean isStatus(String status) {
        return LABELS.containsKey(status);
    }

    /** {@code OPENED_BY_MACHINE} as {@code opened-by-machine}; the enums' JSON names are the same, which a test checks. */
    static String wire(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String reason(DeliveryStatus status, @Nullable String detail) {
        if (detail == null || detail.isBlank()) {
            return PLAIN.getOrDefault(status, status.label());
        }
        // A sentence stands for itself; a server's answer ("550 no such user") needs one around it.
        var text = sentence(detail);
        return Character.isUpperCase(text.codePointAt(0))
                ? text
                : WITH_DETAIL.getOrDefault(status, Function.identity()).apply(text);
    }

    private static String sentence(String detail) {
        var text = detail.strip();
        return text.endsWith(".") || text.endsWith("!") || text.endsWith("?") ? text : text + ".";
    }
}
