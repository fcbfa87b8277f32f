package org.tinypixel.routes.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.Conflict;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Stopping;
import org.tinypixel.submission.Submission;
import org.tinypixel.submission.Submissions;

/**
 * Asks the application in a few threads of its own, so that however many mail programs are connected, screens and pixels keep their share of the database, and a database that
 * answers nothing costs a client half a minute and no more.
 */
final class SubmissionDesk implements Desk, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SubmissionDesk.class);
    private static final int WORKERS = 8;
    private static final int MOST_WAITING = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(27);
    private static final Duration PATIENCE_FOR_MEMORY = Duration.ofSeconds(12);
    private static final int KILO = 1024;

    /** What a mail needs while its copies are made, in sizes of itself: the message, and its body's text while links are looked for. */
    private static final int SIZES = 3;

    /** What each copy needs, in kB. */
    private static final long COPY = 16;

    /** The database, the journal of hits and the log want to live, too. */
    private static final long RESERVE = 100L * 1024 * 1024;

    private final Submissions submissions;
    private final Path home;
    private final Path spool;
    private final SharedForce force;
    private final ThreadPoolExecutor workers;
    private final int budget;
    private final Semaphore memory;

    SubmissionDesk(Submissions submissions, Path home, Path spool, ThreadFactory threads) {
        this.submissions = submissions;
        this.home = home;
        this.spool = spool;
        this.force = new SharedForce(submissions::force);
        this.workers = new ThreadPoolExecutor(
                WORKERS, WORKERS, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), threads);
        workers.allowCoreThreadTimeOut(true);
        this.budget = (int) (Runtime.getRuntime().maxMemory() / 4 / KILO);
        this.memory = new Semaphore(budget, true);
    }

    @Override
    public Optional<Viewer> signIn(String user, String key) throws NotNow {
        return ask(() -> submissions.signIn(user, key), PATIENCE);
    }

    @Override
    public Optional<String> refuses(EmailAddress recipient) throws NotNow {
        return ask(() -> submissions.refuses(recipient), PATIENCE);
    }

    @Override
    public void mustHaveRoom(long octets) throws NotNow {
        if (isFull(octets)) {
            throw new NotNow(ReplyRule.diskFull());
        }
    }

    private boolean isFull(long octets) {
        return leaves(home, 2 * octets) < RESERVE || leaves(spool, octets) < RESERVE;
    }

    /** How many octets are free on a folder's disk when so many more lie there. */
    private static long leaves(Path folder, long octets) {
        try {
            return Files.getFileStore(folder).getUsableSpace() - octets;
        } catch (IOException gone) {
            LOG.warn("The space left in {} is not known: {}", folder, gone.getMessage());
            return 0;
        }
    }

    @Override
    public Reply accept(Draft draft) {
        var began = System.nanoTime();
        var needs = (int) Math.min(
                budget, (draft.octets() / KILO + 1) * SIZES + Math.min(draft.recipients(), MOST_WAITING) * COPY);
        try {
            if (!memory.tryAcquire(needs, PATIENCE_FOR_MEMORY.toMillis(), TimeUnit.MILLISECONDS)) {
                return ReplyRule.busy();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return ReplyRule.stopping();
        }
        try {
            var left = PATIENCE.minusNanos(System.nanoTime() - began);
            var submission = draft.submission();
            return ask(() -> taken(submission), left);
        } catch (NotNow later) {
            return isFull(0) ? ReplyRule.diskFull() : later.reply();
        } catch (IOException full) {
            LOG.warn("A mail could not be read back from {}: {}", home, full.getMessage());
            return ReplyRule.diskFull();
        } finally {
            memory.release(needs);
        }
    }

    private Reply taken(Submission submission) throws InterruptedException {
        if (Spool.hops(submission.content()) > ReplyRule.MOST_HOPS) {
            return ReplyRule.goesAround();
        }
        Submissions.Accepted accepted;
        try {
            accepted = submissions.accept(submission);
        } catch (Conflict sameAtOnce) {
            // The other one is committed by now, or was rolled back.
            accepted = submissions.accept(submission);
        }
        force.await();
        return ReplyRule.accepted(accepted);
    }

    /** Asks in a worker; what is not answered in time may still happen, and a mail that was taken so is known when it comes again. */
    private <T> T ask(Callable<T> question, Duration patience) throws NotNow {
        try {
            var answer = workers.submit(question);
            try {
                return answer.get(Math.max(1, patience.toMillis()), TimeUnit.MILLISECONDS);
            } finally {
                // One that nobody began is not begun any more.
                answer.cancel(false);
            }
        } catch (RejectedExecutionException full) {
            throw new NotNow(workers.isShutdown() ? ReplyRule.stopping() : ReplyRule.busy());
        } catch (TimeoutException slow) {
            throw new NotNow(ReplyRule.noDatabase());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new NotNow(ReplyRule.stopping());
        } catch (ExecutionException failed) {
            throw new NotNow(refusal(failed.getCause() == null ? failed : failed.getCause()));
        }
    }

    private static Reply refusal(Throwable cause) {
        if (Stopping.is(cause)) {
            return ReplyRule.stopping();
        }
        var known = ReplyRule.known(cause);
        if (known.isPresent()) {
            return known.get();
        }
        LOG.warn("The SMTP gateway asks a client to try again later", cause);
        return ReplyRule.noDatabase();
    }

    @Override
    public void close() {
        workers.shutdown();
        try {
            if (!workers.awaitTermination(10, TimeUnit.SECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException stopped) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
