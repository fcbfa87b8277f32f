package org.tinypixel.tracking;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a tracked link leads: an absolute {@code http} or {@code https} address as it stands in the mail once HTML's character references are decoded. Both ends ask this
 * class: a link that is none is never signed, and none is ever redirected to.
 *
 * @param value at most 8192 bytes of UTF-8; no user name or password, no control character, no backslash before the query, a host; anything else is refused with
 *     {@link IllegalArgumentException}
 */
public record Destination(String value) {
    private static final int LONGEST = 8192;
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_.-]+|\\[[0-9A-Fa-f:.]+]");
    private static final Pattern PORT = Pattern.compile("|:[0-9]{1,5}");
    // IDNA 2003, which Java speaks, maps these to other letters than browsers do: another host.
    private static final Pattern READ_DIFFERENTLY = Pattern.compile("[\u00DF\u1E9E\u03C2\u200C\u200D]");
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    public Destination {
        if (!isOne(value)) {
            throw new IllegalArgumentException("no address that a tracked link may lead to");
        }
    }

    /** The destination in the text, or empty where it is none. */
    public static Optional<Destination> of(String text) {
        return isOne(text) ? Optional.of(new Destination(text)) : Optional.empty();
    }

    /**
     * The same address in printable ASCII, as a browser would ask for it: international host names in their ASCII form, other letters percent-encoded in UTF-8 (RFC 3987,
     * section 3.1). Every ASCII character but the space stays as it is.
     */
    public String location() {
        var text = new StringBuilder(value.length() + 16);
        var host = authorityStart(value);
        var rest = authorityEnd(value, host);
        text.append(value, 0, host).append(ascii(value.substring(host, rest)));
        appendEncoded(text, value.substring(rest), false);
        return text.toString();
    }

    /**
     * The address with everything but unreserved characters (RFC 3986, section 2.3) and slashes percent-encoded, to stand in the query of another address. Slashes stay,
     * because Undertow, where it lets unescaped characters through, decodes a query once except for encoded slashes: then one would look like a slash that the destination
     * itself has encoded.
     */
    String encoded() {
        var text = new StringBuilder(value.length() * 2);
        appendEncoded(text, value, true);
        return text.toString();
    }

    private static void appendEncoded(StringBuilder to, String text, boolean strict) {
        for (var octet : text.getBytes(StandardCharsets.UTF_8)) {
            var plain = strict ? isPlain(octet) : octet > ' ';
            if (plain) {
                to.append((char) octet);
            } else {
                to.append('%').append(HEX[(octet >> 4) & 15]).append(HEX[octet & 15]);
            }
        }
    }

    private static boolean isPlain(byte octet) {
        return (octet >= 'a' && octet <= 'z')
                || (octet >= 'A' && octet <= 'Z')
                || (octet >= '0' && octet <= '9')
                || octet == '-'
                || octet == '.'
                || octet == '_'
                || octet == '~'
                || octet == '/';
    }

    private static boolean isOne(String text) {
        var start = text.substring(0, Math.min(8, text.length())).toLowerCase(Locale.ROOT);
        if (!start.startsWith("http://") && !start.equals("https://")) {
            return false;
        }
        if (text.length() > LONGEST || !hasWholeCharacters(text) || text.charAt(text.length() - 1) == ' ') {
            return false;
        }
        var host = authorityStart(text);
        return text.getBytes(StandardCharsets.UTF_8).length <= LONGEST
                && isAuthority(text.substring(host, authorityEnd(text, host)))
                && text.lastIndexOf('\\', queryStart(text)) < 0;
    }

    /** No control characters (C0, DEL, C1), no half of a surrogate pair. */
    private static boolean hasWholeCharacters(String text) {
        return text.codePoints()
                .noneMatch(point -> Character.isISOControl(point)
                        || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE));
    }

    private static boolean isAuthority(String authority) {
        if (authority.indexOf('@') >= 0 || READ_DIFFERENTLY.matcher(authority).find()) {
            return false;
        }
        try {
            var ascii = ascii(authority);
            var colon = ascii.indexOf(':', ascii.lastIndexOf(']') + 1);
            var host = colon < 0 ? ascii : ascii.substring(0, colon);
            return HOST.matcher(host).matches()
                    && PORT.matcher(ascii.substring(host.length())).matches();
        } catch (IllegalArgumentException noHost) {
            return false;
        }
    }

    private static String ascii(String authority) {
        return authority.chars().allMatch(c -> c < 128) ? authority : IDN.toASCII(authority);
    }

    private static int authorityStart(String text) {
        return text.indexOf("//") + 2;
    }

    private static int authorityEnd(String text, int from) {
        var end = from;
        while (end < text.length() && "/?#\\".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static int queryStart(String text) {
        var start = 0;
        while (start < text.length() && text.charAt(start) != '?' && text.charAt(start) != '#') {
            start++;
        }
        return start;
    }
}
