package org.tinypixel.tracking;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;
import java.util.zip.CRC32C;

/**
 * A message that lies elsewhere.
 *
 * @param reader opens it where it lies
 */
record KeptContent(
        int length, int checksum, boolean hasEightBitHeader, boolean hasEightBit, Supplier<InputStream> reader)
        implements SharedContent {
    /** Fails at its end where these are not the bytes that were kept; whoever sends them has not written the end of the mail by then. */
    @Override
    public InputStream open() {
        return new Checked(reader.get(), length, checksum);
    }

    private static final class Checked extends FilterInputStream {
        private final CRC32C sum = new CRC32C();
        private final int length;
        private final int checksum;
        private long count;

        Checked(InputStream in, int length, int checksum) {
            super(in);
            this.length = length;
            this.checksum = checksum;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int from, int most) throws IOException {
            var read = in.read(to, from, most);
            if (read >= 0) {
                sum.update(to, from, read);
                count += read;
            } else if (count != length || (int) sum.getValue() != checksum) {
                throw new IOException("the content of this copy was damaged where it was kept");
            }
            return read;
        }

        /** What is left out counts as read. */
        @Override
        public long skip(long most) throws IOException {
            var some = new byte[(int) Math.max(0, Math.min(most, 8192))];
            return some.length == 0 ? 0 : Math.max(0, read(some, 0, some.length));
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
