package org.tinypixel.hits;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** An intake for tests: keeps hits in memory, at once. */
public final class MemoryHitIntake implements HitIntake {
    private final List<Hit> hits = new CopyOnWriteArrayList<>();

    @Override
    public CompletionStage<Void> accept(Hit hit) {
        hits.add(hit);
        return CompletableFuture.completedStage(null);
    }

    /** What was accepted, in order. */
    public List<Hit> hits() {
        return List.copyOf(hits);
    }
}
