package org.tinypixel.tracking;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;

/**
 * One copy as stored.
 *
 * @param tracksOpens whether a pixel is in it
 * @param notTracked why no pixel is in it, as a phrase that follows "Not tracked: "; null where one is
 * @param links the tracked links in the order of the mail; a hit names one by its index
 * @param timeZone the recipient's zone as the client gave it (IANA name), or null
 */
public record StoredCopy(
        CopyId id,
        EmailAddress recipient,
        @Nullable String recipientName,
        boolean tracksOpens,
        @Nullable String notTracked,
        List<Link> links,
        @Nullable String timeZone,
        NewMessage.@Nullable CrmReference crm) {
    public StoredCopy {
        links = List.copyOf(links);
    }

    /** A tracked link: where it leads. */
    public record Link(String url, String label) {}
}
