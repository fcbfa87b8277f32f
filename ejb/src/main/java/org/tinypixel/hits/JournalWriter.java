package org.tinypixel.hits;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes hits in groups: one thread takes whatever waits, writes it, forces once, and completes the callers' stages, which only leave a note for their own threads. There is no
 * delay on purpose: while one force runs, the next group gathers. Callers meet at one compare-and-set and never wait.
 */
final class JournalWriter {
    private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);
    private static final int BUFFER = 1 << 20;
    private static final int ATTEMPTS = 3;
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final VarHandle NEWEST;
    private static final Waiting CLOSED = new Waiting(new byte[0]);

    static {
        try {
            NEWEST = MethodHandles.lookup().findVarHandle(JournalWriter.class, "newest", Waiting.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final JournalFolder folder;
    private final long queueLimit;
    private final int reserve;
    private final Executor ahead;
    private final Runnable durable;
    private final Thread thread;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final AtomicLong queued = new AtomicLong();

    @SuppressWarnings("UnusedVariable") // through NEWEST
    private volatile @Nullable Waiting newest;

    private volatile Runnable listener = () -> {};
    private volatile boolean idle;
    private volatile boolean closing;
    private volatile @Nullable String problem;
    private final AtomicLong accepted = new AtomicLong();
    private final LongAdder notStored = new LongAdder();
    private @Nullable Segment current;
    private final ArrayDeque<CompletableFuture<Segment>> prepared = new ArrayDeque<>();
    private @Nullable IOException noFile;
    private long retryAt;

    /** A record and who waits for it; its own node in the stack of those that came meanwhile. */
    private static final class Waiting extends CompletableFuture<Void> {
        final byte[] record;

        @Nullable
        Waiting older;

        Waiting(byte[] record) {
            this.record = record;
        }
    }

    /**
     * Makes the writer; {@link #start} starts it.
     *
     * @param ahead makes segments in advance
     * @param durable told after each force
     */
    JournalWriter(
            JournalFolder folder,
            long queueLimit,
            int reserve,
            ThreadFactory threads,
            Executor ahead,
            Runnable durable) {
        this.folder = folder;
        this.queueLimit = queueLimit;
        this.reserve = reserve;
        this.ahead = ahead;
        this.durable = durable;
        this.thread = threads.newThread(this::run);
    }

    void start() {
        thread.start();
    }

    /** Queues a record; the stage completes when it is forced, or with {@link HitIntake.NotStored}. */
    CompletableFuture<Void> append(byte[] record) {
        if (queued.addAndGet(record.length) > queueLimit) {
            queued.addAndGet(-record.length);
            return refuse("The disk is too slow: " + queueLimit + " bytes of hits wait for it.");
        }
        var waiting = new Waiting(record);
        Waiting before;
        do {
            before = (Waiting) NEWEST.getVolatile(this);
            if (before == CLOSED) {
                queued.addAndGet(-record.length);
                return refuse("The server is stopping.");
            }
            waiting.older = before;
        } while (!NEWEST.compareAndSet(this, before, waiting));
        if (idle) {
            LockSupport.unpark(thread);
        }
        return waiting;
    }

    /** Counts a hit that has no record. */
    CompletableFuture<Void> refuse(IllegalArgumentException reason) {
        notStored.increment();
        return CompletableFuture.failedFuture(new HitIntake.NotStored("The hit has no record.", reason));
    }

    private CompletableFuture<Void> refuse(String reason) {
        notStored.increment();
        return CompletableFuture.failedFuture(new HitIntake.NotStored(reason));
    }

    /** Hits that could not be made durable. */
    long notStored() {
        return notStored.sum();
    }

    /** Hits made durable. */
    long accepted() {
        return accepted.get();
    }

    /** Whether nothing waits for the disk; what was queued before this answered true is readable in its segment. */
    boolean drained() {
        return queued.get() == 0;
    }

    @Nullable
    String problem() {
        return problem;
    }

    /** Writes what is queued and ends; later hits are not stored. */
    void close() {
        closing = true;
        LockSupport.unpark(thread);
        var interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        prepare();
        while (true) {
            var batch = take(null);
            if (!batch.isEmpty()) {
                write(batch);
            } else if (closing) {
                write(take(CLOSED));
                finish();
                return;
            } else {
                idle = true;
                if (newest == null && !closing) {
                    LockSupport.park(this);
                    // An interrupt would close the file at the next write; nobody has a reason for one.
                    Thread.interrupted();
                }
                idle = false;
            }
        }
    }

    /** All that wait, oldest first; what comes next finds the given end of the stack. */
    private List<Waiting> take(@Nullable Waiting end) {
        var batch = new ArrayList<Waiting>();
        for (var waiting = (Waiting) NEWEST.getAndSet(this, end); waiting != null; waiting = waiting.older) {
            batch.add(waiting);
        }
        Collections.reverse(batch);
        return batch;
    }

    private void write(List<Waiting> batch) {
        var from = 0;
        while (from < batch.size()) {
            IOException failure = null;
            var to = from;
            for (var attempt = 0; attempt < ATTEMPTS && to == from; attempt++) {
                try {
                    to = store(batch, from);
                } catch (IOException broken) {
                    failure = broken;
                }
            }
            if (to == from) {
                refuse(batch.subList(from, batch.size()), failure);
                return;
            }
            problem = null;
            from = to;
        }
    }

    /** Stores as many as the current segment takes; gives the index of the first that is not stored. */
    private int store(List<Waiting> batch, int from) throws IOException {
        var segment = segment(batch.get(from).record.length);
        var records = new ArrayList<byte[]>(batch.size() - from);
        var room = segment.room();
        var bytes = 0L;
        var to = from;
        while (to < batch.size() && bytes + batch.get(to).record.length <= room) {
            bytes += batch.get(to).record.length;
            records.add(batch.get(to).record);
            to++;
        }
        try {
            segment.append(records, buffer);
        } catch (IOException broken) {
            LOG.warn("A journal file failed; the hits in it that are not yet answered go into a new one", broken);
            segment.finish();
            current = null;
            throw broken;
        }
        accepted.addAndGet(records.size());
        queued.addAndGet(-bytes);
        durable.run();
        answer(batch.subList(from, to));
        return to;
    }

    private void answer(List<Waiting> stored) {
        stored.forEach(waiting -> waiting.complete(null));
        tellListener();
    }

    private void tellListener() {
        try {
            listener.run();
        } catch (RuntimeException theirs) {
            LOG.error("Whoever answers hits failed, and the journal goes on", theirs);
        }
    }

    /** Told after each group, on the writer's thread. */
    void afterEachGroup(Runnable told) {
        listener = told;
    }

    private void refuse(List<Waiting> batch, @Nullable IOException failure) {
        var sentence = "Hits cannot be written to disk: " + (failure == null ? "unknown" : failure.getMessage());
        problem = sentence;
        for (var waiting : batch) {
            queued.addAndGet(-waiting.record.length);
        }
        notStored.add(batch.size());
        var cause = failure == null ? new HitIntake.NotStored(sentence) : new HitIntake.NotStored(sentence, failure);
        batch.forEach(waiting -> waiting.completeExceptionally(cause));
        tellListener();
    }

    private Segment segment(int length) throws IOException {
        var segment = current;
        if (segment != null && segment.room() >= length) {
            return segment;
        }
        if (segment != null) {
            segment.finish();
            current = null;
        }
        var fresh = take();
        if (fresh.room() < length) {
            folder.discard(fresh);
            throw new IOException("a hit of " + length + " bytes is longer than a journal file");
        }
        folder.publish(fresh);
        current = fresh;
        prepare();
        return fresh;
    }

    /** The oldest segment made ahead. After a failure a full disk is asked again once a second, not for every hit. */
    private Segment take() throws IOException {
        var earlier = noFile;
        if (earlier != null && System.nanoTime() - retryAt < 0) {
            throw earlier;
        }
        var failure = new IOException("a journal file could not be made");
        prepare();
        for (var first = prepared.poll(); first != null; first = prepared.poll()) {
            try {
                var segment = first.get();
                noFile = null;
                return segment;
            } catch (ExecutionException | InterruptedException failed) {
                failure = failed.getCause() instanceof IOException broken
                        ? broken
                        : new IOException("a journal file could not be made", failed);
            }
        }
        retryAt = System.nanoTime() + PAUSE_AFTER_FAILURE.toNanos();
        noFile = failure;
        throw failure;
    }

    /** Fills the reserve up again; a failed one is asked for again when it is needed. */
    private void prepare() {
        prepared.removeIf(CompletableFuture::isCompletedExceptionally);
        while (prepared.size() < reserve) {
            prepared.add(allocate());
        }
    }

    private CompletableFuture<Segment> allocate() {
        var promise = new CompletableFuture<Segment>();
        ahead.execute(() -> {
            try {
                promise.complete(folder.allocate());
            } catch (IOException | RuntimeException failed) {
                promise.completeExceptionally(failed);
            }
        });
        return promise;
    }

    private void finish() {
        if (current != null) {
            current.finish();
        }
        for (var segment : prepared) {
            try {
                folder.discard(segment.get());
            } catch (ExecutionException | InterruptedException | IOException none) {
                LOG.debug("No journal file was ready that had to be removed", none);
            }
        }
    }
}
