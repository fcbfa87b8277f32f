package org.tinypixel.tracking;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A copy with its own content, ready to be handed over. The content is made when it is asked for, so that the copies of a large mail do not lie in memory together.
 *
 * @param mail makes the complete message as it leaves (CRLF line ends)
 * @param page makes the tracked HTML, null where the mail has none
 * @param openUrl the pixel's address, null where the copy has none
 */
public record TrackedCopy(
        StoredCopy copy,
        Supplier<CopyContent> mail,
        Supplier<@Nullable String> page,
        @Nullable String text,
        @Nullable String openUrl,
        List<TrackedLink> links) {
    public TrackedCopy {
        links = List.copyOf(links);
    }

    /** The complete message as it leaves. */
    public CopyContent content() {
        return mail.get();
    }

    /** The tracked HTML, null where the mail has none. */
    public @Nullable String html() {
        return page.get();
    }

    /** A link and the address that stands in its place. */
    public record TrackedLink(String url, String trackedUrl) {}
}
