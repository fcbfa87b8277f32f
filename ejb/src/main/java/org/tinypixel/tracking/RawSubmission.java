package org.tinypixel.tracking;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.EmailAddress;

/**
 * A complete MIME message with what its sender says besides it.
 *
 * @param from the sender of the envelope, null for the message's own
 * @param to the recipients of the envelope, empty for those of the message
 * @param hidden addresses that are switches and no people: taken out of {@code To} and {@code Cc}
 * @param track switches that come beside the message; what is off here or in its header is off
 * @param sequence the id or name of a sequence for its recipients; what the header names wins
 * @param smtputf8 recipients may have letters beyond ASCII in their addresses
 * @param longest the most bytes that the message may have
 */
public record RawSubmission(
        byte[] mime,
        @Nullable EmailAddress from,
        List<EmailAddress> to,
        Set<EmailAddress> hidden,
        NewMessage.@Nullable Track track,
        @Nullable String sequence,
        boolean smtputf8,
        int longest) {
    /** What {@code POST /messages/raw} takes. */
    private static final int LONGEST = 25 * 1024 * 1024;

    public RawSubmission {
        to = List.copyOf(to);
        hidden = Set.copyOf(hidden);
    }

    static RawSubmission of(byte[] mime, @Nullable EmailAddress from, List<EmailAddress> to) {
        return new RawSubmission(mime, from, to, Set.of(), null, null, false, LONGEST);
    }
}
