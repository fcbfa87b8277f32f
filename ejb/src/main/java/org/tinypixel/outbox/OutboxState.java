package org.tinypixel.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the telling of one row is.
 *
 * @param dead given up, waits for a person
 * @param due when it is tried next
 * @param error what the last attempt met, null where there was none
 */
public record OutboxState(
        boolean dead, int attempts, Instant due, @Nullable String error) {}
