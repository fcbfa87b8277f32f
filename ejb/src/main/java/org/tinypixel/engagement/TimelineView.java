package org.tinypixel.engagement;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tinypixel.classify.Device;
import org.tinypixel.classify.Verdict;

/**
 * One event with a contact, whatever the mail; {@code type}, {@code place} and {@code link} as in {@link EventView}.
 *
 * @param text why a hit is judged so, or what the event says
 */
public record TimelineView(
        Instant at,
        String type,
        String messageId,
        String subject,
        String copy,
        @Nullable Verdict verdict,
        @Nullable String text,
        @Nullable Device device,
        @Nullable String place,
        @Nullable String link) {
    static TimelineView of(TimelineRow line, EngagementRow copy) {
        return new TimelineView(
                line.at,
                line.kind,
                line.messageId,
                copy.subject,
                line.copyId,
                line.verdict,
                line.text,
                line.device(),
                EventView.place(line),
                EventView.link(line, copy));
    }
}
