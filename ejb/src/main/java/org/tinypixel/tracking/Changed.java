package org.tinypixel.tracking;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Collects what of some bytes stays and what comes in between, and gives the changes. */
final class Changed {
    private final List<Change> changes = new ArrayList<>();
    private final ByteArrayOutputStream put = new ByteArrayOutputStream();
    private int done;

    /** A stretch stays; stretches come in order, and what lies between them goes. */
    void keep(int from, int to) {
        if (from < to) {
            close(from);
            done = to;
        }
    }

    /** Bytes come in here. */
    void put(byte[] bytes) {
        put.writeBytes(bytes);
    }

    void put(byte octet) {
        put.write(octet);
    }

    /** All changes of so many bytes. */
    List<Change> all(int length) {
        close(length);
        return List.copyOf(changes);
    }

    private void close(int until) {
        if (put.size() > 0 || done < until) {
            changes.add(new Change(done, until, put.toByteArray()));
            put.reset();
        }
    }
}
