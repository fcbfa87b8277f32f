package org.tinypixel.engagement;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * News of a copy's delivery.
 *
 * @param detail the server's answer or a sentence, null where there is nothing to add
 * @param captured true where the built-in inbox took it
 */
public record DeliveryChange(
        DeliveryStatus status, Instant at, @Nullable String detail, boolean captured) {}
