package org.tinypixel.web.track;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
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
    private static final Pattern SLASH = Pattern.compile("%2F", Pattern.CASE_INSENSITIVE);
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");
    private static final int MOST_JUNK = 3;
    private static final int MOST_APPENDED = 8;

    private LinkAddress() {}

    /**
     * The signed destination, if one of the readings is it.
     *
     * @param query as the server hands it on: as the client sent it, or decoded once but for slashes, which is what Undertow does where it lets unescaped characters through
     */
    static Optional<Good> find(Tokens tokens, String token, @Nullable String query) {
        // As nearly all clients send it; only the others cost a list of readings.
        if (query != null && query.startsWith("u=") && query.indexOf('&') < 0) {
            var good = find(tokens, token, List.of(decoded(query.substring(2))));
            if (good.isPresent()) {
                return good;
            }
        }
        return find(tokens, token, readings(query));
    }

    private static Optional<Good> find(Tokens tokens, String token, Collection<String> readings) {
        for (var reading : readings) {
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
        var start = query == null ? -1 : start(query);
        if (query == null || start < 0) {
            return "";
        }
        var whole = query.substring(start);
        var end = whole.indexOf('&');
        return SCHEME.matcher(whole).lookingAt()
                ? unicode(SLASH.matcher(whole).replaceAll("/"))
                : decoded(end < 0 ? whole : whole.substring(0, end));
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

    private static Set<String> forms(String raw) {
        var forms = new LinkedHashSet<String>();
        for (var text :
                List.of(decoded(raw), raw, unicode(raw), SLASH.matcher(raw).replaceAll("/"))) {
            forms.add(text);
            forms.add(text.replace("&amp;", "&"));
        }
        // Un-escaped by a client and then decoded by the server: one step too many, which can be taken back for blanks
        // and letters.
        forms.add(escaped(unicode(raw)));
        return forms;
    }

    private static String escaped(String text) {
        var escaped = new StringBuilder(text.length());
        for (var octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet > ' ') {
                escaped.append((char) octet);
            } else {
                escaped.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
            }
        }
        return escaped.toString();
    }

    private static String decoded(String raw) {
        var out = new ByteArrayOutputStream(raw.length());
        for (var i = 0; i < raw.length(); i++) {
            var letter = raw.charAt(i);
            var escaped = letter == '%' && i + 2 < raw.length();
            var high = escaped ? Character.digit(raw.charAt(i + 1), 16) : -1;
            var low = escaped ? Character.digit(raw.charAt(i + 2), 16) : -1;
            if (high >= 0 && low >= 0) {
                out.write((high << 4) | low);
                i += 2;
            } else if (letter < 256) {
                out.write(letter);
            } else {
                out.writeBytes(String.valueOf(letter).getBytes(StandardCharsets.UTF_8));
            }
        }
        return text(out.toByteArray());
    }

    /** The text of bytes that came as one char each; the same text where it holds other chars. */
    private static String unicode(String raw) {
        return raw.chars().allMatch(c -> c < 256) ? text(raw.getBytes(StandardCharsets.ISO_8859_1)) : raw;
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
