package org.tinypixel.tracking;

import org.jspecify.annotations.Nullable;
import org.tinypixel.base.CopyId;

/**
 * What one step of a sequence sends.
 *
 * @param answers the copy whose thread it continues
 * @param subject null for the thread's own with {@code Re: }
 * @param messageIdHeader see {@link org.tinypixel.base.StableKey#messageId}
 */
public record FollowUpMail(
        CopyId answers,
        @Nullable String subject,
        @Nullable String html,
        @Nullable String text,
        String messageIdHeader,
        String template) {}
