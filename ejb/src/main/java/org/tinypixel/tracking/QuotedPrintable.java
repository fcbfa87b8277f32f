package org.tinypixel.tracking;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A quoted-printable body (RFC 2045, section 6.7) that can be changed in places while the rest keeps its bytes. */
final class QuotedPrintable {
    private static final int LONGEST_LINE = 76;
    private static final byte[] SOFT_BREAK = {'=', '\r', '\n'};
    private static final int[] NONE = {};
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private final byte[] encoded;

    QuotedPrintable(byte[] encoded) {
        this.encoded = encoded;
    }

    byte[] decoded() {
        var bytes = new byte[encoded.length];
        return Arrays.copyOf(bytes, walk(bytes, NONE, NONE));
    }

    /** Where decoded bytes stand in the encoded body; for their number, its end. They are in order. */
    int[] places(int[] inDecoded) {
        var found = new int[inDecoded.length];
        walk(null, inDecoded, found);
        return found;
    }

    /** Gives how many decoded bytes there are. A table of all places would be four times as large as the body. */
    private int walk(byte @Nullable [] decoded, int[] wanted, int[] found) {
        var count = 0;
        var next = 0;
        var at = 0;
        var looked = 0;
        while (at < encoded.length) {
            if (at >= looked) {
                looked = blanksEnd(at);
                if (looked > at && endsLine(looked)) {
                    // Blanks at the end of a line were added on the way.
                    at = looked;
                    continue;
                }
            }
            var soft = encoded[at] == '=' ? softBreakEnd(at) : 0;
            if (soft > 0) {
                at = soft;
                continue;
            }
            while (next < wanted.length && wanted[next] == count) {
                found[next++] = at;
            }
            var hex = isHex(at);
            if (decoded != null) {
                decoded[count] = hex ? (byte) ((hex(encoded[at + 1]) << 4) | hex(encoded[at + 2])) : encoded[at];
            }
            count++;
            at += hex ? 3 : 1;
        }
        Arrays.fill(found, next, found.length, encoded.length);
        return count;
    }

    private boolean isHex(int at) {
        return encoded[at] == '=' && at + 2 < encoded.length && hex(encoded[at + 1]) >= 0 && hex(encoded[at + 2]) >= 0;
    }

    /** Takes places in the encoded body. */
    BodyText.Splice splice(Changed out) {
        return new BodyText.Splice() {
            private int done;
            private int line;

            @Override
            public void replace(int from, int to, byte[] text) {
                keep(from);
                if (line > 0) {
                    softBreak();
                }
                for (var octet : text) {
                    put(octet);
                }
                softBreak();
                done = to;
            }

            @Override
            public void end() {
                keep(encoded.length);
            }

            private void keep(int until) {
                var start = done;
                var lineStart = until;
                while (lineStart > start && encoded[lineStart - 1] != '\n') {
                    lineStart--;
                }
                var length = lineStart > start ? until - lineStart : line + until - start;
                if (length >= LONGEST_LINE && until > start && until < encoded.length) {
                    // A full line has no room for the "=" of a break: break it before its last character.
                    var last = until - (until - 3 >= start && encoded[until - 3] == '=' ? 3 : 1);
                    out.keep(start, last);
                    softBreak();
                    start = last;
                    length = until - last;
                }
                out.keep(start, until);
                line = length;
                done = until;
            }

            private void put(byte octet) {
                var plain = octet >= ' ' && octet < 127 && octet != '=';
                if (line + (plain ? 1 : 3) > LONGEST_LINE - 1) {
                    softBreak();
                }
                if (plain) {
                    out.put(octet);
                    line++;
                } else {
                    out.put((byte) '=');
                    out.put((byte) HEX[(octet >> 4) & 15]);
                    out.put((byte) HEX[octet & 15]);
                    line += 3;
                }
            }

            private void softBreak() {
                out.put(SOFT_BREAK);
                line = 0;
            }
        };
    }

    /** Where a stretch of blanks ends; the same place where there is none. */
    private int blanksEnd(int from) {
        var at = from;
        while (at < encoded.length && (encoded[at] == ' ' || encoded[at] == '\t')) {
            at++;
        }
        return at;
    }

    private boolean endsLine(int at) {
        return at == encoded.length || encoded[at] == '\n' || encoded[at] == '\r';
    }

    /** Where the line behind a soft break begins; 0 where there is none. */
    private int softBreakEnd(int equals) {
        var at = blanksEnd(equals + 1);
        if (at == encoded.length) {
            return at;
        }
        if (encoded[at] == '\r' && at + 1 < encoded.length && encoded[at + 1] == '\n') {
            return at + 2;
        }
        return encoded[at] == '\n' ? at + 1 : 0;
    }

    private static int hex(byte letter) {
        return Character.digit(letter, 16);
    }
}
