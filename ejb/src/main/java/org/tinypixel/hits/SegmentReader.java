package org.tinypixel.hits;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the records in a journal file, whatever happened to it. A record counts only with its checksum. Behind a damaged one the next good one is searched for byte by
 * byte, so damage costs what it hit and nothing behind it. (No sender can forge one inside a header: a length begins with a zero byte, which no header has.)
 * Holds a window of the file, never all of it.
 */
final class SegmentReader {
    private static final int WINDOW = 2 * HitCodec.LONGEST_BODY;

    private final byte[] window = new byte[WINDOW];

    /**
     * Some records.
     *
     * @param next where to go on reading
     * @param damaged places where records were lost, each followed by a good record
     * @param ended whether nothing good follows
     */
    record Chunk(List<Hit> hits, long next, int damaged, boolean ended) {}

    /** Reads up to {@code most} hits from a place that an earlier chunk named (or 0), looking no further than {@code end}. */
    Chunk read(Path file, long from, long end, int most) throws IOException {
        try (var channel = FileChannel.open(file)) {
            return read(channel, from, Math.min(end, channel.size()), most);
        }
    }

    private Chunk read(FileChannel channel, long from, long to, int most) throws IOException {
        var end = to;
        var hits = new ArrayList<Hit>();
        var good = from;
        var at = from;
        var damaged = 0;
        var start = from;
        var filled = fill(channel, start, end);
        while (at < end) {
            var offset = (int) (at - start);
            var rest = filled - offset;
            var complete = start + filled >= end;
            if (!complete && rest < HitCodec.HEAD + HitCodec.LONGEST_BODY) {
                start = at;
                filled = fill(channel, start, end);
                // A file that was cut meanwhile ends where it ends.
                end = filled < Math.min(WINDOW, end - start) ? start + filled : end;
                continue;
            }
            var length = rest < HitCodec.HEAD ? 0 : number(offset);
            if (length > 0
                    && length <= Math.min(rest - HitCodec.HEAD, HitCodec.LONGEST_BODY)
                    && HitCodec.checksum(window, offset + HitCodec.HEAD, length) == number(offset + 4)) {
                if (hits.size() == most) {
                    return new Chunk(hits, good, damaged, false);
                }
                damaged += at > good ? 1 : 0;
                var hit = HitCodec.hit(window, offset + HitCodec.HEAD, length);
                if (hit == null) {
                    damaged++;
                } else {
                    hits.add(hit);
                }
                at += HitCodec.HEAD + length;
                good = at;
            } else {
                at++;
            }
        }
        return new Chunk(hits, good, damaged, true);
    }

    private int fill(FileChannel channel, long start, long end) throws IOException {
        var into = ByteBuffer.wrap(window, 0, (int) Math.min(window.length, end - start));
        while (into.hasRemaining() && channel.read(into, start + into.position()) >= 0) {
            // until full or at the end of a file that is shorter than it should be
        }
        return into.position();
    }

    private int number(int offset) {
        return (window[offset] & 0xff) << 24
                | (window[offset + 1] & 0xff) << 16
                | (window[offset + 2] & 0xff) << 8
                | (window[offset + 3] & 0xff);
    }
}
