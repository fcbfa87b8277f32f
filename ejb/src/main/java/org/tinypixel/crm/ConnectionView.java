package org.tinypixel.crm;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection as people see it, without secrets.
 *
 * @param stateText what is wrong, in the CRM's own words, null where nothing is
 * @param backlog changes that are not written yet
 * @param dead given up, waiting for a person
 */
public record ConnectionView(
        String id,
        String connector,
        String name,
        Map<String, FieldView> fields,
        ConnectionState state,
        @Nullable String stateText,
        long backlog,
        @Nullable Instant oldestPendingAt,
        @Nullable Instant lastSuccessAt,
        long dead) {
    /** A field's value; of a secret only whether there is one. */
    public record FieldView(@Nullable String value, boolean set) {}
}
