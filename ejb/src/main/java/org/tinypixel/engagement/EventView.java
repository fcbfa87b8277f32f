package org.tinypixel.engagement;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tinypixel.classify.Confidence;
import org.tinypixel.classify.Correction;
import org.tinypixel.classify.Device;
import org.tinypixel.classify.Verdict;

/**
 * One event of a mail.
 *
 * @param type open, click, view, unsubscribe, queued, sent, delivered, delayed, bounce, reply, follow-up and so on
 * @param verdict of a hit; null for what is no hit
 * @param reason why it is judged so, or what the event says
 * @param place the country's English name
 * @param link where the clicked link leads
 * @param correction what a person said of it by hand; null where nobody did
 */
public record EventView(
        String id,
        Instant at,
        String type,
        String copy,
        String recipient,
        @Nullable Verdict verdict,
        @Nullable Confidence confidence,
        @Nullable String reason,
        @Nullable Device device,
        @Nullable String place,
        @Nullable String link,
        @Nullable Correction correction) {
    static EventView of(TimelineRow line, EngagementRow copy) {
        return new EventView(
                line.id,
                line.at,
                line.kind,
                line.copyId,
                copy.recipient,
                line.verdict,
                line.confidence,
                line.text,
                line.device(),
                place(line),
                link(line, copy),
                line.rule == null ? null : Correction.ofRule(line.rule));
    }

    static @Nullable String place(TimelineRow line) {
        return line.country == null ? null : CopyView.Place.of(line.country).label();
    }

    static @Nullable String link(TimelineRow line, EngagementRow copy) {
        if (line.linkIndex < 0) {
            return null;
        }
        var links = copy.links();
        return line.linkIndex < links.size() ? links.get(line.linkIndex).url() : null;
    }
}
