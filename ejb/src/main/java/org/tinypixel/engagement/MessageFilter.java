package org.tinypixel.engagement;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.EmailAddress;

/**
 * Which mails to list; null means any. A mail is listed when one of its copies fits all.
 *
 * @param from inclusive; by the time of sending, or of taking in while not sent
 * @param to exclusive
 * @param sender an address or a part of one
 * @param team the id of a team
 * @param recipient an address or the beginnings of its words
 * @param status a shown status as the API writes it
 * @param q beginnings of words of the subject, or of a recipient's address or name
 */
public record MessageFilter(
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String sender,
        @Nullable String team,
        @Nullable String recipient,
        @Nullable String campaign,
        @Nullable String template,
        @Nullable String status,
        @Nullable String q) {
    /** True where few mails fit, whoever owns them, so that they are found by what they fit. */
    boolean isNarrow() {
        return campaign != null || template != null || isWhole(sender) || isWhole(recipient);
    }

    private static boolean isWhole(@Nullable String address) {
        return address != null && EmailAddress.parse(address).isPresent();
    }

    /** All mails. */
    public static MessageFilter any() {
        return new MessageFilter(null, null, null, null, null, null, null, null, null);
    }
}
