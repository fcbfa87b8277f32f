package org.tinypixel.tracking;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.CopyId;

/**
 * Signs and checks tokens. A token holds key id, purpose, copy id and (for clicks) the link's index, under an HMAC-SHA-256 cut to 128 bits that for clicks also covers the
 * destination's bytes. No database; safe for any number of threads.
 */
@ApplicationScoped
public class Tokens {
    /** What a good token names. */
    public record Verified(CopyId copy, int linkIndex) {}

    /** The token that stands in an address (the part between {@code /t/o/} and {@code .gif}). Called by the tracking decision only. */
    String mint(CopyId copy, Purpose purpose, int linkIndex, @Nullable String destination) {
        throw new IllegalStateException("seam: its owner builds this");
    }

    /**
     * Checks a token in constant time.
     *
     * @param destination for clicks the destination exactly as it came, else null
     * @return empty for anything but a token that we minted for this purpose (and destination)
     */
    public Optional<Verified> verify(String token, Purpose purpose, @Nullable String destination) {
        throw new IllegalStateException("seam: its owner builds this");
    }
}
