package org.tinypixel.inbound;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.EmailAddress;

/** Header fields of a message, of a part or of a report's group (RFC 5322, section 2.2), unfolded and in order. Names are compared without regard to case. */
final class Fields {
    /** Far more than any real message has; what comes behind is not read. */
    private static final int MOST = 2_000;

    private static final int LONGEST = 16_384;

    private record Field(String name, String value) {}

    private final List<Field> fields;

    private Fields(List<Field> fields) {
        this.fields = List.copyOf(fields);
    }

    static Fields none() {
        return new Fields(List.of());
    }

    /** Reads lines of the form {@code Name: value}, with folded ones; lines of another form are passed over. */
    static Fields read(String block) {
        var fields = new ArrayList<Field>();
        String name = null;
        var value = new StringBuilder();
        for (var line : Lines.of(block)) {
            if (!line.isEmpty() && (line.charAt(0) == ' ' || line.charAt(0) == '\t')) {
                if (value.length() < LONGEST) {
                    value.append(' ').append(line.strip());
                }
                continue;
            }
            add(fields, name, value);
            name = name(line);
            value.setLength(0);
            if (name != null) {
                value.append(line, name.length(), Math.min(line.length(), name.length() + LONGEST));
            }
            if (fields.size() >= MOST) {
                return new Fields(fields);
            }
        }
        add(fields, name, value);
        return new Fields(fields);
    }

    private static void add(List<Field> fields, @Nullable String name, StringBuilder value) {
        if (name != null) {
            var text = value.substring(value.indexOf(":") + 1).strip();
            fields.add(new Field(name.strip().toLowerCase(Locale.ROOT), text));
        }
    }

    /** The name before the colon, with the blanks that old programs put between; null where the line is no field. */
    static @Nullable String name(String line) {
        var end = 0;
        while (end < line.length()
                && end < 80
                && line.charAt(end) > ' '
                && line.charAt(end) != ':'
                && line.charAt(end) < 127) {
            end++;
        }
        var colon = end;
        while (colon < line.length() && colon < end + 3 && line.charAt(colon) == ' ') {
            colon++;
        }
        return end > 0 && colon < line.length() && line.charAt(colon) == ':' ? line.substring(0, colon) : null;
    }

    boolean isEmpty() {
        return fields.isEmpty();
    }

    boolean has(String name) {
        return first(name) != null;
    }

    /** As it stands there; null where there is none. */
    @Nullable
    String first(String name) {
        return all(name).findFirst().orElse(null);
    }

    /** As it stands there; empty where there is none. */
    String get(String name) {
        return all(name).findFirst().orElse("");
    }

    Stream<String> all(String name) {
        var wanted = name.toLowerCase(Locale.ROOT);
        return fields.stream().filter(field -> field.name().equals(wanted)).map(Field::value);
    }

    /** Encoded words (RFC 2047) decoded. */
    String readable(String name) {
        return decoded(get(name));
    }

    static String decoded(String text) {
        if (!text.contains("=?")) {
            // Old programs send bytes; they are UTF-8 nearly always.
            return Charsets.decode(text, null).strip();
        }
        try {
            return DecoderUtil.decodeEncodedWords(text, DecodeMonitor.SILENT).strip();
        } catch (RuntimeException damaged) {
            return text.strip();
        }
    }

    List<EmailAddress> addresses(String name) {
        return all(name)
                .flatMap(value -> Addresses.in(value).stream())
                .distinct()
                .toList();
    }

    /** The first name in lower case, without what follows it: {@code auto-replied} of {@code auto-replied (vacation)}. */
    String word(String name) {
        var text = get(name).toLowerCase(Locale.ROOT);
        var end = 0;
        while (end < text.length() && " ;(,\t".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return text.substring(0, end);
    }
}
