package org.tinypixel.hits;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A disk that fills up, fails to force or is slow when a test says so. */
final class FaultyDisk implements JournalFolder.ChannelOpener {
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger forcesAfterFailure = new AtomicInteger();
    private volatile CountDownLatch held = new CountDownLatch(0);
    private volatile boolean full;
    private volatile boolean reserveOnly;

    void failForces(int count) {
        failures.set(count);
    }

    void full(boolean now) {
        full = now;
    }

    /** No new file can be made, those that are there work. */
    void reserveOnly(boolean now) {
        reserveOnly = now;
    }

    void hold() {
        held = new CountDownLatch(1);
    }

    void release() {
        held.countDown();
    }

    /** How often a file was forced again after its force had failed; more than never is wrong. */
    int forcesAfterFailure() {
        return forcesAfterFailure.get();
    }

    @Override
    public FileChannel open(Path file) throws IOException {
        if (reserveOnly) {
            throw new IOException("No space left on device");
        }
        return new Channel(JournalFolder.ChannelOpener.REAL.open(file));
    }

    private final class Channel extends FileChannel {
        private final FileChannel real;
        private boolean failed;

        Channel(FileChannel real) {
            this.real = real;
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            if (full) {
                throw new IOException("No space left on device");
            }
            return real.write(source, position);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            if (failed) {
                forcesAfterFailure.incrementAndGet();
            }
            // The file made in advance is forced with its length; what a test holds up or breaks is the force of hits.
            if (!metaData) {
                await();
                if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    failed = true;
                    throw new IOException("Input/output error");
                }
            }
            real.force(metaData);
        }

        private void await() throws IOException {
            try {
                held.await();
            } catch (InterruptedException stopped) {
                throw new IOException(stopped);
            }
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return real.read(target);
        }

        @Override
        public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
            return real.read(targets, offset, length);
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            return real.write(source);
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
            return real.write(sources, offset, length);
        }

        @Override
        public long position() throws IOException {
            return real.position();
        }

        @Override
        public FileChannel position(long newPosition) throws IOException {
            real.position(newPosition);
            return this;
        }

        @Override
        public long size() throws IOException {
            return real.size();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            real.truncate(size);
            return this;
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
            return real.transferTo(position, count, target);
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count) throws IOException {
            return real.transferFrom(source, position, count);
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return real.read(target, position);
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
            return real.map(mode, position, size);
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) throws IOException {
            return real.lock(position, size, shared);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return real.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            real.close();
        }
    }
}
