package org.tinypixel.routes.gateway;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tinypixel.mail.Envelope;

/**
 * An address with its parameters, as {@code MAIL} and {@code RCPT} carry them (RFC 5321, section 4.1.2). Pure; what is wrong is a {@link Wrong} with the answer for it.
 *
 * @param address without angle brackets, not yet checked; empty for the empty sender
 * @param values names in upper case; a parameter without a value has an empty one
 */
record Parameters(String address, Map<String, String> values) {
    private static final Pattern PATH =
            Pattern.compile(" ?<((?:\"(?:[^\"\\\\]|\\\\.)*\"|[^<>\"])*)>((?: .*)?)", Pattern.DOTALL);
    private static final Pattern PARAMETER = Pattern.compile("([A-Za-z0-9][A-Za-z0-9-]*)(?:=([^= ]+))?");
    private static final Pattern XTEXT = Pattern.compile("(?:[!-*,-<>-~]|\\+[0-9A-F]{2})+");
    private static final Pattern ORIGINAL =
            Pattern.compile("[A-Za-z0-9-]+;(?:[!-*,-<>-~]|\\+[0-9A-F]{2}|[^\\x00-\\x7f]|\\\\x\\{[0-9A-F]+\\})+");

    /** What is wrong, as the answer that says so. */
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Reply reply;

        Wrong(int code, String text) {
            super(text);
            this.reply = Reply.of(code, text);
        }

        Reply reply() {
            return reply;
        }
    }

    /**
     * Reads what stands behind the command's name.
     *
     * @param start {@code FROM:} or {@code TO:}
     */
    static Parameters read(String text, String start, Set<String> known) throws Wrong {
        if (!text.regionMatches(true, 0, start, 0, start.length())) {
            throw new Wrong(501, "5.5.4 Syntax: " + start + "<address>");
        }
        var path = PATH.matcher(text.substring(start.length()));
        if (!path.matches()) {
            throw new Wrong(501, "5.1.7 The address must stand in angle brackets: " + start + "<anna@example.com>");
        }
        var values = new LinkedHashMap<String, String>();
        for (var part : path.group(2).split(" ")) {
            if (part.isEmpty()) {
                continue;
            }
            var parameter = PARAMETER.matcher(part);
            if (!parameter.matches()) {
                throw new Wrong(501, "5.5.4 This is no parameter: " + part);
            }
            var name = parameter.group(1).toUpperCase(Locale.ROOT);
            if (!known.contains(name)) {
                throw new Wrong(555, "5.5.4 The parameter " + name + " is not known here");
            }
            if (values.put(name, parameter.group(2) == null ? "" : parameter.group(2)) != null) {
                throw new Wrong(501, "5.5.4 The parameter " + name + " is there twice");
            }
        }
        return new Parameters(path.group(1), values);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** {@code SIZE=} in octets; 0 where it is not there (RFC 1870). */
    long size() throws Wrong {
        var text = values.getOrDefault("SIZE", "0");
        if (!text.matches("\\d{1,18}")) {
            throw new Wrong(501, "5.5.4 SIZE is a number of octets");
        }
        return Long.parseLong(text);
    }

    /** Whether {@code BODY=8BITMIME} is there (RFC 6152). */
    boolean eightBit() throws Wrong {
        var text = values.getOrDefault("BODY", "7BIT").toUpperCase(Locale.ROOT);
        if (!text.equals("7BIT") && !text.equals("8BITMIME")) {
            throw new Wrong(501, "5.5.4 BODY is 7BIT or 8BITMIME");
        }
        return text.equals("8BITMIME");
    }

    /** RFC 6531: the parameter has no value. */
    boolean smtputf8() throws Wrong {
        if (!values.getOrDefault("SMTPUTF8", "").isEmpty()) {
            throw new Wrong(501, "5.5.4 SMTPUTF8 takes no value");
        }
        return has("SMTPUTF8");
    }

    /** {@code RET=} (RFC 3461, section 4.3). */
    Envelope.@Nullable Return ret() throws Wrong {
        var text = values.get("RET");
        if (text == null) {
            return null;
        }
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "FULL" -> Envelope.Return.FULL;
            case "HDRS" -> Envelope.Return.HDRS;
            default -> throw new Wrong(501, "5.5.4 RET is FULL or HDRS");
        };
    }

    /** {@code ENVID=} (RFC 3461, section 4.4). */
    @Nullable
    String envid() throws Wrong {
        var text = values.get("ENVID");
        if (text != null && (text.length() > 100 || !XTEXT.matcher(text).matches())) {
            throw new Wrong(501, "5.5.4 ENVID has 1 to 100 characters of xtext");
        }
        return text;
    }

    /** {@code NOTIFY=} (RFC 3461, section 4.1). */
    Set<Envelope.Notify> notifyOn() throws Wrong {
        var text = values.get("NOTIFY");
        var asked = EnumSet.noneOf(Envelope.Notify.class);
        if (text == null) {
            return asked;
        }
        for (var word : text.toUpperCase(Locale.ROOT).split(",", -1)) {
            switch (word) {
                case "NEVER" -> asked.add(Envelope.Notify.NEVER);
                case "SUCCESS" -> asked.add(Envelope.Notify.SUCCESS);
                case "FAILURE" -> asked.add(Envelope.Notify.FAILURE);
                case "DELAY" -> asked.add(Envelope.Notify.DELAY);
                default -> throw new Wrong(501, "5.5.4 NOTIFY is NEVER, or some of SUCCESS,FAILURE,DELAY");
            }
        }
        if (asked.contains(Envelope.Notify.NEVER) && asked.size() > 1) {
            throw new Wrong(501, "5.5.4 NOTIFY=NEVER stands alone");
        }
        return asked;
    }

    /** {@code ORCPT=} (RFC 3461, section 4.2; RFC 6533, section 3). */
    @Nullable
    String orcpt() throws Wrong {
        var text = values.get("ORCPT");
        if (text != null && (text.length() > 500 || !ORIGINAL.matcher(text).matches())) {
            throw new Wrong(
                    501, "5.5.4 ORCPT is an address type, a semicolon and xtext, such as rfc822;bob@example.org");
        }
        return text;
    }
}
