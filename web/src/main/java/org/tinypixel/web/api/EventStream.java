package org.tinypixel.web.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.Json;
import org.tinypixel.engagement.LiveFeed;

/**
 * One open connection of {@code GET /events/stream}. Nobody ever waits for it: what the network does not take yet is queued, and a connection whose queue is
 * full is cut off, because it can come back and name the last event it saw.
 */
final class EventStream implements LiveFeed.Listener, WriteListener, AsyncListener {
    /** Events that wait for a slow reader. */
    static final int MOST_WAITING = 256;

    private final AsyncContext async;
    private final ServletOutputStream out;
    private final Runnable whenClosed;
    private final Queue<byte[]> waiting = new ArrayDeque<>();
    private volatile Viewer viewer;
    private LiveFeed.@Nullable Subscription subscription;
    private long seen;
    private boolean flushed = true;
    private boolean started;
    private boolean closed;

    EventStream(AsyncContext async, ServletOutputStream out, Viewer viewer, Runnable whenClosed) {
        this.async = async;
        this.out = out;
        this.viewer = viewer;
        this.whenClosed = whenClosed;
    }

    /** One change as the client reads it. */
    private record Event(
            String id,
            String copy,
            String messageId,
            String status,
            String statusLabel,
            String statusReason,
            Instant at,
            @JsonProperty("notify") LiveFeed.@Nullable Notification notice) {}

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

    @Override
    public void changed(List<LiveFeed.Change> changes) {
        var who = viewer;
        for (var change : changes) {
            if (who.sees(change.owner())) {
                send("id: " + change.id() + "\nevent: copy\ndata: " + Json.write(event(change)) + "\n\n");
            }
            passed(change.id());
        }
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

    private static Event event(LiveFeed.Change change) {
        return new Event(
                Long.toString(change.id()),
                change.copy().value(),
                change.message().value(),
                change.status(),
                change.statusLabel(),
                change.statusReason(),
                change.at(),
                change.notice());
    }

    private void send(String text) {
        boolean tooSlow;
        synchronized (this) {
            tooSlow = waiting.size() >= MOST_WAITING;
            if (!closed && !tooSlow) {
                waiting.add(text.getBytes(StandardCharsets.UTF_8));
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
        } catch (IOException | IllegalStateException gone) {
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
