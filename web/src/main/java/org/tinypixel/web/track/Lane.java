package org.tinypixel.web.track;

import io.undertow.server.HttpServerExchange;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tinypixel.hits.Hit;
import org.tinypixel.hits.HitIntake;
import org.xnio.XnioIoThread;

/** What one I/O thread has open: answers that wait for the disk, and held pictures. Only that thread touches it, so it needs no lock. */
final class Lane {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final int PARTS = 10;

    private final XnioIoThread thread;
    private final long longestWait;
    private final Duration longestHold;
    private final TrackCounts counts;
    private final Consumer<Hit> wasHeld;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private final List<List<HeldPixel>> held = new ArrayList<>();
    private final boolean inGroups;
    private final Queue<Waiting> stored = new ConcurrentLinkedQueue<>();
    private volatile boolean busy;
    private volatile boolean stopping;

    Lane(XnioIoThread thread, Tracking.Limits limits, TrackCounts counts, Consumer<Hit> wasHeld, boolean inGroups) {
        this.thread = thread;
        this.longestWait = limits.longestWait().toNanos();
        this.longestHold = limits.hold();
        this.counts = counts;
        this.wasHeld = wasHeld;
        this.inGroups = inGroups;
        for (var i = 0; i < PARTS; i++) {
            held.add(new ArrayList<>());
        }
    }

    Waiting waiting(HttpServerExchange exchange, Answers.Answer answer) {
        return new Waiting(this, exchange, answer, counts);
    }

    /** One request whose answer waits for its hit to be stored; sent once, by whatever comes first. */
    static final class Waiting implements BiFunction<Void, @Nullable Throwable, String>, Runnable {
        private final Lane lane;
        private final Answers.Answer answer;
        private final TrackCounts counts;
        private @Nullable HttpServerExchange exchange;
        private long since;

        private Waiting(Lane lane, HttpServerExchange exchange, Answers.Answer answer, TrackCounts counts) {
            this.lane = lane;
            this.exchange = exchange;
            this.answer = answer;
            this.counts = counts;
        }

        void store(HitIntake intake, Hit hit) {
            since = lane.nanos();
            lane.waiting.add(this);
            lane.busy = true;
            try {
                var unused = intake.accept(hit).handle(this);
            } catch (RuntimeException broken) {
                counts.countNotStored();
                run();
            }
        }

        /** The journal's thread comes here; it only leaves a note. */
        @Override
        public String apply(Void stored, @Nullable Throwable failure) {
            if (failure != null) {
                counts.countNotStored();
            }
            lane.answerSoon(this);
            return "";
        }

        @Override
        public void run() {
            var open = exchange;
            if (open != null) {
                exchange = null;
                send(open, answer);
            }
            lane.forgetAnswered();
        }
    }

    private static void send(HttpServerExchange exchange, Answers.Answer answer) {
        try {
            ExchangeVisit.write(exchange, answer);
        } catch (RuntimeException gone) {
            LOG.debug("An answer could not be sent", gone);
            exchange.endExchange();
        }
    }

    private void answerSoon(Waiting one) {
        if (inGroups && Thread.currentThread() != thread) {
            stored.add(one);
        } else {
            execute(one);
        }
    }

    void answerGroup() {
        if (!stored.isEmpty()) {
            execute(this::answerStored);
        }
    }

    private void answerStored() {
        for (var next = stored.poll(); next != null; next = stored.poll()) {
            next.run();
        }
    }

    private void forgetAnswered() {
        for (var first = waiting.peek(); first != null && first.exchange == null; first = waiting.peek()) {
            waiting.remove();
        }
    }

    /** The timer comes here, ten times a second. */
    void tick(int part) {
        if (busy) {
            execute(() -> work(part));
        }
    }

    private void work(int part) {
        var now = nanos();
        for (var first = waiting.peek(); first != null && now - first.since > longestWait; first = waiting.peek()) {
            waiting.remove();
            if (first.exchange != null) {
                counts.countLate();
                first.run();
            }
        }
        held.get(part).removeIf(picture -> !picture.trickle(now));
        busy = !waiting.isEmpty() || held.stream().anyMatch(list -> !list.isEmpty());
    }

    void hold(HttpServerExchange exchange, Hit hit) {
        var now = nanos();
        var picture = new HeldPixel(exchange, hit, longestHold, now, wasHeld);
        if (picture.begin()) {
            held.get(Math.floorMod(now / 100_000_000L, PARTS)).add(picture);
            busy = true;
        }
        if (stopping) {
            letGo(() -> {});
        }
    }

    /** Ends all held pictures, then says so. */
    void letGo(Runnable done) {
        stopping = true;
        execute(() -> {
            var now = nanos();
            for (var list : held) {
                list.forEach(picture -> picture.letGo(now));
                list.clear();
            }
            done.run();
        });
    }

    long nanos() {
        return System.nanoTime();
    }

    private void execute(Runnable work) {
        try {
            thread.execute(work);
        } catch (RejectedExecutionException ending) {
            LOG.trace("The web server is ending", ending);
        }
    }
}
