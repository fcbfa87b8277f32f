package org.tinypixel.hits;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.HitId;

/**
 * The journal's record of a hit: length of the body (4 bytes), CRC32C of the body (4), and the body, that is a version (1) and the fields. Numbers are big endian; a text
 * is its length in bytes (2, -1 for none) and UTF-8. Version 2 is version 1 with the milliseconds a picture was held (8) behind the headers; only such hits are written so. Never changed for a version that was released: old journals are read by new programs.
 */
final class HitCodec {
    /** Length and checksum before the body. */
    static final int HEAD = 8;

    /** A longer body is no record; twenty times what the longest allowed headers need. */
    static final int LONGEST_BODY = 1 << 17;

    private static final byte PLAIN = 1;
    private static final byte HELD = 2;
    private static final int FIXED = 1 + 1 + 4 + 8 + 2;
    private static final int LONGEST_TEXT = Short.MAX_VALUE;

    private HitCodec() {}

    /** The whole record in an array of exactly its size. {@link IllegalArgumentException} where a text is longer than a record may hold. */
    static byte[] record(Hit hit) {
        var size = HEAD + FIXED + size(hit.id().value()) + size(hit.copy().value()) + size(hit.method());
        size += size(hit.address()) + size(hit.session());
        for (var header : hit.headers().entrySet()) {
            size += size(header.getKey()) + size(header.getValue());
        }
        var held = hit.heldMillis() >= 0;
        size += held ? Long.BYTES : 0;
        if (size - HEAD > LONGEST_BODY) {
            throw new IllegalArgumentException("a hit of " + size + " bytes is too long");
        }
        var record = new byte[size];
        var out = ByteBuffer.wrap(record).position(HEAD);
        out.put(held ? HELD : PLAIN)
                .put(code(hit.kind()))
                .putInt(hit.linkIndex())
                .putLong(micros(hit.receivedAt()));
        put(out, hit.id().value());
        put(out, hit.copy().value());
        put(out, hit.method());
        put(out, hit.address());
        put(out, hit.session());
        out.putShort((short) hit.headers().size());
        for (var header : hit.headers().entrySet()) {
            put(out, header.getKey());
            put(out, header.getValue());
        }
        if (held) {
            out.putLong(hit.heldMillis());
        }
        out.putInt(0, size - HEAD).putInt(4, checksum(record, HEAD, size - HEAD));
        return record;
    }

    static int checksum(byte[] bytes, int offset, int length) {
        var crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    /** The hit in a body whose checksum was right, or null where a newer program wrote it or its fields make no hit. */
    static @Nullable Hit hit(byte[] bytes, int offset, int length) {
        var in = ByteBuffer.wrap(bytes, offset, length);
        try {
            var version = in.get();
            if (version != PLAIN && version != HELD) {
                return null;
            }
            var kind = kind(in.get());
            var link = in.getInt();
            var at = instant(in.getLong());
            var id = new HitId(required(in));
            var copy = new CopyId(required(in));
            var method = required(in);
            var address = text(in);
            var session = text(in);
            var headers = headers(in);
            var held = version == HELD ? in.getLong() : -1;
            return new Hit(id, copy, kind, link, at, method, address, headers, session, held);
        } catch (BufferUnderflowException | IllegalArgumentException noHit) {
            return null;
        }
    }

    private static Map<String, String> headers(ByteBuffer in) {
        var count = in.getShort();
        var headers = new HashMap<String, String>(Math.max(2, count * 2));
        for (var i = 0; i < count; i++) {
            headers.put(required(in), required(in));
        }
        return headers;
    }

    private static int size(@Nullable String text) {
        if (text == null) {
            return 2;
        }
        var length = isAscii(text) ? text.length() : text.getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_TEXT) {
            throw new IllegalArgumentException("a text of " + length + " bytes is too long for the journal");
        }
        return 2 + length;
    }

    private static boolean isAscii(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static void put(ByteBuffer out, @Nullable String text) {
        if (text == null) {
            out.putShort((short) -1);
            return;
        }
        // Latin-1 text is copied by the JVM as one block.
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.putShort((short) bytes.length).put(bytes);
    }

    private static String required(ByteBuffer in) {
        var text = text(in);
        if (text == null) {
            throw new IllegalArgumentException("a text is missing");
        }
        return text;
    }

    private static @Nullable String text(ByteBuffer in) {
        var length = in.getShort();
        if (length < 0) {
            return null;
        }
        if (length > in.remaining()) {
            throw new IllegalArgumentException("a text is longer than its record");
        }
        var bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static long micros(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    }

    private static byte code(HitKind kind) {
        return switch (kind) {
            case OPEN -> 1;
            case VIEW -> 2;
            case CLICK -> 3;
            case UNSUBSCRIBE -> 4;
        };
    }

    private static HitKind kind(byte code) {
        return switch (code) {
            case 1 -> HitKind.OPEN;
            case 2 -> HitKind.VIEW;
            case 3 -> HitKind.CLICK;
            case 4 -> HitKind.UNSUBSCRIBE;
            default -> throw new IllegalArgumentException("no kind of hit has code " + code);
        };
    }
}
