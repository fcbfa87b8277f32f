package org.tinypixel.tracking;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A copy with its own content, ready to be handed over.
 *
 * @param mime the complete message as it leaves (CRLF line ends)
 * @param html the tracked HTML, null where the mail has none
 * @param openUrl the pixel's address, null where the copy has none
 */
public record TrackedCopy(
        StoredCopy copy,
        byte[] mime,
        @Nullable String html,
        @Nullable String text,
        @Nullable String openUrl,
        List<TrackedLink> links) {
    public TrackedCopy {
        links = List.copyOf(links);
    }

    /** A link and the address that stands in its place. */
    public record TrackedLink(String url, String trackedUrl) {}
}
