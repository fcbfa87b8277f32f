package org.tinypixel.followup;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text of a follow-up. Placeholders are {@code {{name}}}, {@code {{email}}} and {@code {{subject}}} of the recipient and the thread, and {@code {{sender.name}}}.
 *
 * @param subject null stays in the thread with its subject
 * @param html null for a plain-text mail
 * @param text null where only HTML was written
 * @param warnings sentences about what a reader may dislike; they keep nobody from saving
 */
public record MailTemplate(
        String id,
        String name,
        @Nullable String subject,
        @Nullable String html,
        @Nullable String text,
        List<String> warnings) {
    public MailTemplate {
        warnings = List.copyOf(warnings);
    }
}
