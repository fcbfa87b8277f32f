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
    /** The first hit waits so long for others: one transaction for all of them, and nobody sees the difference. */
    private static final Duration GATHER = Duration.ofMillis(100);

    /** How long folded segments are kept for a database that comes back without its last transactions. */
    static final Duration KEPT = Duration.ofMinutes(15);

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
    private long comparedAt;
    private boolean published;
    private Instant foldedUntil = Instant.EPOCH;
    /** Where the reader is: at the stored position, or before it while it repeats what was folded into a history that is no more. */
    private JournalFolder.@Nullable Position at;

    private @Nullable String history;
    private @Nullable TakeOver takeOver;
    private volatile boolean stopped;

    /** What the reader tells the database beside the hits. */
    interface Ledger {
        /** Makes all durable that the sink committed. Throws where the database is away. */
        void settle();

        /** Tells the other nodes up to when this journal is folded. Throws where the database is away. */
        void publish(Instant foldedUntil);

        /** Names the history of the database: another one after a standby took over, which may lack what was committed last. Throws where the database is away. */
        String history();
    }

    /** What the reader has done, for the state page, and the bell that wakes it. */
    static final class Progress {
        private final AtomicLong folded = new AtomicLong();
        private final AtomicLong damaged = new AtomicLong();
        private final AtomicLong refused = new AtomicLong();
        private volatile @Nullable Thread reader;
        private volatile boolean idle;
        private volatile @Nullable String problem;

        /** Called for every group of hits, so it costs nothing while the reader is awake. */
        void wake() {
            if (idle) {
                idle = false;
                LockSupport.unpark(reader);
            }
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

    /** Takes journals of other nodes over, too. */
    JournalReader(JournalHitIntake journal, HitSink sink, HitConsent consent, Ledger ledger, InstantSource clock) {
        this(journal, sink, ledger, clock);
        takeOver = new TakeOver(sink, consent, ledger, clock);
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
        LockSupport.unpark(progress.reader);
    }

    @Override
    public void run() {
        progress.reader = Thread.currentThread();
        while (!stopped && !Thread.currentThread().isInterrupted()) {
            try {
                var began = System.nanoTime();
                var accepted = journal.accepted();
                if (step()) {
                    var took = Duration.ofNanos(System.nanoTime() - began);
                    sleep(PaceRule.rest(took, journal.accepted() - accepted, journal.isHalfFull()));
                } else {
                    progress.problem = null;
                    await();
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

    private void await() {
        progress.idle = true;
        // What came before the flag was set did not wake anybody.
        if (!stopped && !journal.hasUnread(at)) {
            LockSupport.parkNanos(this, IDLE.toNanos());
        }
        progress.idle = false;
        if (journal.hasUnread(at)) {
            sleep(GATHER);
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
            if (journal.drained() && !journal.hasUnread(at)) {
                return true;
            }
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
        compareHistory(folder);
        var position = at == null ? folder.position() : at;
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
            moveTo(folder, position);
            segment = following;
        }
        folder.forget(before.minus(KEPT));
        if (takeOver != null) {
            takeOver.run(folder.adopted());
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
        if (moveTo(folder, new JournalFolder.Position(segment.number(), chunk.next()))) {
            progress.folded.addAndGet(hits.size());
        }
        size = Math.min(BATCH, size * 2);
    }

    /** True where that is further than ever before. */
    private boolean moveTo(JournalFolder folder, JournalFolder.Position position) throws IOException {
        at = position;
        if (position.compareTo(folder.position()) <= 0) {
            return false;
        }
        folder.moveTo(position, clock.instant());
        return true;
    }

    /** Where a standby took over, it may lack the last hits: all that is kept is offered again, and known ones are left alone. */
    private void compareHistory(JournalFolder folder) throws IOException {
        if (published && System.nanoTime() - comparedAt < PUBLISH_EVERY.toNanos()) {
            return;
        }
        var now = ledger.history();
        comparedAt = System.nanoTime();
        var before = history == null ? folder.history() : history;
        if (!now.equals(before)) {
            if (!before.isEmpty()) {
                at = folder.oldest();
                LOG.warn(
                        "The database was replaced ({} before, {} now): the hits of the last minutes are offered again",
                        before,
                        now);
            }
            remember(folder, now);
        }
        history = now;
    }

    private static void remember(JournalFolder folder, String history) {
        try {
            folder.history(history);
        } catch (IOException full) {
            LOG.info("The database's history could not be noted: {}", full.getMessage());
        }
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
