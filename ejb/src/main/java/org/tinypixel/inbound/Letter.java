package org.tinypixel.inbound;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.james.mime4j.codec.Base64InputStream;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.QuotedPrintableInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A message taken apart as far as it goes (RFC 5322, 2045, 2046). Parts inside of parts stand in one list, in order; a whole message inside is one part and not looked into, since
 * what it says is not said by who sent this one.
 *
 * <p>Anything can be read, in time and memory that do not depend on what it is: the first four million bytes, 200 parts, 20 levels, a million characters of each part.
 */
final class Letter {
    private static final int LONGEST = 4_000_000;
    private static final int MOST_PARTS = 200;
    private static final int DEEPEST = 20;
    private static final int LONGEST_TEXT = 1_000_000;

    /**
     * A part that holds no parts.
     *
     * @param type in lower case, {@code text/plain} where none is given
     * @param raw as it is encoded, each byte one character
     */
    record Part(Fields fields, String type, String raw) {
        /** Decoded, with single line feeds. */
        String text() {
            var content = raw.length() > LONGEST_TEXT ? raw.substring(0, LONGEST_TEXT) : raw;
            var encoding = fields.word("Content-Transfer-Encoding");
            if (encoding.equals("base64") || encoding.equals("quoted-printable")) {
                return Lines.unified(Charsets.decode(decoded(content, encoding), parameter("charset")));
            }
            return Charsets.decode(content, parameter("charset"));
        }

        @Nullable
        String parameter(String name) {
            return Letter.parameter(fields.get("Content-Type"), name);
        }

        boolean isAttachment() {
            return fields.word("Content-Disposition").equals("attachment");
        }

        private static byte[] decoded(String content, String encoding) {
            var bytes = new ByteArrayInputStream(content.getBytes(StandardCharsets.ISO_8859_1));
            try (InputStream decoder = encoding.equals("base64")
                    ? new Base64InputStream(bytes, DecodeMonitor.SILENT)
                    : new QuotedPrintableInputStream(bytes, DecodeMonitor.SILENT)) {
                return decoder.readNBytes(LONGEST_TEXT);
            } catch (IOException damaged) {
                return content.getBytes(StandardCharsets.ISO_8859_1);
            }
        }
    }

    private final Fields fields;
    private final List<Part> parts = new ArrayList<>();

    private Letter(Fields fields) {
        this.fields = fields;
    }

    static Letter read(InputStream mime) throws IOException {
        return read(new String(mime.readNBytes(LONGEST), StandardCharsets.ISO_8859_1));
    }

    /** @param bytes each one character */
    static Letter read(String bytes) {
        var text = Lines.unified(bytes);
        // A line of a mailbox file before the header (RFC 4155), and blank lines before everything.
        var start = 0;
        while (start < text.length() && text.charAt(start) <= ' ') {
            start++;
        }
        if (text.startsWith("From ", start) || text.startsWith(">From ", start)) {
            start = Math.max(start, text.indexOf('\n', start) + 1);
        }
        var body = bodyStart(text, start, text.length(), false);
        var letter = new Letter(Fields.read(text.substring(start, body)));
        letter.take(letter.fields, text, body, text.length(), 0);
        return letter;
    }

    Fields fields() {
        return fields;
    }

    List<Part> parts() {
        return List.copyOf(parts);
    }

    /** The type that the message gives for itself. */
    String type() {
        return type(fields);
    }

    @Nullable
    String parameter(String name) {
        return parameter(fields.get("Content-Type"), name);
    }

    /** What people read: the plain text, or the HTML as text where there is no plain one. */
    String text() {
        var plain = joined("text/plain");
        if (!plain.isBlank()) {
            return plain;
        }
        var html = joined("text/html");
        return html.isBlank() ? plain : HtmlText.of(html);
    }

    private String joined(String type) {
        var text = new StringBuilder();
        for (var part : parts) {
            if (part.type().equals(type) && !part.isAttachment() && text.length() < LONGEST_TEXT) {
                text.append(part.text()).append('\n');
            }
        }
        return text.toString();
    }

    private void take(Fields header, String text, int start, int end, int depth) {
        if (parts.size() >= MOST_PARTS) {
            return;
        }
        var type = type(header);
        var boundary = parameter(header.get("Content-Type"), "boundary");
        if (!type.startsWith("multipart/") || boundary == null || boundary.isEmpty() || depth >= DEEPEST) {
            parts.add(
                    new Part(header, type.startsWith("multipart/") ? "text/plain" : type, text.substring(start, end)));
            return;
        }
        var before = parts.size();
        split(type, "--" + boundary, text, start, end, depth);
        if (parts.size() == before) {
            // The boundary is nowhere: what is there is text.
            parts.add(new Part(Fields.none(), "text/plain", text.substring(start, end)));
        }
    }

    private void split(String type, String delimiter, String text, int start, int end, int depth) {
        var from = -1;
        var line = start;
        while (line < end) {
            var next = text.indexOf('\n', line);
            next = next < 0 || next >= end ? end : next + 1;
            if (text.startsWith(delimiter, line)) {
                var rest = text.substring(Math.min(next, line + delimiter.length()), next)
                        .strip();
                // Lines that only begin like a boundary belong to another one.
                if (rest.isEmpty() || rest.equals("--")) {
                    if (from >= 0) {
                        part(type, text, from, line, depth);
                    }
                    if (!rest.isEmpty() || parts.size() >= MOST_PARTS) {
                        return;
                    }
                    from = next;
                }
            }
            line = next;
        }
        if (from >= 0 && from < end) {
            part(type, text, from, end, depth);
        }
    }

    private void part(String type, String text, int start, int end, int depth) {
        var body = bodyStart(text, start, end, true);
        var header = Fields.read(text.substring(start, body));
        if (header.isEmpty() && type.equals("multipart/digest")) {
            return;
        }
        take(header, text, body, end, depth + 1);
    }

    /** Behind the blank line that ends a header; in a part a line that is no field ends it as well, since some programs forget the blank one. */
    private static int bodyStart(String text, int start, int end, boolean part) {
        var line = start;
        while (line < end) {
            var next = text.indexOf('\n', line);
            next = next < 0 || next >= end ? end : next + 1;
            var first = text.charAt(line);
            if (first == '\n') {
                return next;
            }
            if (text.substring(line, Math.min(next, line + 1_000)).isBlank()) {
                return next;
            }
            if (part
                    && first != ' '
                    && first != '\t'
                    && Fields.name(text.substring(line, Math.min(next, line + 100))) == null) {
                return line;
            }
            line = next;
        }
        return end;
    }

    private static String type(Fields fields) {
        var type = fields.word("Content-Type").toLowerCase(Locale.ROOT);
        return type.contains("/") ? type : "text/plain";
    }

    /** A parameter of a structured value (RFC 2045, section 5.1), quoted or not; null where there is none. */
    static @Nullable String parameter(String value, String name) {
        var lower = value.toLowerCase(Locale.ROOT);
        var from = lower.indexOf(';');
        while (from >= 0) {
            var start = from + 1;
            while (start < value.length() && (value.charAt(start) <= ' ' || value.charAt(start) == ';')) {
                start++;
            }
            if (lower.startsWith(name, start)) {
                var at = start + name.length();
                while (at < value.length() && value.charAt(at) == ' ') {
                    at++;
                }
                if (at < value.length() && value.charAt(at) == '=') {
                    return value(value, at + 1);
                }
            }
            from = end(value, start);
        }
        return null;
    }

    private static String value(String text, int start) {
        var from = start;
        while (from < text.length() && text.charAt(from) == ' ') {
            from++;
        }
        if (from < text.length() && text.charAt(from) == '"') {
            var end = text.indexOf('"', from + 1);
            return text.substring(from + 1, end < 0 ? text.length() : end);
        }
        var end = from;
        while (end < text.length() && text.charAt(end) > ' ' && text.charAt(end) != ';') {
            end++;
        }
        return text.substring(from, end);
    }

    /** The next semicolon outside of quotes; -1 where there is none. */
    private static int end(String text, int start) {
        var quoted = false;
        for (var i = start; i < text.length(); i++) {
            var letter = text.charAt(i);
            if (letter == '"') {
                quoted = !quoted;
            } else if (letter == ';' && !quoted) {
                return i;
            }
        }
        return -1;
    }
}
