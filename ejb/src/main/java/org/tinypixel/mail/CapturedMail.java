package org.tinypixel.mail;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mail in the built-in inbox, as a list shows it.
 *
 * @param from the envelope's sender
 * @param to the envelope's recipient
 * @param size bytes of the whole message
 * @param copy null where the mail is not of our making
 * @param messageId our id of its message (not the header), null where the mail is not of our making
 */
public record CapturedMail(
        String id,
        Instant at,
        String from,
        String to,
        String subject,
        long size,
        @Nullable String copy,
        @Nullable String messageId) {

    /** One header as it stands in the message, unfolded, with encoded words decoded. */
    public record Header(String name, String value) {}

    /**
     * A part that is not shown in the text.
     *
     * @param size bytes after decoding
     */
    public record Attachment(String name, String type, long size) {}

    /**
     * The same with what is inside.
     *
     * @param text the plain text, empty where the mail has none
     */
    public record Detail(
            String id,
            Instant at,
            String from,
            String to,
            String subject,
            long size,
            @Nullable String copy,
            @Nullable String messageId,
            List<Header> headers,
            String text,
            boolean hasHtml,
            List<Attachment> attachments) {
        public Detail {
            headers = List.copyOf(headers);
            attachments = List.copyOf(attachments);
        }
    }
}
