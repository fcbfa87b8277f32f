package org.tinypixel.crm;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tinypixel.engagement.EventType;

/**
 * How far a CRM was told of one event.
 *
 * @param person the recipient; null where the viewer may not see the mail
 * @param subject the mail's; null where the viewer may not see the mail
 * @param text what the record says, in one line
 */
public record DeliveryView(
        String id,
        EventType kind,
        @Nullable String person,
        @Nullable String subject,
        State state,
        String text,
        int attempts,
        @Nullable String lastError,
        Instant createdAt,
        @Nullable Instant doneAt,
        @Nullable String externalUrl) {
    /** How far. */
    public enum State {
        @JsonProperty("waiting")
        WAITING,
        @JsonProperty("done")
        DONE,
        @JsonProperty("dead")
        DEAD,
        @JsonProperty("parked")
        PARKED
    }
}
