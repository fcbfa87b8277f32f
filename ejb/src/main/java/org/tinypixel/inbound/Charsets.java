package org.tinypixel.inbound;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Text whose character set is wrong or missing. */
final class Charsets {
    private Charsets() {}

    /** Reads bytes that stand as characters 0 to 255 of a string; one with other characters was read before. */
    static String decode(String latin, @Nullable String charset) {
        return (latin.chars().allMatch(letter -> letter < 128) && latin.indexOf(0x1b) < 0)
                        || latin.chars().anyMatch(letter -> letter > 255)
                ? latin
                : decode(latin.getBytes(StandardCharsets.ISO_8859_1), charset);
    }

    /** With a missing or wrong charset most mails are UTF-8, Japanese ones ISO-2022-JP, and what is neither is nearly always Windows-1252. */
    static String decode(byte[] bytes, @Nullable String charset) {
        if (charset != null && !charset.equalsIgnoreCase("us-ascii") && !charset.equalsIgnoreCase("utf-8")) {
            try {
                return new String(bytes, Charset.forName(charset));
            } catch (IllegalArgumentException unknown) {
                // Falls through to the guess below.
            }
        }
        if (hasJapaneseEscape(bytes)) {
            return new String(bytes, Charset.forName("ISO-2022-JP"));
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException other) {
            return new String(bytes, Charset.forName("windows-1252"));
        }
    }

    private static boolean hasJapaneseEscape(byte[] bytes) {
        for (var i = 0; i + 2 < bytes.length; i++) {
            if (bytes[i] == 0x1b && bytes[i + 1] == '$' && (bytes[i + 2] == 'B' || bytes[i + 2] == '@')) {
                return true;
            }
        }
        return false;
    }
}
