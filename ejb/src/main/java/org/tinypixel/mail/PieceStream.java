package org.tinypixel.mail;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.IntFunction;

/** Reads pieces one after the other; one of them is in memory. */
final class PieceStream extends InputStream {
    private static final byte[] NOTHING = {};

    private final IntFunction<Optional<byte[]>> pieces;
    private byte[] piece = NOTHING;
    private int next;
    private int at;

    /**
     * Begins with the first.
     *
     * @param pieces by their place; empty behind the last
     */
    PieceStream(IntFunction<Optional<byte[]>> pieces) {
        this.pieces = pieces;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int from, int most) throws IOException {
        if (most == 0) {
            return 0;
        }
        while (at == piece.length) {
            piece = NOTHING;
            at = 0;
            var found = load();
            if (found.isEmpty()) {
                return -1;
            }
            piece = found.get();
            next++;
        }
        var count = Math.min(most, piece.length - at);
        System.arraycopy(piece, at, to, from, count);
        at += count;
        return count;
    }

    /** A database that is gone is to whoever reads what a disk that is gone would be. */
    private Optional<byte[]> load() throws IOException {
        try {
            return pieces.apply(next);
        } catch (RuntimeException gone) {
            throw new IOException("the content of the mail cannot be read now", gone);
        }
    }
}
