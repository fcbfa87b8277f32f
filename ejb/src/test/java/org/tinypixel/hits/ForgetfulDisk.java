package org.tinypixel.hits;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * A disk without power: only what was forced is on it for certain. Of what was written since, each sector may be there or not, in any combination. After the given
 * number of operations the power goes, and every later operation fails.
 */
final class ForgetfulDisk implements JournalFolder.ChannelOpener {
    private static final int SECTOR = 512;

    private final Map<Path, Sheet> sheets = new LinkedHashMap<>();
    private long operationsLeft;

    /** One file: what a reader would see now, and what is on the disk for certain. */
    private static final class Sheet {
        byte[] seen = new byte[0];
        byte[] forced = new byte[0];

        void write(byte[] bytes, long position) {
            var end = (int) position + bytes.length;
            if (end > seen.length) {
                seen = Arrays.copyOf(seen, end);
            }
            System.arraycopy(bytes, 0, seen, (int) position, bytes.length);
        }
    }

    ForgetfulDisk(long operationsUntilThePowerGoes) {
        operationsLeft = operationsUntilThePowerGoes;
    }

    /** What a start after the power cut finds, chosen by {@code chance}. */
    synchronized void materialize(Path folder, Random chance) {
        sheets.forEach((file, sheet) -> {
            var content = Arrays.copyOf(sheet.forced, Math.max(sheet.forced.length, sheet.seen.length));
            for (var from = 0; from < sheet.seen.length; from += SECTOR) {
                var to = Math.min(sheet.seen.length, from + SECTOR);
                if (chance.nextBoolean()) {
                    System.arraycopy(sheet.seen, from, content, from, to - from);
                }
            }
            try {
                Files.write(folder.resolve(file.getFileName()), content);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        });
    }

    private synchronized void spend() throws IOException {
        if (operationsLeft-- <= 0) {
            throw new IOException("no power");
        }
    }

    @Override
    public synchronized FileChannel open(Path file) throws IOException {
        spend();
        var sheet = new Sheet();
        sheets.put(file, sheet);
        // The journal's folder lists it and its reader may open it.
        Files.createFile(file);
        return new Channel(sheet);
    }

    private final class Channel extends FileChannel {
        private final Sheet sheet;

        Channel(Sheet sheet) {
            this.sheet = sheet;
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            synchronized (ForgetfulDisk.this) {
                var bytes = new byte[source.remaining()];
                source.get(bytes);
                // The write in progress when the power goes may be there in part, so it is seen and then fails.
                sheet.write(bytes, position);
                spend();
                return bytes.length;
            }
        }

        @Override
        public void force(boolean metaData) throws IOException {
            synchronized (ForgetfulDisk.this) {
                spend();
                sheet.forced = sheet.seen.clone();
            }
        }

        @Override
        public int read(ByteBuffer target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long read(ByteBuffer[] targets, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(ByteBuffer source) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long position() {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileChannel position(long newPosition) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long size() {
            return sheet.seen.length;
        }

        @Override
        public FileChannel truncate(long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(ByteBuffer target, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected void implCloseChannel() {
            // Nothing is forced by closing.
        }
    }
}
