package org.tinypixel.hits;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of the journal: numbered segments, the reader's position, a lock that keeps a second server out. Segments of earlier runs are only read; each run begins a new
 * one.
 */
final class JournalFolder implements AutoCloseable {
    private static final Pattern SEGMENT = Pattern.compile("(\\d{12})\\.hits");
    private static final int POSITION_BYTES = 24;
    private static final byte[] ZEROS = new byte[1 << 20];

    private final Path folder;
    private final JournalLimits limits;
    private final ChannelOpener opener;
    private final ConcurrentSkipListMap<Long, Segment> segments = new ConcurrentSkipListMap<>();
    /** Segments that are folded, by the time they were; kept for a while, because a database may come back without its last transactions. */
    private final Map<Long, Instant> applied = new ConcurrentHashMap<>();

    private final AtomicInteger unused = new AtomicInteger();
    private volatile @Nullable Position known;
    private @Nullable FileChannel lockFile;
    private @Nullable FileLock lock;
    private long lastNumber;

    JournalFolder(Path folder, JournalLimits limits, ChannelOpener opener) {
        this.folder = folder;
        this.limits = limits;
        this.opener = opener;
    }

    /** Opens a new file for writing; a test puts a failing disk here. */
    interface ChannelOpener {
        FileChannel open(Path file) throws IOException;

        /** The real one: a file that must not exist yet. */
        ChannelOpener REAL = file -> FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** Where the reader is: a segment's number and the byte behind the last record that is folded. */
    record Position(long segment, long offset) implements Comparable<Position> {
        static final Position START = new Position(0, 0);

        @Override
        public int compareTo(Position other) {
            var bySegment = Long.compare(segment, other.segment);
            return bySegment != 0 ? bySegment : Long.compare(offset, other.offset);
        }
    }

    /** Locks the folder and finds what earlier runs left; does nothing when it is open. */
    synchronized void open() throws IOException {
        if (lock != null) {
            return;
        }
        Files.createDirectories(folder);
        var channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException sameProcess) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            throw new IOException("another server uses the hit journal in " + folder);
        }
        lockFile = channel;
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                var name = SEGMENT.matcher(file.getFileName().toString());
                if (name.matches()) {
                    var number = Long.parseLong(name.group(1));
                    segments.put(number, Segment.old(number, file, Files.size(file)));
                }
            }
        }
        if (!Files.exists(folder.resolve("position"))) {
            // Its block is there before the disk fills up.
            moveTo(Position.START, Instant.EPOCH);
        }
        var position = position();
        for (var segment : segments.headMap(position.segment()).values()) {
            // Its last write was before it was folded, so it goes a little early rather than late.
            applied.put(
                    segment.number(), Files.getLastModifiedTime(segment.file()).toInstant());
        }
        lastNumber = Math.max(position.segment(), segments.isEmpty() ? 0 : segments.lastKey());
    }

    /** Makes the next segment: zero-filled and forced with its folder, so that a later force has no length to write. Slow; called ahead of need. */
    synchronized Segment allocate() throws IOException {
        open();
        while (diskBytes() + limits.segment() > limits.disk() && discardOldestApplied()) {
            // what is in the database already makes room for what is not
        }
        if (diskBytes() + limits.segment() > limits.disk()) {
            throw new IOException("the hit journal has reached its limit of " + limits.disk() + " bytes");
        }
        var number = lastNumber + 1;
        var file = folder.resolve(String.format("%012d.hits", number));
        // A number is never used twice, whatever became of its file.
        lastNumber = number;
        var channel = opener.open(file);
        try {
            var at = 0L;
            while (at < limits.segment()) {
                var length = (int) Math.min(ZEROS.length, limits.segment() - at);
                at += channel.write(ByteBuffer.wrap(ZEROS, 0, length), at);
            }
            channel.force(true);
            forceFolder();
        } catch (IOException full) {
            channel.close();
            Files.deleteIfExists(file);
            discardOldestApplied();
            throw full;
        }
        unused.incrementAndGet();
        return Segment.fresh(number, file, channel, limits.segment());
    }

    /** Lets the reader see a segment; called when its first record is about to be written. */
    void publish(Segment segment) {
        unused.decrementAndGet();
        segments.put(segment.number(), segment);
    }

    /** Removes a segment that is folded, or was made ahead and is not needed; a damaged one stays under another name. */
    void discard(Segment segment) throws IOException {
        segment.finish();
        if (segments.remove(segment.number()) == null) {
            unused.decrementAndGet();
        }
        applied.remove(segment.number());
        if (segment.kept() && Files.exists(segment.file())) {
            Files.move(segment.file(), folder.resolve(segment.file().getFileName() + ".damaged"));
        }
        Files.deleteIfExists(segment.file());
    }

    /** Keeps a record that the database never took, for whoever wants to look into it. */
    void putAside(byte[] record) throws IOException {
        Files.write(folder.resolve("refused.kept"), record, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    JournalLimits limits() {
        return limits;
    }

    /** The highest number in use; 0 for none. */
    long lastSegment() {
        var last = segments.lastEntry();
        return last == null ? 0 : last.getKey();
    }

    /** The segment with this number, or the first one behind it. */
    @Nullable
    Segment from(long number) {
        Map.Entry<Long, Segment> entry = segments.ceilingEntry(number);
        return entry == null ? null : entry.getValue();
    }

    @Nullable
    Segment after(long number) {
        return from(number + 1);
    }

    long diskBytes() {
        return (long) (segments.size() + unused.get()) * limits.segment();
    }

    /** What is taken by hits that are not folded yet, and by the reserve. */
    long backlogBytes() {
        return diskBytes() - (long) applied.size() * limits.segment();
    }

    /** The position that was stored last; the start where there is none or it is damaged, since a repeat is harmless. */
    Position position() throws IOException {
        var position = known;
        if (position == null) {
            position = stored();
            known = position;
        }
        return position;
    }

    /** The first place that is still kept, folded or not. */
    Position oldest() {
        return segments.isEmpty() ? Position.START : new Position(segments.firstKey(), 0);
    }

    private Position stored() throws IOException {
        var file = folder.resolve("position");
        if (!Files.exists(file)) {
            return Position.START;
        }
        var bytes = Files.readAllBytes(file);
        if (bytes.length != POSITION_BYTES) {
            return Position.START;
        }
        var in = ByteBuffer.wrap(bytes);
        var position = new Position(in.getLong(), in.getLong());
        return in.getLong() == HitCodec.checksum(bytes, 0, 16) ? position : Position.START;
    }

    /**
     * Stores the position; the segments before it are folded from now on. Written over the old one, which needs no room on a full disk. Not forced: after a power cut an
     * older or damaged position repeats some hits.
     */
    void moveTo(Position position, Instant now) throws IOException {
        var bytes = new byte[POSITION_BYTES];
        var out = ByteBuffer.wrap(bytes).putLong(position.segment()).putLong(position.offset());
        out.putLong(HitCodec.checksum(bytes, 0, 16));
        try (var channel =
                FileChannel.open(folder.resolve("position"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), 0);
        }
        known = position;
        for (var segment : segments.headMap(position.segment()).values()) {
            if (segment.kept()) {
                discard(segment);
            } else {
                applied.putIfAbsent(segment.number(), now);
            }
        }
    }

    /** Deletes the segments that were folded before then. */
    void forget(Instant before) throws IOException {
        for (var entry : applied.entrySet()) {
            var segment = segments.get(entry.getKey());
            if (segment != null && entry.getValue().isBefore(before)) {
                discard(segment);
            }
        }
    }

    private boolean discardOldestApplied() throws IOException {
        var first = segments.firstEntry();
        if (first == null || !applied.containsKey(first.getKey())) {
            return false;
        }
        discard(first.getValue());
        return true;
    }

    /** The history of the database that the folded hits went into (see {@link JournalReader.Ledger#history}); empty where none is known. */
    String history() throws IOException {
        var file = folder.resolve("history");
        return Files.exists(file) ? Files.readString(file) : "";
    }

    void history(String now) throws IOException {
        Files.writeString(folder.resolve("history"), now, StandardCharsets.UTF_8);
    }

    /** Where journals of other nodes are put to be taken over. */
    Path adopted() {
        return folder.resolve("take-over");
    }

    private void forceFolder() throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (lock != null) {
            lock.release();
            lock = null;
        }
        if (lockFile != null) {
            lockFile.close();
            lockFile = null;
        }
    }
}
