package org.tinypixel.tracking;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** A quoted-printable body (RFC 2045, section 6.7) that can be changed in places while the rest keeps its bytes. */
final class QuotedPrintable {
    private static final int LONGEST_LINE = 76;
    private static final byte[] SOFT_BREAK = {'=', '\r', '\n'};
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private final byte[] encoded;
    private final byte[] decoded;
    /** Where each decoded byte stands in the encoded body, and one entry more for the end. */
    private final int[] places;

    QuotedPrintable(byte[] encoded) {
        this.encoded = encoded;
        var bytes = new byte[encoded.length];
        var found = new int[encoded.length + 1];
        var count = 0;
        var at = 0;
        while (at < encoded.length) {
            var blank = blankLineRest(at);
            if (blank > at) {
                // Blanks at the end of a line were added on the way.
                at = blank;
            } else if (encoded[at] != '=') {
                found[count] = at;
                bytes[count++] = encoded[at++];
            } else if (softBreakEnd(at) > 0) {
                at = softBreakEnd(at);
            } else if (at + 2 < encoded.length && hex(encoded[at + 1]) >= 0 && hex(encoded[at + 2]) >= 0) {
                found[count] = at;
                bytes[count++] = (byte) ((hex(encoded[at + 1]) << 4) | hex(encoded[at + 2]));
                at += 3;
            } else {
                found[count] = at;
                bytes[count++] = encoded[at++];
            }
        }
        found[count] = encoded.length;
        decoded = Arrays.copyOf(bytes, count);
        places = Arrays.copyOf(found, count + 1);
    }

    byte[] decoded() {
        return decoded;
    }

    BodyText.Splice splice(ByteArrayOutputStream out) {
        return new BodyText.Splice() {
            private int done;
            private int line;

            @Override
            public void replace(int from, int to, byte[] text) {
                keep(places[from]);
                if (line > 0) {
                    softBreak();
                }
                for (var octet : text) {
                    put(octet);
                }
                softBreak();
                done = places[to];
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
                    out.write(encoded, start, last - start);
                    softBreak();
                    start = last;
                    length = until - last;
                }
                out.write(encoded, start, until - start);
                line = length;
                done = until;
            }

            private void put(byte octet) {
                var plain = octet >= ' ' && octet < 127 && octet != '=';
                if (line + (plain ? 1 : 3) > LONGEST_LINE - 1) {
                    softBreak();
                }
                if (plain) {
                    out.write(octet);
                    line++;
                } else {
                    out.write('=');
                    out.write(HEX[(octet >> 4) & 15]);
                    out.write(HEX[octet & 15]);
                    line += 3;
                }
            }

            private void softBreak() {
                out.writeBytes(SOFT_BREAK);
                line = 0;
            }
        };
    }

    /** Where a stretch of blanks ends that reaches to the end of its line; the same place where there is none. */
    private int blankLineRest(int from) {
        var at = from;
        while (at < encoded.length && (encoded[at] == ' ' || encoded[at] == '\t')) {
            at++;
        }
        var ends = at == encoded.length || encoded[at] == '\n' || encoded[at] == '\r';
        return ends ? at : from;
    }

    /** Where the line behind a soft break begins; 0 where there is none. */
    private int softBreakEnd(int equals) {
        var at = equals + 1;
        while (at < encoded.length && (encoded[at] == ' ' || encoded[at] == '\t')) {
            at++;
        }
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
