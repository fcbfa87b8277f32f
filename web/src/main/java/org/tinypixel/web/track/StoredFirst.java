package org.tinypixel.web.track;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.tinypixel.hits.Hit;
import org.tinypixel.hits.HitIntake;

/**
 * Sends a prepared answer once its hit is on disk, without a thread that waits. After two seconds, or where the hit cannot be stored, the answer is sent all the same: a
 * recipient gets picture and page in any case, and what was lost is counted.
 */
final class StoredFirst {
    static final long LONGEST_WAIT_MILLIS = 2000;

    private final TrackCounts counts;
    private final long longestWaitMillis;

    StoredFirst(TrackCounts counts, long longestWaitMillis) {
        this.counts = counts;
        this.longestWaitMillis = longestWaitMillis;
    }

    /** The response behind the request is complete but for being sent. */
    void send(HttpServletRequest request, HitIntake intake, Hit hit) {
        CompletionStage<Void> stored;
        try {
            stored = intake.accept(hit);
        } catch (RuntimeException broken) {
            counts.countNotStored();
            return;
        }
        var known = stored.toCompletableFuture();
        if (known.isDone()) {
            count(known.isCompletedExceptionally());
            return;
        }
        var answer = new Answer(request.startAsync(), counts);
        answer.context.setTimeout(longestWaitMillis);
        answer.context.addListener(answer);
        // Errors never leave this stage: the answer is sent whatever became of the hit.
        var unused = stored.handle((ok, failure) -> {
            count(failure != null);
            answer.send();
            return "";
        });
    }

    private void count(boolean failed) {
        if (failed) {
            counts.countNotStored();
        }
    }

    private static final class Answer implements AsyncListener {
        final AsyncContext context;
        private final TrackCounts counts;
        private final AtomicBoolean sent = new AtomicBoolean();

        Answer(AsyncContext context, TrackCounts counts) {
            this.context = context;
            this.counts = counts;
        }

        void send() {
            if (sent.compareAndSet(false, true)) {
                try {
                    context.complete();
                } catch (IllegalStateException gone) {
                    // The client left, and the container ended the request before us.
                    return;
                }
            }
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            counts.countLate();
            send();
        }

        @Override
        public void onError(AsyncEvent event) {
            send();
        }

        @Override
        public void onComplete(AsyncEvent event) {
            sent.set(true);
        }

        @Override
        public void onStartAsync(@Nullable AsyncEvent event) {
            // It is started once.
        }
    }
}
