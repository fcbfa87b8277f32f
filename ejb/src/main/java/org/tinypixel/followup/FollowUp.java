package org.tinypixel.followup;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of one enrollment, as the queue shows it.
 *
 * @param enrollment its id
 * @param sequence the sequence's name
 * @param step 1 for the first
 * @param recipient the address
 * @param subject of the mail that it follows
 * @param messageId our id of that mail
 * @param decision the last one in a word, such as {@code send} or {@code postpone}; null while none was made
 * @param because one sentence
 * @param dueAt null while the mail that it follows is not sent
 * @param log every check of the last decision, in order
 */
public record FollowUp(
        String id,
        String enrollment,
        String sequence,
        int step,
        String recipient,
        String subject,
        String messageId,
        FollowUpState state,
        @Nullable String decision,
        String because,
        @Nullable Instant dueAt,
        @Nullable Instant decidedAt,
        List<Check> log) {
    public FollowUp {
        log = List.copyOf(log);
    }

    /** What a mail's view shows of it. */
    public record OfCopy(
            String sequence,
            FollowUpState state,
            @Nullable Instant dueAt,
            @Nullable String because) {}
}
