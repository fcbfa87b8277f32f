package org.tinypixel.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Remembers each sweep's last run on this node; safe for any number of threads. */
final class SweepRuns {
    private final ConcurrentSkipListMap<String, Sweeps.Status> runs = new ConcurrentSkipListMap<>();

    void planned(Sweep sweep) {
        runs.putIfAbsent(sweep.name(), new Sweeps.Status(sweep.name(), sweep.every(), null, null, null, null));
    }

    void ran(Sweep sweep, Instant began, Duration length, @Nullable String error, @Nullable Instant next) {
        runs.put(sweep.name(), new Sweeps.Status(sweep.name(), sweep.every(), began, length, error, next));
    }

    List<Sweeps.Status> status() {
        return List.copyOf(runs.values());
    }
}
