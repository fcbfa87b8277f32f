package org.tinypixel.base;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/** Makes and checks ids: 128 random bits as 22 characters of unpadded base64url (RFC 4648, section 5). */
public final class Ids {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{22}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    /** A new id, unlike any other. */
    public static String next() {
        var bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return of(bytes);
    }

    /** The text form of 16 bytes. */
    public static String of(byte[] bytes) {
        if (bytes.length != 16) {
            throw new IllegalArgumentException("an id has 16 bytes, not " + bytes.length);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The 16 bytes behind an id. */
    public static byte[] bytes(String id) {
        return Base64.getUrlDecoder().decode(check(id));
    }

    /** Whether the text has the form of an id; outside input is asked this before it becomes one. */
    public static boolean isId(String text) {
        return FORM.matcher(text).matches();
    }

    /** The same text, or {@link IllegalArgumentException} where it has not the form of an id. */
    public static String check(String text) {
        if (!isId(text)) {
            throw new IllegalArgumentException("not an id: " + text);
        }
        return text;
    }
}
