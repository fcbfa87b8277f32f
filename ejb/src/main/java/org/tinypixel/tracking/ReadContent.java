package org.tinypixel.tracking;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** A message as it was handed in, behind a header of ours: the client's own array, so that a large mail lies in memory once. */
final class ReadContent implements SharedContent {
    private static final byte[] NO_HEAD = {};

    private final byte[] head;
    private final byte[] source;
    private final int tail;
    private final int length;
    /** Asked for each copy, computed for all. */
    private @Nullable Facts facts;

    private record Facts(int checksum, boolean eightBitHeader, boolean eightBit) {}

    private ReadContent(byte[] head, byte[] source, int tail) {
        this.head = head;
        this.source = source;
        this.tail = tail;
        this.length = Math.addExact(head.length, source.length - tail);
    }

    /** A complete message; lines end with CR LF. The array is the caller's, who changes it no more. */
    static ReadContent of(byte[] message) {
        return new ReadContent(NO_HEAD, message, 0);
    }

    /**
     * A message with another header.
     *
     * @param head takes the place of the first bytes of the source; whole fields
     * @param tail how many bytes of the source it replaces
     */
    static ReadContent of(byte[] head, byte[] source, int tail) {
        return new ReadContent(head, source, tail);
    }

    /** What it is made of; its header may be another. */
    byte[] source() {
        return source;
    }

    /** Where a byte of the source, not one of its replaced header, stands. */
    int place(int inSource) {
        return inSource - tail + head.length;
    }

    /** The header as it leaves. */
    MimeHeader header() {
        return head.length > 0 ? MimeHeader.read(head, 0, head.length) : MimeHeader.read(source, 0, source.length);
    }

    /** Where a field can be added behind the last of these; -1 where there is no such place. */
    int behind(MimeHeader.Field last) {
        var bytes = head.length > 0 ? head : source;
        return bytes[last.to() - 1] == '\n' ? last.to() : -1;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public InputStream open() {
        var rest = new ByteArrayInputStream(source, tail, source.length - tail);
        return head.length == 0 ? rest : new SequenceInputStream(new ByteArrayInputStream(head), rest);
    }

    @Override
    public int checksum() {
        return facts().checksum;
    }

    @Override
    public boolean hasEightBitHeader() {
        return facts().eightBitHeader;
    }

    @Override
    public boolean hasEightBit() {
        return facts().eightBit;
    }

    private Facts facts() {
        if (facts == null) {
            facts = read();
        }
        return facts;
    }

    private Facts read() {
        var sum = new CRC32C();
        sum.update(head);
        sum.update(source, tail, source.length - tail);
        return new Facts(
                (int) sum.getValue(),
                head.length > 0 ? hasEightBit(head, 0, head.length) : hasEightBit(source, 0, header().end()),
                hasEightBit(head, 0, head.length) || hasEightBit(source, tail, source.length));
    }

    static boolean hasEightBit(byte[] bytes, int from, int to) {
        for (var i = from; i < to; i++) {
            if (bytes[i] < 0) {
                return true;
            }
        }
        return false;
    }
}
