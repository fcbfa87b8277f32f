package org.tinypixel.engagement;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tinypixel.base.Stopping;
import org.tinypixel.database.DatabaseReady;

/**
 * The feed of this node. One thread reads changes from the database, at once after a commit on this node and each second for those of others, keeps the newest
 * in memory for listeners that come back, and calls every listener; so a listener sees its replay before anything newer.
 */
@ApplicationScoped
class LiveBuffer implements LiveFeed {
    private static final Logger LOG = LoggerFactory.getLogger(LiveBuffer.class);
    private static final int PORTION = 500;
    private static final int KEPT = 2000;
    private static final long PAUSE_MILLIS = 1000;

    @Inject
    LiveChanges changes;

    @Inject
    InstantSource clock;

    @Resource
    ManagedThreadFactory threads;

    private final Semaphore wake = new Semaphore(0);
    private final Queue<Hearing> joining = new ConcurrentLinkedQueue<>();
    private final List<Hearing> hearing = new CopyOnWriteArrayList<>();
    private final Deque<Change> kept = new ArrayDeque<>();
    private volatile boolean stopped;
    private volatile @Nullable Thread reader;
    /** Of every change behind this id that was told, memory still knows. */
    private long forgotten;

    private boolean troubled;

    void ready(@Observes DatabaseReady event) {
        start(threads);
    }

    /** Runs on the thread that committed; only wakes the reader. */
    void committed(@Observes(during = TransactionPhase.AFTER_SUCCESS) CopiesChanged event) {
        wake.release();
    }

    void start(ThreadFactory threads) {
        var thread = threads.newThread(this::read);
        reader = thread;
        thread.start();
    }

    @PreDestroy
    void stop() {
        stopped = true;
        var thread = reader;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public Subscription listen(@Nullable Long afterId, Listener listener) {
        var one = new Hearing(afterId, listener);
        joining.add(one);
        wake.release();
        return one;
    }

    private void read() {
        LiveOrder order = null;
        while (!stopped) {
            try {
                order = order == null ? begin() : order;
                step(order);
                troubled = false;
            } catch (RuntimeException away) {
                // The database is away: said once, tried again each second.
                if (!troubled && !Stopping.is(away)) {
                    LOG.warn("Live changes cannot be read at the moment", away);
                }
                troubled = true;
            }
            try {
                if (wake.tryAcquire(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                    wake.drainPermits();
                }
            } catch (InterruptedException stopping) {
                return;
            }
        }
    }

    private LiveOrder begin() {
        forgotten = changes.newest();
        return new LiveOrder(forgotten);
    }

    private void step(LiveOrder order) {
        welcome(order);
        var missing = order.missing();
        if (!missing.isEmpty()) {
            var late = changes.these(missing);
            order.found(late, clock.instant());
            tell(late);
        }
        List<Change> ready;
        do {
            ready = order.take(changes.after(order.settled(), PORTION), clock.instant());
            tell(ready);
        } while (ready.size() == PORTION);
    }

    private void welcome(LiveOrder order) {
        for (var one = joining.peek(); one != null; one = joining.peek()) {
            if (one.after != null) {
                replay(one, one.after, order.settled());
            }
            hearing.add(one);
            joining.remove();
        }
        hearing.removeIf(one -> one.closed);
    }

    private void replay(Hearing one, long after, long settled) {
        if (after >= forgotten && settled > 0) {
            one.tell(List.copyOf(kept));
            return;
        }
        var missed = after < settled ? changes.between(after, settled, KEPT + 1) : List.<Change>of();
        // Asked afterwards, so that nothing can go unnoticed in between.
        var oldest = changes.oldest();
        var gone = oldest == 0 ? after > 0 : after + 1 < oldest;
        if (gone || missed.size() > KEPT) {
            one.gap();
        }
        one.tell(missed.subList(Math.max(0, missed.size() - KEPT), missed.size()));
    }

    private void tell(List<Change> news) {
        if (news.isEmpty()) {
            return;
        }
        news.forEach(kept::addLast);
        while (kept.size() > KEPT) {
            forgotten = Math.max(forgotten, kept.removeFirst().id());
        }
        hearing.forEach(one -> one.tell(news));
    }

    /** One listener; one that fails is dropped. */
    private final class Hearing implements Subscription {
        final @Nullable Long after;
        private final Listener listener;
        volatile boolean closed;

        Hearing(@Nullable Long after, Listener listener) {
            this.after = after;
            this.listener = listener;
        }

        /** Another node may have been ahead of this one: what the listener has seen there is not told again. */
        void tell(List<Change> news) {
            var unseen = after == null
                    ? news
                    : news.stream().filter(change -> change.id() > after).toList();
            if (!unseen.isEmpty()) {
                call(() -> listener.changed(unseen));
            }
        }

        void gap() {
            call(listener::gap);
        }

        private void call(Runnable what) {
            if (closed) {
                return;
            }
            try {
                what.run();
            } catch (RuntimeException broken) {
                LOG.debug("A live listener failed and is dropped", broken);
                close();
            }
        }

        @Override
        public void close() {
            closed = true;
            hearing.remove(this);
        }
    }
}
