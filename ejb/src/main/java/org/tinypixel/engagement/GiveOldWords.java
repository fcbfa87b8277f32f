package org.tinypixel.engagement;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.tinypixel.scheduling.Sweep;

/** After the update that brought words: gives old mails theirs, a portion at a time, so that hits and mails go first. */
@Dependent
class GiveOldWords implements Sweep {
    private static final int PORTIONS = 50;

    private final OldWords words;

    @Inject
    GiveOldWords(OldWords words) {
        this.words = words;
    }

    @Override
    public String name() {
        return "search-words";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void run(Instant now) {
        var left = PORTIONS;
        while (left > 0 && words.some()) {
            left--;
        }
    }
}
