package org.tinypixel.web.api;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads no more than the API takes, whatever the client announced. */
final class BodyLimit extends FilterInputStream {
    /** 25 MiB: what mail servers take, and what product promises. */
    static final long BYTES = 25L * 1024 * 1024;

    static final String SENTENCE = "The body is larger than 25 MB; that is more than mail servers take.";

    private long left = BYTES;

    BodyLimit(InputStream body) {
        super(body);
    }

    @Override
    public int read() throws IOException {
        var read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        var read = super.read(buffer, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    private void count(int bytes) throws Exceeded {
        left -= bytes;
        if (left < 0) {
            throw new Exceeded();
        }
    }

    /** The body is too long. */
    static final class Exceeded extends IOException {
        private static final long serialVersionUID = 1L;

        Exceeded() {
            super(SENTENCE);
        }
    }
}
