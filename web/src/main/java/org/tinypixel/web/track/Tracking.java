package org.tinypixel.web.track;

import io.undertow.server.HttpServerExchange;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.tinypixel.base.CopyId;
import org.tinypixel.hits.Hit;
import org.tinypixel.hits.HitIntake;
import org.tinypixel.hits.HitKind;
import org.tinypixel.hits.HitNotes;
import org.tinypixel.tracking.Purpose;
import org.tinypixel.tracking.Tokens;
import org.xnio.XnioIoThread;

/**
 * The three tracking addresses. A request is read, its hit handed to the journal, and its answer sent once the
 * hit is on disk. Whatever was asked for below {@code /t/o/} and {@code /t/v/}, the answer is a picture with the same headers, so that nobody learns which tokens
 * are good.
 */
final class Tracking {
    /** Where the servlet finds it in its context. */
    static final String NAME = Tracking.class.getName();

    private static final String END = ".gif";
    private static final int PARTS_OF_A_SECOND = 10;
    /** Pictures that a style sheet names, and what is noted of them. */
    private static final Map<Purpose, Map<String, String>> MARKS = Map.of(
            Purpose.FORWARDED, Map.of(HitNotes.MARK, HitNotes.FORWARDED),
            Purpose.QUOTED, Map.of(HitNotes.MARK, HitNotes.QUOTED),
            Purpose.PRINTED, Map.of(HitNotes.MARK, HitNotes.PRINTED));

    private final Tokens tokens;
    private final HitIntake intake;
    private final HitReader reader;
    private final TrackCounts counts;
    private final Limits limits;
    private final Floods floods;
    private final Map<XnioIoThread, Lane> lanes = new ConcurrentHashMap<>();
    private final Map<CopyId, Integer> heldByCopy = new ConcurrentHashMap<>();
    private final AtomicInteger held = new AtomicInteger();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        var thread = new Thread(work, "tinypixel-track-timer");
        thread.setDaemon(true);
        return thread;
    });
    private final boolean inGroups;
    private volatile boolean stopping;
    private int part;

    /**
     * How much is allowed.
     *
     * @param longestWait for the disk, before an answer is sent all the same
     * @param hold of one picture, whole seconds
     * @param held pictures on this node at most
     * @param heldPerCopy pictures of one copy at most
     * @param perMinute hits of one address in a minute that are stored; more are only counted
     */
    record Limits(Duration longestWait, Duration hold, int held, int heldPerCopy, int perMinute) {
        static final Limits USUAL = new Limits(Duration.ofSeconds(2), Duration.ofSeconds(120), 10_000, 2, 60);
    }

    Tracking(Tokens tokens, HitIntake intake, HitReader reader, TrackCounts counts, Limits limits) {
        this.tokens = tokens;
        this.intake = intake;
        this.reader = reader;
        this.counts = counts;
        this.limits = limits;
        this.floods = new Floods(limits.perMinute());
        counts.heldNow(held::get);
        this.inGroups = intake.afterEachGroup(this::answerGroup);
    }

    /** One timer for everything: late answers, and the bytes that held pictures get each second. */
    void start() {
        var step = TimeUnit.SECONDS.toNanos(1) / PARTS_OF_A_SECOND;
        var unused = timer.scheduleAtFixedRate(this::tick, step, step, TimeUnit.NANOSECONDS);
    }

    /** The journal's thread comes here when it has completed a group: each I/O thread is woken once. */
    private void answerGroup() {
        for (var lane : lanes.values()) {
            lane.answerGroup();
        }
    }

    private void tick() {
        var now = part++ % PARTS_OF_A_SECOND;
        for (var lane : lanes.values()) {
            lane.tick(now);
        }
    }

    /** Decides and answers; the path is below one of the three addresses. */
    void visit(Visit visit) {
        switch (visit.path().charAt(3)) {
            case 'o' -> open(visit);
            case 'v' -> view(visit);
            default -> click(visit);
        }
    }

    private void open(Visit visit) {
        var token = pictureToken(visit.path(), Purpose.OPEN);
        if (token.isPresent()) {
            opened(visit, token.get(), Map.of());
            return;
        }
        for (var mark : MARKS.entrySet()) {
            var marked = pictureToken(visit.path(), mark.getKey());
            if (marked.isPresent()) {
                opened(visit, marked.get(), mark.getValue());
                return;
            }
        }
        counts.countBadPixel();
        visit.send(Answers.PICTURE);
    }

    private void opened(Visit visit, Tokens.Verified token, Map<String, String> notes) {
        if (floods.isOver(token, reader.now())) {
            counts.countFlooding();
            visit.send(Answers.PICTURE);
        } else {
            visit.storeFirst(intake, reader.read(visit, HitKind.OPEN, token).noted(notes), Answers.PICTURE);
        }
    }

    private void click(Visit visit) {
        var start = "/t/c/".length();
        var link = visit.path().length() == start + Tokens.LENGTH
                ? LinkAddress.find(tokens, visit.path().substring(start), visit.query())
                : Optional.<LinkAddress.Good>empty();
        if (link.isEmpty()) {
            counts.countBadLink();
            visit.send(ChangedLinkPage.answer(LinkAddress.shown(visit.query())));
            return;
        }
        var answer = Answers.redirect(link.get().destination());
        if (floods.isOver(link.get().token(), reader.now())) {
            counts.countFlooding();
            visit.send(answer);
        } else {
            visit.storeFirst(
                    intake, reader.read(visit, HitKind.CLICK, link.get().token()), answer);
        }
    }

    /** Holds the picture; where that is too much, or nobody looks at it, it is sent at once and there is nothing to measure. */
    private void view(Visit visit) {
        var token = pictureToken(visit.path(), Purpose.VIEW);
        if (token.isEmpty()) {
            counts.countBadPixel();
            visit.send(Answers.PICTURE);
        } else if (!visit.method().equals("GET") || !mayHold(token.get().copy())) {
            visit.send(Answers.PICTURE);
        } else if (!visit.hold(reader.read(visit, HitKind.VIEW, token.get()))) {
            release(token.get().copy());
            visit.send(Answers.PICTURE);
        }
    }

    private Optional<Tokens.Verified> pictureToken(String path, Purpose purpose) {
        var start = "/t/o/".length();
        if (path.length() != start + Tokens.LENGTH + END.length() || !path.endsWith(END)) {
            return Optional.empty();
        }
        return tokens.verify(path.substring(start, start + Tokens.LENGTH), purpose, null);
    }

    /** The lane of the I/O thread that the exchange belongs to. */
    Lane lane(HttpServerExchange exchange) {
        var thread = exchange.getIoThread();
        var lane = lanes.get(thread);
        return lane != null
                ? lane
                : lanes.computeIfAbsent(thread, io -> new Lane(io, limits, counts, this::wasHeld, inGroups));
    }

    TrackCounts counts() {
        return counts;
    }

    Duration longestWait() {
        return limits.longestWait();
    }

    private boolean mayHold(CopyId copy) {
        if (stopping) {
            return false;
        }
        if (held.incrementAndGet() > limits.held()) {
            held.decrementAndGet();
            return false;
        }
        if (heldByCopy.merge(copy, 1, Integer::sum) > limits.heldPerCopy()) {
            release(copy);
            return false;
        }
        return true;
    }

    private void release(CopyId copy) {
        held.decrementAndGet();
        heldByCopy.computeIfPresent(copy, (same, count) -> count == 1 ? null : count - 1);
    }

    /** A picture was let go: how long it was held is what there is to store, and nobody waits for that. */
    private void wasHeld(Hit hit) {
        release(hit.copy());
        try {
            var unused = intake.accept(hit).handle((stored, failure) -> {
                if (failure != null) {
                    counts.countNotStored();
                }
                return "";
            });
        } catch (RuntimeException broken) {
            counts.countNotStored();
        }
    }

    /** Ends all held pictures now, with the time they were held so far, and holds no more. */
    void letGo(Duration longest) {
        stopping = true;
        var done = new CountDownLatch(lanes.size());
        for (var lane : lanes.values()) {
            lane.letGo(done::countDown);
        }
        try {
            if (!done.await(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                counts.countLate();
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    void stop() {
        timer.shutdownNow();
    }
}
