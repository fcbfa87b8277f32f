package org.tinypixel.tracking;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Reads bytes with changes made, and holds none of them. */
final class ChangedBytes extends InputStream {
    private final InputStream shared;
    private final List<Change> changes;
    private int next;
    /** How far the shared bytes were read. */
    private int at;
    /** How far the bytes of the next change were read; -1 while they are not reached. */
    private int inside = -1;

    /** Changes are in order and do not overlap. */
    ChangedBytes(InputStream shared, List<Change> changes) {
        this.shared = shared;
        this.changes = changes;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (next < changes.size()) {
            var change = changes.get(next);
            if (inside < 0) {
                if (at < change.from()) {
                    var read = shared.read(to, from, Math.min(length, change.from() - at));
                    if (read < 0) {
                        throw new IOException("the content is shorter than its changes");
                    }
                    at += read;
                    return read;
                }
                shared.skipNBytes(change.to() - change.from());
                at = change.to();
                inside = 0;
            }
            if (inside < change.bytes().length) {
                var count = Math.min(length, change.bytes().length - inside);
                System.arraycopy(change.bytes(), inside, to, from, count);
                inside += count;
                return count;
            }
            next++;
            inside = -1;
        }
        return shared.read(to, from, length);
    }

    @Override
    public void close() throws IOException {
        shared.close();
    }
}
