package org.tinypixel.tracking;

import java.io.FilterInputStream;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.time.Duration;
import java.util.function.LongSupplier;

/** How long the work on one mail may take before it goes out as it came; a mail that somebody waits for is worth more than its pixel. */
final class Patience {
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final LongSupplier nanos;
    private final long start;

    /** Begins now, by a clock that counts nanoseconds. */
    Patience(LongSupplier nanos) {
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    static Patience begin() {
        return new Patience(System::nanoTime);
    }

    /** Throws where it ran out. */
    void check() throws MimePart.Unclear {
        if (isOver()) {
            throw new MimePart.Unclear("changing it takes more than " + LONGEST.toSeconds() + " seconds");
        }
    }

    private boolean isOver() {
        return nanos.getAsLong() - start > LONGEST.toNanos();
    }

    /** The same for bytes; closes what it reads. */
    InputStream stream(InputStream bytes) {
        return new FilterInputStream(bytes) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                if (isOver()) {
                    throw new IOException("out of time");
                }
                return super.read(buffer, offset, length);
            }
        };
    }

    /** Gives text to a parser as long as patience lasts: it cannot be stopped otherwise. */
    Reader reader(String text) {
        return new FilterReader(new StringReader(text)) {
            @Override
            public int read(char[] buffer, int offset, int length) throws IOException {
                if (isOver()) {
                    throw new IOException("out of time");
                }
                return super.read(buffer, offset, Math.min(length, 8192));
            }
        };
    }
}
