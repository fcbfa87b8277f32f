package org.tinypixel.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.MessageId;
import org.tinypixel.base.UserId;
import org.tinypixel.classify.Confidence;
import org.tinypixel.classify.Device;
import org.tinypixel.classify.Engagement;
import org.tinypixel.classify.EngagementStatus;
import org.tinypixel.engagement.CopyState;
import org.tinypixel.engagement.DeliveryStatus;

/** Copies for report tests, changed from a plain one by name. */
record Copies(
        EngagementStatus status,
        DeliveryStatus delivery,
        boolean tracked,
        int links,
        @Nullable String template,
        String subject,
        Instant sentAt) {
    static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

    static Copies copy(EngagementStatus status) {
        return new Copies(status, DeliveryStatus.SENT, true, 1, "Hello", "Our offer", NOON);
    }

    Copies bounced() {
        return new Copies(status, DeliveryStatus.BOUNCED, tracked, links, template, subject, sentAt);
    }

    Copies untracked() {
        return new Copies(EngagementStatus.NOT_TRACKED, delivery, false, 0, template, subject, sentAt);
    }

    Copies from(@Nullable String other) {
        return new Copies(status, delivery, tracked, links, other, subject, sentAt);
    }

    Copies about(String other) {
        return new Copies(status, delivery, tracked, links, template, other, sentAt);
    }

    Copies sent(Instant at) {
        return new Copies(status, delivery, tracked, links, template, subject, at);
    }

    CopyState state() {
        var clicked = status == EngagementStatus.CLICKED;
        var opened = status.seenByPerson();
        var replied = status == EngagementStatus.REPLIED;
        var open = opened ? sentAt.plus(Duration.ofHours(1)) : null;
        var engagement = new Engagement(
                status,
                "because",
                Confidence.HIGH,
                opened ? 2 : 0,
                false,
                status == EngagementStatus.OPENED_BY_MACHINE ? 1 : 0,
                open,
                open,
                clicked ? 1 : 0,
                clicked ? Map.of(0, 1) : Map.of(),
                clicked ? open : null,
                clicked ? open : null,
                opened ? List.of(new Device("phone", "iOS", "Apple Mail")) : List.of(),
                opened ? List.of("DE") : List.of(),
                "no",
                null,
                List.of(),
                1);
        return new CopyState(
                CopyId.next(),
                MessageId.next(),
                new UserId("AAAAAAAAAAAAAAAAAAAAAA"),
                EmailAddress.of("anna@example.com"),
                "Anna",
                EmailAddress.of("bob@example.org"),
                "Bob",
                null,
                subject,
                "m@example.com",
                null,
                template,
                null,
                links,
                tracked,
                false,
                sentAt,
                sentAt,
                delivery,
                null,
                replied ? open : null,
                engagement,
                1);
    }

    ReportRow row() {
        return new ReportRow(state(), "Anna", "Sales");
    }
}
