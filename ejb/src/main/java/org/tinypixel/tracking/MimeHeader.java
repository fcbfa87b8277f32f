package org.tinypixel.tracking;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header of one MIME entity, by its places in the message (RFC 5322, section 2.2).
 *
 * @param end where the body begins, behind the empty line; -1 where the header is longer than any that is read, and has no fields then
 */
record MimeHeader(List<Field> fields, int end) {
    /** Real ones have some kilobytes; one that does not end would cost more than the mail is worth. */
    static final int LONGEST = 512 * 1024;

    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*([^\\s=;]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;\\s]*))");

    /**
     * One field.
     *
     * @param name in lower case; empty for a line that is none
     * @param value unfolded, not decoded, one char a byte
     * @param from where its first line begins, to {@code to}, behind its last line's end
     */
    record Field(String name, String value, int from, int to) {}

    /** Reads the header that begins at a place; lines end with CR LF. */
    static MimeHeader read(byte[] message, int from, int to) {
        var fields = new ArrayList<Field>();
        var at = from;
        while (at < to) {
            var end = MimePart.lineEnd(message, at, to);
            if (message[at] == '\n' || (end == at + 2 && message[at] == '\r')) {
                return new MimeHeader(fields, end);
            }
            while (end < to && (message[end] == ' ' || message[end] == '\t')) {
                end = MimePart.lineEnd(message, end, to);
            }
            if (end - from > LONGEST) {
                return new MimeHeader(List.of(), -1);
            }
            fields.add(field(message, at, end));
            at = end;
        }
        return new MimeHeader(fields, to);
    }

    private static Field field(byte[] message, int from, int to) {
        var text = new String(message, from, to - from, StandardCharsets.ISO_8859_1);
        var colon = text.indexOf(':');
        var name = colon < 0 ? "" : text.substring(0, colon).stripTrailing();
        if (name.isEmpty() || name.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            return new Field("", text, from, to);
        }
        var value =
                text.substring(colon + 1).replaceAll("\\r?\\n(?=[ \\t])", "").strip();
        return new Field(name.toLowerCase(Locale.ROOT), value, from, to);
    }

    boolean isEndless() {
        return end < 0;
    }

    /** Whether every line belongs to a field; readers do not agree on what another line means. The first may be the one of mailbox files. */
    boolean isWhole() {
        return fields.stream()
                .skip(!fields.isEmpty() && fields.get(0).value.startsWith("From ") ? 1 : 0)
                .noneMatch(field -> field.name.isEmpty());
    }

    /** The value of the first field with this name, which must be in lower case. */
    Optional<String> first(String name) {
        return fields.stream()
                .filter(field -> field.name.equals(name))
                .map(Field::value)
                .findFirst();
    }

    List<String> all(String name) {
        return fields.stream()
                .filter(field -> field.name.equals(name))
                .map(Field::value)
                .toList();
    }

    /** The media type in lower case, {@code text/plain} where none is given (RFC 2045, section 5.2). */
    String mediaType() {
        var value = first("content-type").orElse("");
        var end = value.indexOf(';');
        var type = (end < 0 ? value : value.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return type.matches("[^\\s/]+/[^\\s/]+") ? type : "text/plain";
    }

    @Nullable
    String parameter(String field, String name) {
        var parameters = PARAMETER.matcher(first(field).orElse(""));
        while (parameters.find()) {
            if (parameters.group(1).equalsIgnoreCase(name)) {
                var quoted = parameters.group(2);
                return quoted == null ? parameters.group(3) : quoted.replaceAll("\\\\(.)", "$1");
            }
        }
        return null;
    }

    /** The transfer encoding in lower case; mailers add stray semicolons. */
    String encoding() {
        var value = first("content-transfer-encoding").orElse("7bit").toLowerCase(Locale.ROOT);
        return value.split("[;\\s]", 2)[0];
    }

    boolean isAttachment() {
        var disposition = first("content-disposition").orElse("").strip().toLowerCase(Locale.ROOT);
        return disposition.startsWith("attachment") || parameter("content-disposition", "filename") != null;
    }
}
