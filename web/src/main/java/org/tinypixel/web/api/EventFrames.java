package org.tinypixel.web.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.Json;
import org.tinypixel.engagement.LiveFeed;

/** Changes as Server-Sent Events. The newest are kept, so that a thousand listeners of one change cost one text. */
@ApplicationScoped
class EventFrames {
    /** Changes are missing: read everything anew. */
    static final String GAP = "event: gap\ndata: {\"reload\":true}\n\n";

    private static final int KEPT = 1000;
    private static final float LOAD = 0.75f;

    private final Map<LiveFeed.Change, String> newest = new LinkedHashMap<>(KEPT, LOAD, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<LiveFeed.Change, String> eldest) {
            return size() > KEPT;
        }
    };

    /** One change as the client reads it. */
    private record Event(
            String id,
            String copy,
            String messageId,
            String status,
            String statusLabel,
            String statusReason,
            Instant at,
            @JsonProperty("notify") LiveFeed.@Nullable Notification notice) {}

    synchronized String of(LiveFeed.Change change) {
        return newest.computeIfAbsent(change, EventFrames::frame);
    }

    private static String frame(LiveFeed.Change change) {
        var event = new Event(
                Long.toString(change.id()),
                change.copy().value(),
                change.message().value(),
                change.status(),
                change.statusLabel(),
                change.statusReason(),
                change.at(),
                change.notice());
        return "id: " + change.id() + "\nevent: copy\ndata: " + Json.write(event) + "\n\n";
    }
}
