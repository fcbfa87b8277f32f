package org.tinypixel.tracking;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.EmailAddress;

/**
 * A mail that was checked and can be stored and sent.
 *
 * @param messageIdHeader without angle brackets; null where a new one is to be made
 * @param references the mails that it answers, oldest first, without angle brackets
 * @param headers further fields, their values not encoded
 * @param metadata what the sender's program attached, for the sender's eyes only
 * @param doubt why nothing may be tracked whatever else was said; null for no such reason
 */
record Draft(
        NamedAddress from,
        List<Recipient> to,
        String subject,
        @Nullable String html,
        @Nullable String text,
        Map<String, String> headers,
        @Nullable String messageIdHeader,
        List<String> references,
        NewMessage.@Nullable Track track,
        @Nullable String campaign,
        @Nullable String template,
        @Nullable String sequence,
        boolean send,
        Map<String, String> metadata,
        @Nullable String doubt) {

    /** A mail without metadata and doubt. */
    Draft(
            NamedAddress from,
            List<Recipient> to,
            String subject,
            @Nullable String html,
            @Nullable String text,
            Map<String, String> headers,
            @Nullable String messageIdHeader,
            List<String> references,
            NewMessage.@Nullable Track track,
            @Nullable String campaign,
            @Nullable String template,
            @Nullable String sequence,
            boolean send) {
        this(
                from,
                to,
                subject,
                html,
                text,
                headers,
                messageIdHeader,
                references,
                track,
                campaign,
                template,
                sequence,
                send,
                Map.of(),
                null);
    }

    /** Who gets a copy. */
    record Recipient(
            EmailAddress address,
            @Nullable String name,
            @Nullable String timeZone,
            NewMessage.@Nullable CrmReference crm) {
        static Recipient of(EmailAddress address) {
            return new Recipient(address, null, null, null);
        }

        NamedAddress named() {
            return new NamedAddress(address, name);
        }
    }
}
