package org.tinypixel.followup;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One recipient going through one sequence.
 *
 * @param sequence the sequence's name
 * @param sequenceId the sequence's id
 * @param copy the copy that it began with
 * @param because why it ended, null while it runs
 */
public record Enrollment(
        String id,
        String sequence,
        String sequenceId,
        String copy,
        String messageId,
        String recipient,
        String subject,
        State state,
        @Nullable String because,
        Instant createdAt,
        @Nullable Instant endedAt) {
    /** Where it stands. */
    public enum State {
        @JsonProperty("active")
        ACTIVE,
        /** All steps are through. */
        @JsonProperty("finished")
        FINISHED,
        @JsonProperty("stopped")
        STOPPED
    }
}
