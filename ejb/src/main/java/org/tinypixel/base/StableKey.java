package org.tinypixel.base;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/**
 * Keys that other systems keep of us: the same parts give the same key on every node, after every restart and restore.
 * Their form never changes, since records in CRMs and mails in mailboxes carry them.
 */
public final class StableKey {
    private static final String CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz";

    private StableKey() {}

    /**
     * {@code tp} and 26 lower-case characters of Crockford's base32 over the first 16 bytes of the SHA-256 of the parts, joined by {@code |}.
     * 28 ASCII characters fit every external-id field of the CRMs that we know.
     */
    public static String of(String... parts) {
        var digest = sha256(String.join("|", parts));
        var text = new StringBuilder("tp");
        var bits = 0;
        var held = 0;
        for (var i = 0; i < 16; i++) {
            bits = (bits << 8) | (digest[i] & 0xff);
            held += 8;
            while (held >= 5) {
                text.append(CROCKFORD.charAt((bits >> (held - 5)) & 31));
                held -= 5;
            }
        }
        return text.append(CROCKFORD.charAt((bits << (5 - held)) & 31)).toString();
    }

    /** The {@code Message-ID} of one step of one enrollment, without angle brackets (RFC 5322, section 3.6.4). */
    public static String messageId(String enrollment, int step, String host) {
        return of("follow-up", enrollment, Integer.toString(step)) + "@" + host.toLowerCase(Locale.ROOT);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
