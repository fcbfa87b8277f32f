package org.tinypixel.inbound;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;

/**
 * What an incoming message says of one copy. Fired synchronously inside the transaction that takes the message, before anything else about the copy is stored, so that
 * whoever stops something because of it locks first, as everywhere. A message that comes again is not told again.
 *
 * @param certain the message names our mail, and not only its addresses fit
 * @param returnsOn when an absent person is back; null where that is not known
 * @param because a sentence; for failures with the server's words
 */
public record Heard(
        What what,
        CopyId copy,
        EmailAddress sender,
        EmailAddress recipient,
        Instant at,
        boolean certain,
        @Nullable LocalDate returnsOn,
        String because) {
    /** What it says. */
    public enum What {
        /** A person wrote: the recipient. */
        REPLY,
        /** Somebody who was no recipient answered. */
        OTHER_REPLY,
        /** A program answered for the recipient. */
        AUTO_REPLY,
        /** It lies in the recipient's mailbox. */
        DELIVERED,
        /** Something that settles nothing: it went on to another server, or the notice cannot be read. */
        NOTICE,
        /** Not yet delivered. */
        DELAYED,
        /** Not delivered, and the address itself is dead. */
        BOUNCED_HARD,
        /** Not delivered; another mail may arrive. */
        BOUNCED_SOFT,
        /** The recipient had it displayed. */
        DISPLAYED,
        /** The recipient called it spam. */
        COMPLAINT,
        /** The recipient wants no more mail. */
        UNSUBSCRIBE
    }
}
