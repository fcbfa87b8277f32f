package org.tinypixel.engagement;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who got mails.
 *
 * @param lastStatus shown status of the copy at which something happened last
 * @param mails number of mails
 */
public record ContactView(
        String email, @Nullable String name, String lastStatus, String lastStatusLabel, Instant lastAt, long mails) {}
