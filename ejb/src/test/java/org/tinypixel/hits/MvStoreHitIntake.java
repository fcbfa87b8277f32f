package org.tinypixel.hits;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/** The other way to do it, with H2's store as the log: same contract, measured against the journal in {@code IntakeBenchmark} (see the decision record). */
final class MvStoreHitIntake implements HitIntake, AutoCloseable {
    private final LinkedBlockingQueue<Waiting> queue = new LinkedBlockingQueue<>(100_000);
    private final MVStore store;
    private final MVMap<Long, byte[]> log;
    private final Thread writer = new Thread(this::run, "mvstore-writer");
    private volatile boolean closing;
    private long next;

    private record Waiting(byte[] record, CompletableFuture<Void> done) {}

    private MvStoreHitIntake(Path file) {
        store = new MVStore.Builder()
                .fileName(file.toString())
                .autoCommitDisabled()
                .open();
        log = store.openMap("hits");
        next = log.isEmpty() ? 0 : log.lastKey() + 1;
    }

    static MvStoreHitIntake open(Path file) {
        var intake = new MvStoreHitIntake(file);
        intake.writer.start();
        return intake;
    }

    @Override
    public CompletionStage<Void> accept(Hit hit) {
        var waiting = new Waiting(HitCodec.record(hit), new CompletableFuture<>());
        if (closing || !queue.offer(waiting)) {
            return CompletableFuture.failedFuture(new NotStored("The store is full or closed."));
        }
        return waiting.done;
    }

    /** What is in the store, in order. */
    List<Hit> hits() {
        var hits = new ArrayList<Hit>();
        for (var record : log.values()) {
            hits.add(HitCodec.hit(record, HitCodec.HEAD, record.length - HitCodec.HEAD));
        }
        return hits;
    }

    private void run() {
        var batch = new ArrayList<Waiting>();
        try {
            while (!closing || !queue.isEmpty()) {
                var first = queue.poll(50, java.util.concurrent.TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                batch.clear();
                batch.add(first);
                queue.drainTo(batch);
                batch.forEach(waiting -> log.append(next++, waiting.record));
                store.commit();
                store.sync();
                batch.forEach(waiting -> waiting.done.complete(null));
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            writer.join();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        store.closeImmediately();
    }
}
