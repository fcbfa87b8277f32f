package org.tinypixel.engagement;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mail with all its copies as screens and the API show it.
 *
 * @param owner whose mail it is
 * @param sentAt when its first copy was sent
 * @param messageIdHeader the mail's {@code Message-ID} without angle brackets; left out in lists
 * @param metadata what the sender's program attached, in its order; left out in lists and where there is none
 */
public record MessageView(
        String id,
        String subject,
        CopyView.Person sender,
        Owner owner,
        Instant createdAt,
        @Nullable Instant sentAt,
        @Nullable String campaign,
        @Nullable String template,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String messageIdHeader,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> metadata,
        List<CopyView> copies) {
    public MessageView {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        copies = List.copyOf(copies);
    }

    /** A user. */
    public record Owner(String id, String name) {}

    /** The same with other copies, for example with follow-ups filled in. */
    public MessageView with(List<CopyView> others) {
        return new MessageView(
                id, subject, sender, owner, createdAt, sentAt, campaign, template, messageIdHeader, metadata, others);
    }

    /** The same with what the sender's program attached. */
    public MessageView with(Map<String, String> attached) {
        return new MessageView(
                id, subject, sender, owner, createdAt, sentAt, campaign, template, messageIdHeader, attached, copies);
    }
}
