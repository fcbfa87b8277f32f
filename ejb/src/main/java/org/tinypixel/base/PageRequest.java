package org.tinypixel.base;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is wanted.
 *
 * @param limit 1 to 200 rows
 * @param after where the last page ended; null for the first page
 */
public record PageRequest(int limit, @Nullable Mark after) {
    /** Rows on a page where nobody says otherwise. */
    public static final int USUAL = 50;

    /** Rows on the longest page. */
    public static final int LONGEST = 200;

    /** A place in a list that is ordered by time and id. */
    public record Mark(Instant at, String id) {
        /** The opaque text form that a client sends back. */
        public String cursor() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((at + " " + id).getBytes(StandardCharsets.UTF_8));
        }

        static Mark parse(String cursor) {
            try {
                var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
                var gap = text.indexOf(' ');
                return new Mark(Instant.parse(text.substring(0, Math.max(gap, 0))), text.substring(gap + 1));
            } catch (IllegalArgumentException | DateTimeParseException damaged) {
                throw new Invalid("cursor", "The cursor is damaged: take the one of the last page as it is.");
            }
        }
    }

    /** Reads what a client sent; {@link Invalid} where a value is out of range. */
    public static PageRequest of(@Nullable Integer limit, @Nullable String cursor) {
        var rows = limit == null ? USUAL : limit;
        if (rows < 1 || rows > LONGEST) {
            throw new Invalid("limit", "The limit is a number from 1 to " + LONGEST + ".");
        }
        return new PageRequest(rows, cursor == null || cursor.isEmpty() ? null : Mark.parse(cursor));
    }

    public static PageRequest first() {
        return new PageRequest(USUAL, null);
    }
}
