package org.tinypixel.hits;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tinypixel.base.Stopping;
import org.tinypixel.base.Times;

/**
 * Takes the journal in order and hands batches to the sink. The position moves only after the sink's transaction is committed and durable, so a crash repeats a batch and
 * loses none. With the database away it waits with growing pauses; the backlog stays on disk. A single hit that the database refuses again and again, while it takes others,
 * is put aside, so that it stops only itself.
 */
final class JournalReader implements Runnable {
    /** Hits in one transaction at most. */
    static final int BATCH = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(JournalReader.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration IDLE = Duration.ofSeconds(2);
    private static final Duration PUBLISH_EVERY = Duration.ofSeconds(1);
    /** Between the time a hit carries and its entry into the journal's queue. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(1);

    private static final int TRIES_OF_ONE = 5;

    private final JournalHitIntake journal;
    private final Progress progress;
    private final HitSink sink;
    private final Ledger ledger;
    private final InstantSource clock;
    private final Duration shortestPause;
    private final SegmentReader reader = new SegmentReader();
    private int size = BATCH;
    private Duration pause;
    private long publishedAt;
    private boolean published;
    private Instant foldedUntil = Instant.EPOCH;
    private volatile boolean stopped;

    /** What the reader tells the database beside the hits. */
    interface Ledger {
        /** Makes all durable that the sink committed. Throws where the database is away. */
        void settle();

        /** Tells the other nodes up to when this journal is folded. Throws where the database is away. */
        void publish(Instant foldedUntil);
    }

    /** What the reader has done, for the state page, and the bell that wakes it. */
    static final class Progress {
        private final AtomicLong folded = new AtomicLong();
        private final AtomicLong damaged = new AtomicLong();
        private final AtomicLong refused = new AtomicLong();
        private volatile @Nullable Thread reader;
        private volatile @Nullable String problem;

        /** Harmless where the reader is awake or not there. */
        void wake() {
            LockSupport.unpark(reader);
        }

        long folded() {
            return folded.get();
        }

        long damaged() {
            return damaged.get();
        }

        long refused() {
            return refused.get();
        }

        @Nullable
        String problem() {
            return problem;
        }
    }

    JournalReader(JournalHitIntake journal, HitSink sink, Ledger ledger, InstantSource clock) {
        this(journal, sink, ledger, clock, SHORTEST_PAUSE);
    }

    JournalReader(JournalHitIntake journal, HitSink sink, Ledger ledger, InstantSource clock, Duration shortestPause) {
        this.journal = journal;
        this.progress = journal.progress();
        this.sink = sink;
        this.ledger = ledger;
        this.clock = clock;
        this.shortestPause = shortestPause;
        this.pause = shortestPause;
    }

    /** Ends the reader after the batch in hand. */
    void stop() {
        stopped = true;
        progress.wake();
    }

    @Override
    public void run() {
        progress.reader = Thread.currentThread();
        while (!stopped && !Thread.currentThread().isInterrupted()) {
            try {
                if (!step() && !stopped) {
                    LockSupport.parkNanos(this, IDLE.toNanos());
                }
                pause = shortestPause;
                progress.problem = null;
            } catch (IOException | RuntimeException away) {
                if (progress.problem == null && !stopped && !Stopping.is(away)) {
                    LOG.warn("Hits wait on disk until the database takes them", away);
                }
                progress.problem = "Hits wait on disk: " + away.getMessage();
                sleep(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        }
    }

    /** After the thread has ended: folds what is left, for so long at most. True where nothing is left. */
    boolean finish(Duration most) {
        var end = System.nanoTime() + most.toNanos();
        try {
            while (step()) {
                if (System.nanoTime() - end >= 0) {
                    return false;
                }
            }
            return journal.drained();
        } catch (IOException | RuntimeException away) {
            LOG.info("Hits stay on disk for the next start: {}", away.getMessage());
            return false;
        }
    }

    /** Folds one batch; false where there was none. */
    boolean step() throws IOException {
        var folder = journal.folder();
        folder.open();
        var before = clock.instant();
        // Asked before the segments are looked at: what was accepted until now is then readable.
        var drained = journal.drained();
        var position = folder.position();
        var segment = folder.from(position.segment());
        while (segment != null) {
            var finished = segment.finished();
            var from = segment.number() == position.segment() ? position.offset() : 0;
            var chunk = reader.read(segment.file(), from, segment.readable(), size);
            if (!chunk.hits().isEmpty() || chunk.damaged() > 0) {
                store(folder, segment, chunk);
                return true;
            }
            var following = folder.after(segment.number());
            if (!finished || following == null) {
                break;
            }
            position = new JournalFolder.Position(following.number(), 0);
            folder.moveTo(position);
            segment = following;
        }
        if (drained && !stopped && (!published || System.nanoTime() - publishedAt >= PUBLISH_EVERY.toNanos())) {
            publish(Times.micros(before.minus(ON_ITS_WAY)));
        }
        return false;
    }

    private void store(JournalFolder folder, Segment segment, SegmentReader.Chunk chunk) throws IOException {
        var hits = chunk.hits();
        if (!hits.isEmpty()) {
            if (!taken(folder, hits)) {
                return;
            }
            ledger.settle();
            publish(hits.get(hits.size() - 1).receivedAt().minus(ON_ITS_WAY));
        }
        if (chunk.damaged() > 0) {
            progress.damaged.addAndGet(chunk.damaged());
            segment.keep();
            LOG.warn(
                    "{} is damaged in {} places; what the damage did not hit is read", segment.file(), chunk.damaged());
        }
        folder.moveTo(new JournalFolder.Position(segment.number(), chunk.next()));
        progress.folded.addAndGet(hits.size());
        size = Math.min(BATCH, size * 2);
    }

    /** False where a smaller batch is to be tried at once. */
    private boolean taken(JournalFolder folder, List<Hit> hits) throws IOException {
        RuntimeException last = null;
        for (var attempt = 0; attempt < TRIES_OF_ONE; attempt++) {
            try {
                sink.store(hits);
                return true;
            } catch (RuntimeException refused) {
                last = refused;
                // Throws where the database as a whole is away: then no hit is at fault.
                publish(foldedUntil);
                if (hits.size() > 1) {
                    LOG.info(
                            "A batch of {} hits was not taken, trying smaller ones: {}",
                            hits.size(),
                            refused.getMessage());
                    size = Math.max(1, hits.size() / 8);
                    return false;
                }
                sleep(shortestPause.multipliedBy(1L << attempt));
            }
        }
        LOG.error(
                "The database does not take the hit {}; it is put aside",
                hits.get(0).id(),
                last);
        folder.putAside(HitCodec.record(hits.get(0)));
        progress.refused.incrementAndGet();
        return true;
    }

    private void publish(Instant until) {
        if (until.isAfter(foldedUntil)) {
            foldedUntil = until;
        }
        ledger.publish(foldedUntil);
        publishedAt = System.nanoTime();
        published = true;
    }

    /** Not shortened by hits that arrive, only by the end. */
    private void sleep(Duration time) {
        var end = System.nanoTime() + time.toNanos();
        for (var left = time.toNanos(); left > 0 && !stopped; left = end - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }
}
