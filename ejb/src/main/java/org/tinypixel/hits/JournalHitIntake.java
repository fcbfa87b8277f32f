package org.tinypixel.hits;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps hits in this node's own journal on disk (see {@link JournalWriter}) until the reader has them in the database. Touches no database. */
final class JournalHitIntake implements HitIntake, IntakeState.Source, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalHitIntake.class);

    private final AtomicLong earlier = new AtomicLong();
    private final JournalReader.Progress progress = new JournalReader.Progress();
    private final ExecutorService ahead = Executors.newSingleThreadExecutor(threads("tinypixel-hit-ahead"));
    private final JournalFolder folder;
    private final JournalWriter writer;

    private JournalHitIntake(JournalFolder folder, JournalLimits limits) {
        this.folder = folder;
        this.writer = new JournalWriter(
                folder, limits.queue(), limits.ahead(), threads("tinypixel-hit-writer"), ahead, progress::wake);
    }

    /** Opens the journal in a folder; a disk that does not work shows in the state and in every refused hit, never here. */
    static JournalHitIntake open(Path place, JournalLimits limits, JournalFolder.ChannelOpener opener) {
        var intake = new JournalHitIntake(new JournalFolder(place, limits, opener), limits);
        intake.ahead.execute(intake::countEarlier);
        intake.writer.start();
        return intake;
    }

    @Override
    public CompletionStage<Void> accept(Hit hit) {
        byte[] record;
        try {
            record = HitCodec.record(hit);
        } catch (IllegalArgumentException tooLong) {
            return writer.refuse(tooLong);
        }
        return writer.append(record);
    }

    @Override
    public boolean afterEachGroup(Runnable listener) {
        writer.afterEachGroup(listener);
        return true;
    }

    @Override
    public IntakeState state() {
        var accepted = writer.accepted();
        return new IntakeState(
                accepted,
                writer.notStored(),
                Math.max(0, earlier.get() + accepted - progress.folded()),
                progress.damaged(),
                progress.refused(),
                folder.backlogBytes(),
                folder.limits().disk(),
                writer.problem(),
                progress.problem());
    }

    JournalFolder folder() {
        return folder;
    }

    JournalReader.Progress progress() {
        return progress;
    }

    /** Whether something is readable behind this place. */
    boolean hasUnread(JournalFolder.@Nullable Position place) {
        var position = place == null ? JournalFolder.Position.START : place;
        var segment = folder.from(position.segment());
        if (segment == null) {
            return false;
        }
        var from = segment.number() == position.segment() ? position.offset() : 0;
        return (!segment.finished() && segment.readable() > from) || folder.after(segment.number()) != null;
    }

    /** Half of the room on the disk is taken: somebody should look, and folding comes first. */
    boolean isHalfFull() {
        return folder.backlogBytes() > folder.limits().disk() / 2;
    }

    /** Hits made durable since the start. */
    long accepted() {
        return writer.accepted();
    }

    /** Whether every hit that was accepted before this call is in a segment by now. */
    boolean drained() {
        return writer.drained();
    }

    /** Last of all: what is queued is written and answered. */
    @Override
    public void close() {
        writer.close();
        ahead.shutdown();
        try {
            if (!ahead.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.info("A journal file was still being made when the hit journal closed");
            }
            folder.close();
        } catch (IOException leftToTheSystem) {
            LOG.info("The lock of the hit journal ends with the process", leftToTheSystem);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    /** The backlog that earlier runs left, for the number on the readiness page. */
    private void countEarlier() {
        try {
            folder.open();
            var position = folder.position();
            var last = folder.lastSegment();
            var reader = new SegmentReader();
            for (var segment = folder.from(position.segment());
                    segment != null && segment.number() <= last;
                    segment = folder.after(segment.number())) {
                var at = segment.number() == position.segment() ? position.offset() : 0;
                var ended = false;
                while (!ended) {
                    var chunk = reader.read(segment.file(), at, segment.readable(), JournalReader.BATCH);
                    earlier.addAndGet(chunk.hits().size());
                    at = chunk.next();
                    ended = chunk.ended();
                }
            }
        } catch (IOException unreadable) {
            LOG.warn("The journal of earlier runs could not be counted", unreadable);
        }
    }

    private static ThreadFactory threads(String name) {
        return work -> {
            var thread = new Thread(work, name);
            thread.setDaemon(true);
            thread.setContextClassLoader(JournalHitIntake.class.getClassLoader());
            return thread;
        };
    }
}
