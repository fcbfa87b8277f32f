package org.tinypixel.base;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes and checks ids: 128 random bits as 22 characters of unpadded base64url (RFC 4648, section 5). */
public final class Ids {
    private static final int LENGTH = 22;
    /** A table and no pattern: every hit and every row makes a few ids. */
    private static final boolean[] ALPHABET = alphabet();

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
        if (text.length() != LENGTH) {
            return false;
        }
        for (var i = 0; i < LENGTH; i++) {
            var letter = text.charAt(i);
            if (letter >= ALPHABET.length || !ALPHABET[letter]) {
                return false;
            }
        }
        return true;
    }

    /** The same text, or {@link IllegalArgumentException} where it has not the form of an id. */
    public static String check(String text) {
        if (!isId(text)) {
            throw new IllegalArgumentException("not an id: " + text);
        }
        return text;
    }

    private static boolean[] alphabet() {
        var alphabet = new boolean[128];
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
                .chars()
                .forEach(c -> alphabet[c] = true);
        return alphabet;
    }
}
