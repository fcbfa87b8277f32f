package org.tinypixel.tracking;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.MessageId;
import org.tinypixel.base.UserId;

/**
 * A mail that was taken in, with its copies.
 *
 * @param owner whose mail it is; decides who sees it
 * @param messageIdHeader the mail's {@code Message-ID} without angle brackets; copies share it
 * @param threadReferences ids of the mails that this one answers, oldest first, without angle brackets
 * @param sequence the name or id of the sequence that its copies shall enter, as the client gave it; null for none
 * @param test made by "send me a test": in no number
 */
public record StoredMessage(
        MessageId id,
        UserId owner,
        EmailAddress sender,
        @Nullable String senderName,
        String subject,
        String messageIdHeader,
        List<String> threadReferences,
        @Nullable String campaign,
        @Nullable String template,
        @Nullable String sequence,
        boolean test,
        Instant createdAt,
        List<StoredCopy> copies) {
    public StoredMessage {
        threadReferences = List.copyOf(threadReferences);
        copies = List.copyOf(copies);
    }
}
