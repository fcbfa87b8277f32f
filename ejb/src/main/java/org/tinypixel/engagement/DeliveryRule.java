package org.tinypixel.engagement;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.Times;

/** Folds what was heard of a copy's delivery. Pure, and independent of the order in which it was heard. */
final class DeliveryRule {
    private static final Comparator<Evidence> BY_TIME = Comparator.comparing(Evidence::at)
            .thenComparing(DeliveryRule::progress)
            .thenComparing(news -> Objects.requireNonNullElse(news.detail(), ""));

    private DeliveryRule() {}

    /**
     * A bounce stays whatever is heard beside it: its time may come from another machine's clock, and nothing may be sent after it. A proof of delivery
     * stays against all but a bounce. Among the others the newest counts.
     */
    static Delivery fold(Instant createdAt, List<Evidence> evidence) {
        var news = evidence.stream()
                .filter(fact -> fact.kind() == Evidence.Kind.DELIVERY)
                .sorted(BY_TIME)
                .toList();
        var captured = news.stream().anyMatch(Evidence::captured);
        var accepted = Times.earliest(first(news, DeliveryStatus.SENT), first(news, DeliveryStatus.DELIVERED));
        var bounced = first(news, DeliveryStatus.BOUNCED);
        var shown = earliest(news, DeliveryStatus.BOUNCED)
                .or(() -> earliest(news, DeliveryStatus.DELIVERED))
                .or(() -> news.isEmpty() ? Optional.empty() : Optional.of(news.get(news.size() - 1)));
        return new Delivery(
                shown.map(Evidence::status).orElse(DeliveryStatus.QUEUED),
                shown.map(Evidence::at).orElse(createdAt),
                shown.map(Evidence::detail).orElse(null),
                captured,
                accepted,
                bounced);
    }

    private static Optional<Evidence> earliest(List<Evidence> byTime, DeliveryStatus status) {
        return byTime.stream().filter(news -> news.status() == status).findFirst();
    }

    private static @Nullable Instant first(List<Evidence> byTime, DeliveryStatus status) {
        return earliest(byTime, status).map(Evidence::at).orElse(null);
    }

    /** Two reports of one instant: the one that is further along counts. */
    private static int progress(Evidence news) {
        var status = news.status();
        if (status == null) {
            return -1;
        }
        return switch (status) {
            case QUEUED -> 0;
            case DELAYED -> 1;
            case NOT_CONFIRMED -> 2;
            case SENT -> 3;
            case DELIVERED -> 4;
            case CANCELLED -> 5;
            case FAILED -> 6;
            case BOUNCED -> 7;
        };
    }
}
