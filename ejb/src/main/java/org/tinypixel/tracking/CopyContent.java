package org.tinypixel.tracking;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The message that one recipient gets: the bytes that all copies share, and the few stretches that are this copy's own (pixel, links, header fields). It is put together
 * while it is read.
 */
public final class CopyContent {
    private static final int FORMAT = 1;
    private static final int EIGHT_BIT_HEADER = 1;
    private static final int EIGHT_BIT = 2;

    private final SharedContent shared;
    private final List<Change> changes;

    CopyContent(SharedContent shared, List<Change> changes) {
        this.shared = shared;
        this.changes = List.copyOf(changes);
    }

    /** A message of which there is one copy only; lines end with CR LF. The array is the caller's, who changes it no more. */
    public static CopyContent of(byte[] message) {
        return new CopyContent(ReadContent.of(message), List.of());
    }

    /**
     * A message that was kept in two parts.
     *
     * @param own see {@link #own}
     * @param shared opens the shared bytes where they are kept; that they are the right ones is checked while they are read
     */
    public static CopyContent of(byte[] own, Supplier<InputStream> shared) {
        try (var data = new DataInputStream(new ByteArrayInputStream(own))) {
            if (data.readUnsignedByte() != FORMAT) {
                throw new IllegalStateException("the content of this copy has a format that is not known");
            }
            var flags = data.readUnsignedByte();
            var kept = new KeptContent(
                    data.readInt(), data.readInt(), (flags & EIGHT_BIT_HEADER) != 0, (flags & EIGHT_BIT) != 0, shared);
            var changes = new ArrayList<Change>();
            while (data.available() > 0) {
                var from = data.readInt();
                var to = data.readInt();
                changes.add(new Change(from, to, data.readNBytes(data.readInt())));
            }
            return new CopyContent(kept, changes);
        } catch (IOException damaged) {
            throw new IllegalStateException("the content of this copy cannot be put together", damaged);
        }
    }

    /** The same object for all copies of a mail. */
    public SharedContent shared() {
        return shared;
    }

    List<Change> changes() {
        return changes;
    }

    /** In bytes. */
    public int length() {
        return Change.length(shared.length(), changes);
    }

    /** Reads the message from its beginning, line ends CR LF. */
    public InputStream open() {
        return new ChangedBytes(shared.open(), changes);
    }

    /** The whole message in an array of its own. */
    public byte[] bytes() {
        try (var in = open()) {
            var bytes = new byte[length()];
            if (in.readNBytes(bytes, 0, bytes.length) != bytes.length || in.read() >= 0) {
                throw new IllegalStateException("the content of this copy has another length than it should");
            }
            return bytes;
        } catch (IOException broken) {
            throw new IllegalStateException("the content of this copy cannot be read", broken);
        }
    }

    /** Whether bytes above 127 stand in the header; what is put in there is ASCII. */
    public boolean hasEightBitHeader() {
        return shared.hasEightBitHeader();
    }

    /** Whether bytes above 127 stand anywhere. */
    public boolean hasEightBit() {
        return shared.hasEightBit()
                || changes.stream()
                        .anyMatch(change -> ReadContent.hasEightBit(change.bytes(), 0, change.bytes().length));
    }

    /**
     * This copy's own stretches, to be kept beside the shared bytes: format (1), flags (bit 0: bytes above 127 in the shared header, bit 1: anywhere), length and
     * checksum of the shared bytes, and each stretch as from, to, length (all four bytes, big-endian) and its bytes.
     */
    public byte[] own() {
        try {
            var out = new ByteArrayOutputStream();
            var data = new DataOutputStream(out);
            data.writeByte(FORMAT);
            data.writeByte(
                    (shared.hasEightBitHeader() ? EIGHT_BIT_HEADER : 0) | (shared.hasEightBit() ? EIGHT_BIT : 0));
            data.writeInt(shared.length());
            data.writeInt(shared.checksum());
            for (var change : changes) {
                data.writeInt(change.from());
                data.writeInt(change.to());
                data.writeInt(change.bytes().length);
                data.write(change.bytes());
            }
            return out.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing into memory", impossible);
        }
    }
}
