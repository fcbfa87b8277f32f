package org.tinypixel.engagement;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;

/** Looks once more at what came in lately: two nodes may each have stored one half of a burst without seeing the other's. */
@Stateless
public class LateBursts {
    private static final Duration LATELY = Duration.ofMinutes(5);

    @Inject
    Bursts bursts;

    @Inject
    Folding folding;

    /** Marks and folds again, in one transaction; gives how many copies. */
    public int look(Instant now) {
        var copies = bursts.markSince(now.minus(LATELY));
        folding.fold(copies);
        return copies.size();
    }
}
