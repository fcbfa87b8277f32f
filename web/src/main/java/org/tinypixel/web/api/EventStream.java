package org.tinypixel.web.api;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.UserId;
import org.tinypixel.engagement.LiveFeed;
import org.tinypixel.engagement.NoticeGroups;

/**
 * One open connection of {@code GET /events/stream}. Nobody ever waits for it: what the network does not take yet is queued, and a connection that lets too much
 * wait is cut off, because it can come back and name the last event it saw.
 */
final class EventStream implements LiveFeed.Listener, WriteListener, AsyncListener {
    /** Bytes that wait for a slow reader; what it missed before it came is one piece and may be larger. */
    static final int MOST_WAITING = 128 * 1024;

    private final AsyncContext async;
    private final ServletOutputStream out;
    private final InstantSource clock;
    private final EventFrames frames;
    private final Runnable whenClosed;
    private final NoticeGroups groups = new NoticeGroups();
    private final Queue<byte[]> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private volatile Viewer viewer;
    private LiveFeed.@Nullable Subscription subscription;
    private long seen;
    private boolean flushed = true;
    private boolean started;
    private boolean closed;

    EventStream(
            AsyncContext async,
            ServletOutputStream out,
            Viewer viewer,
            InstantSource clock,
            EventFrames frames,
            Runnable whenClosed) {
        this.async = async;
        this.out = out;
        this.viewer = viewer;
        this.clock = clock;
        this.frames = frames;
        this.whenClosed = whenClosed;
    }

    UserId listener() {
        return viewer.id();
    }

    synchronized void listensBy(LiveFeed.Subscription feed) {
        if (closed) {
            feed.close();
        } else {
            subscription = feed;
        }
    }

    /** Rights may change while the connection is open. */
    void sees(Viewer now) {
        viewer = now;
    }

    /** All of them are one piece for the network, so that a long replay is not taken for slowness. */
    @Override
    public void changed(List<LiveFeed.Change> changes) {
        var who = viewer;
        var now = clock.instant();
        var text = new StringBuilder();
        for (var change : changes) {
            if (who.sees(change.owner())) {
                text.append(frames.of(grouped(change, now)));
            }
        }
        if (!text.isEmpty()) {
            send(text.toString());
        }
        changes.forEach(change -> passed(change.id()));
    }

    /** Has no id of its own: who breaks off here and comes back must hear it again. */
    @Override
    public void gap() {
        send(EventFrames.GAP);
    }

    private LiveFeed.Change grouped(LiveFeed.Change change, Instant now) {
        var notice = change.notice();
        if (notice == null) {
            return change;
        }
        var told = groups.told(notice, now);
        return notice.equals(told) ? change : change.with(told);
    }

    /** The first line: when to come back after the connection broke. Each client gets another time, so that all of a node's do not come at once. */
    void greet(int retryMillis) {
        send("retry: " + retryMillis + "\n\n");
    }

    /** Tells the client that the connection lives, and how far the stream is even where nothing of it was the client's to see. */
    void ping() {
        var upTo = position();
        send((upTo > 0 ? "id: " + upTo + "\n" : "") + "event: ping\ndata: {}\n\n");
    }

    private synchronized void passed(long id) {
        seen = Math.max(seen, id);
    }

    private synchronized long position() {
        return seen;
    }

    /** Bytes that the network did not take yet. */
    synchronized int waiting() {
        return waitingBytes;
    }

    private void send(String text) {
        boolean tooSlow;
        synchronized (this) {
            tooSlow = waitingBytes >= MOST_WAITING;
            if (!closed && !tooSlow) {
                var bytes = text.getBytes(StandardCharsets.UTF_8);
                waitingBytes += bytes.length;
                waiting.add(bytes);
            }
        }
        if (tooSlow) {
            close();
        } else {
            writeOn();
        }
    }

    /** The container calls this once at the start, and again whenever the network takes more. */
    @Override
    public void onWritePossible() {
        synchronized (this) {
            started = true;
        }
        writeOn();
    }

    private void writeOn() {
        try {
            write();
        } catch (IOException | RuntimeException gone) {
            close();
        }
    }

    private synchronized void write() throws IOException {
        while (started && !closed && !(waiting.isEmpty() && flushed) && out.isReady()) {
            var next = waiting.poll();
            if (next == null) {
                flushed = true;
                out.flush();
            } else {
                flushed = false;
                waitingBytes -= next.length;
                out.write(next);
            }
        }
    }

    void close() {
        LiveFeed.Subscription feed;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            waiting.clear();
            waitingBytes = 0;
            feed = subscription;
        }
        if (feed != null) {
            feed.close();
        }
        whenClosed.run();
        try {
            async.complete();
        } catch (IllegalStateException completed) {
            // The container was first.
        }
    }

    @Override
    public void onError(Throwable failure) {
        close();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        close();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        close();
    }

    @Override
    public void onError(AsyncEvent event) {
        close();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // Only this class starts it, once.
    }
}
