package org.tinypixel.tracking;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which parts of a message are its HTML body, by structure alone. */
final class HtmlBodies {
    private static final Set<String> OPAQUE = Set.of(
            "application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted", "multipart/encrypted");

    private final List<MimePart> parts = new ArrayList<>();
    private final Set<MimePart> pixelParts = new HashSet<>();
    private @Nullable String found;

    HtmlBodies(MimePart root) {
        walk(root, true);
    }

    /** In the order of the message. */
    List<MimePart> parts() {
        return parts;
    }

    /** Those that get the pixel: one of all that are shown one below the other, and each of those that are alternatives. */
    Set<MimePart> pixelParts() {
        return pixelParts;
    }

    /** Why there is no part to change. */
    String obstacle() {
        return found == null ? "plain text" : found;
    }

    /** Whether a part with a pixel was found; looks on for links after that. */
    private boolean walk(MimePart part, boolean pixel) {
        var type = part.mediaType();
        if (OPAQUE.contains(type)) {
            found = "signed-data".equalsIgnoreCase(part.header().parameter("content-type", "smime-type"))
                    ? "signed"
                    : "encrypted";
            return false;
        }
        if (type.equals("multipart/signed")) {
            found = "signed";
            return false;
        }
        if (type.equals("multipart/alternative")) {
            var any = false;
            for (var child : part.children()) {
                any |= walk(child, pixel);
            }
            return any;
        }
        if (type.equals("multipart/mixed") || type.equals("multipart/related")) {
            var any = false;
            for (var child : part.children()) {
                any |= walk(child, pixel && !any);
            }
            return any;
        }
        if (type.equals("text/html") && !part.header().isAttachment()) {
            parts.add(part);
            if (pixel) {
                pixelParts.add(part);
            }
            return pixel;
        }
        return false;
    }
}
