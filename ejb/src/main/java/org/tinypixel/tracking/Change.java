package org.tinypixel.tracking;

import java.util.List;

/**
 * Bytes that take the place of a stretch of other bytes.
 *
 * @param from where the stretch begins; equal to {@code to} where the bytes are only put in
 * @param to where it ends, exclusive
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and copied for nobody
record Change(int from, int to, byte[] bytes) {
    /** The length of so many bytes after the changes. */
    static int length(int length, List<Change> changes) {
        var changed = (long) length;
        for (var change : changes) {
            changed += change.bytes.length - (change.to - change.from);
        }
        return Math.toIntExact(changed);
    }
}
