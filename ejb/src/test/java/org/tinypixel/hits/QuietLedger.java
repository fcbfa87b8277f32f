package org.tinypixel.hits;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Remembers what the reader told. */
final class QuietLedger implements JournalReader.Ledger {
    final List<Instant> published = new ArrayList<>();
    int settled;
    boolean away;
    String history = "one";

    @Override
    public void settle() {
        refuseWhenAway();
        settled++;
    }

    @Override
    public void publish(Instant foldedUntil) {
        refuseWhenAway();
        published.add(foldedUntil);
    }

    @Override
    public String history() {
        refuseWhenAway();
        return history;
    }

    private void refuseWhenAway() {
        if (away) {
            throw new IllegalStateException("the database is away");
        }
    }
}
