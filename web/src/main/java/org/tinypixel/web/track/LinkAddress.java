package org.tinypixel.web.track;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tinypixel.tracking.Destination;
import org.tinypixel.tracking.Purpose;
import org.tinypixel.tracking.Tokens;

/**
 * What stands behind {@code ?u=} of a tracked link. Mail programs, filters and shorteners un-escape it, escape it as HTML, or add something at its end; so the readings that
 * make sense are tried in turn. Only one that is exactly what was signed is taken, whatever was read to find it.
 */
final class LinkAddress {
    /** A good link, and where it leads. */
    record Good(Tokens.Verified token, Destination destination) {}

    private static final String JUNK = "=.,;:!?>)]}'\"*";
    private static final int MOST_JUNK = 3;
    private static final int MOST_APPENDED = 8;

    private LinkAddress() {}

    /**
     * The signed destination, if one of the readings is it.
     *
     * @param query as the client sent it, not decoded; bytes beyond ASCII as one char each
     */
    static Optional<Good> find(Tokens tokens, String token, @Nullable String query) {
        for (var reading : readings(query)) {
            var destination = Destination.of(reading);
            if (destination.isPresent()) {
                var verified = tokens.verify(token, Purpose.CLICK, reading);
                if (verified.isPresent()) {
                    return Optional.of(new Good(verified.get(), destination.get()));
                }
            }
        }
        return Optional.empty();
    }

    /** The destination as it is shown to a person when no reading is good; empty where there is none. */
    static String shown(@Nullable String query) {
        var readings = readings(query);
        return readings.isEmpty() ? "" : readings.iterator().next();
    }

    private static Set<String> readings(@Nullable String query) {
        var readings = new LinkedHashSet<String>();
        var start = query == null ? -1 : start(query);
        if (query == null || start < 0) {
            return readings;
        }
        var whole = query.substring(start);
        var first = whole.indexOf('&') < 0 ? whole : whole.substring(0, whole.indexOf('&'));
        // As minted, perhaps with parameters behind it.
        addWithoutJunk(readings, first);
        // Un-escaped on the way: then the destination's own parameters follow.
        var shorter = whole;
        for (var i = 0; i <= MOST_APPENDED; i++) {
            addWithoutJunk(readings, shorter);
            var last = shorter.lastIndexOf('&');
            if (last < 0) {
                break;
            }
            shorter = shorter.substring(0, last);
        }
        return readings;
    }

    private static int start(String query) {
        if (query.startsWith("u=")) {
            return 2;
        }
        var later = query.indexOf("&u=");
        return later < 0 ? -1 : later + 3;
    }

    private static void addWithoutJunk(Set<String> readings, String raw) {
        for (var text : forms(raw)) {
            readings.add(text);
        }
        for (var text : forms(raw)) {
            var shorter = text;
            for (var i = 0; i < MOST_JUNK && !shorter.isEmpty(); i++) {
                if (JUNK.indexOf(shorter.charAt(shorter.length() - 1)) < 0) {
                    break;
                }
                shorter = shorter.substring(0, shorter.length() - 1);
                readings.add(shorter);
            }
        }
    }

    private static List<String> forms(String raw) {
        var forms = new ArrayList<String>();
        for (var bytes : List.of(decoded(raw), raw.getBytes(StandardCharsets.ISO_8859_1))) {
            var text = text(bytes);
            forms.add(text);
            if (text.contains("&amp;")) {
                forms.add(text.replace("&amp;", "&"));
            }
        }
        return forms;
    }

    private static byte[] decoded(String raw) {
        var out = new ByteArrayOutputStream(raw.length());
        for (var i = 0; i < raw.length(); i++) {
            var high = i + 2 < raw.length() && raw.charAt(i) == '%' ? Character.digit(raw.charAt(i + 1), 16) : -1;
            var low = i + 2 < raw.length() && raw.charAt(i) == '%' ? Character.digit(raw.charAt(i + 2), 16) : -1;
            if (raw.charAt(i) == '%' && high >= 0 && low >= 0) {
                out.write((high << 4) | low);
                i += 2;
            } else {
                out.write(raw.charAt(i));
            }
        }
        return out.toByteArray();
    }

    /** Bytes that are no UTF-8 were never signed; they are read somehow, for showing. */
    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException other) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
