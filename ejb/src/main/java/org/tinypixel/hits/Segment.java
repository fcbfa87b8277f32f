package org.tinypixel.hits;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One file of the journal: records from the first byte on, then zeros. It is written once from front to back by one thread, read by another, and deleted as a whole. After a
 * failed write or force it is never written again: a second force may claim success for pages that the kernel already dropped.
 */
final class Segment {
    private final long number;
    private final Path file;
    private final @Nullable FileChannel channel;
    private final long size;
    private long position;
    private volatile long readable;
    private volatile boolean finished;
    private volatile boolean kept;

    private Segment(long number, Path file, @Nullable FileChannel channel, long size, boolean finished) {
        this.number = number;
        this.file = file;
        this.channel = channel;
        this.size = size;
        this.readable = finished ? size : 0;
        this.finished = finished;
    }

    /** A file of an earlier run, to be read to its end. */
    static Segment old(long number, Path file, long size) {
        return new Segment(number, file, null, size, true);
    }

    /** A new file, zero-filled and forced by now. */
    static Segment fresh(long number, Path file, FileChannel channel, long size) {
        return new Segment(number, file, channel, size, false);
    }

    long number() {
        return number;
    }

    Path file() {
        return file;
    }

    /** Up to here everything is forced; in an old file all of it may be read, and the reader finds the end. */
    long readable() {
        return readable;
    }

    /** Whether nothing will be added any more. */
    boolean finished() {
        return finished;
    }

    long room() {
        return finished ? 0 : size - position;
    }

    /** Writes the records one behind the other and forces once; only then may they be read. */
    void append(List<byte[]> records, ByteBuffer buffer) throws IOException {
        if (channel == null) {
            throw new IOException(file + " is of an earlier run");
        }
        var at = position;
        buffer.clear();
        for (var record : records) {
            if (record.length > buffer.remaining()) {
                at = write(channel, buffer, at);
            }
            buffer.put(record);
        }
        at = write(channel, buffer, at);
        channel.force(false);
        position = at;
        readable = at;
    }

    private static long write(FileChannel channel, ByteBuffer buffer, long from) throws IOException {
        var at = from;
        buffer.flip();
        while (buffer.hasRemaining()) {
            at += channel.write(buffer, at);
        }
        buffer.clear();
        return at;
    }

    /** Asks to keep the file, since a part of it could not be read. */
    void keep() {
        kept = true;
    }

    boolean kept() {
        return kept;
    }

    /** No more is added; what is readable stays so. */
    void finish() {
        finished = true;
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException unforced) {
                // Everything that counts was forced before; a broken file is left by the one who saw it break.
                return;
            }
        }
    }
}
