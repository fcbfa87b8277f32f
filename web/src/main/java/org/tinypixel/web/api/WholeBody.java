package org.tinypixel.web.api;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;

/** Reads a large body into one array, and not into several that grow: a mail of 25 MB should need little more than itself. */
final class WholeBody {
    private static final int PIECE = 64 * 1024;

    /** Who announced much gets room for it when this much came. */
    private static final int PROOF = 1024 * 1024;

    private WholeBody() {}

    /**
     * The whole body.
     *
     * @param announced the length that the client gave; -1 for none
     */
    static byte[] read(InputStream body, long announced) throws IOException {
        var pieces = new ArrayDeque<byte[]>();
        var length = 0;
        var promised = announced >= 0 && announced <= BodyLimit.BYTES ? (int) announced : -1;
        while (promised < 0 || length < Math.min(promised, PROOF)) {
            var piece = body.readNBytes(PIECE);
            if (piece.length == 0) {
                return joined(pieces, length);
            }
            pieces.add(piece);
            length += piece.length;
        }
        var whole = joined(pieces, Math.max(promised, length));
        length += body.readNBytes(whole, length, whole.length - length);
        // The server holds clients to what they announce; whatever it lets through is read to its end.
        var more = body.readAllBytes();
        if (more.length == 0) {
            return length == whole.length ? whole : Arrays.copyOf(whole, length);
        }
        var all = Arrays.copyOf(whole, length + more.length);
        System.arraycopy(more, 0, all, length, more.length);
        return all;
    }

    private static byte[] joined(ArrayDeque<byte[]> pieces, int length) {
        var whole = new byte[length];
        var at = 0;
        while (!pieces.isEmpty()) {
            var piece = pieces.remove();
            System.arraycopy(piece, 0, whole, at, piece.length);
            at += piece.length;
        }
        return whole;
    }
}
