package org.tinypixel.tracking;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.Ids;
import org.tinypixel.settings.Settings;

/**
 * Signs and checks tokens. A token holds key id, purpose, copy id and (for clicks) the link's index, under an HMAC-SHA-256 cut to 128 bits that for clicks also covers the
 * destination's bytes. No database; safe for any number of threads.
 *
 * <p>Format 1 is 36 bytes as 48 characters of base64url (RFC 4648, section 5), so that no bit is padding: format and purpose (4 bits each), key id (1 byte), copy id (16),
 * index of the link (2, all ones where it is no click), code (16). The code is the first half of the HMAC over the 20 bytes before it and the destination in UTF-8.
 * Mails in mailboxes carry tokens for years: a format is added, never changed.
 */
@ApplicationScoped
public class Tokens {
    /** The length of every token, in characters. */
    public static final int LENGTH = 48;

    /** The greatest index of a link. */
    static final int LAST_LINK = 0xFFFE;

    private static final int FORMAT = 1;
    private static final int KEYS = 64;
    private static final int SIGNED = 20;
    private static final int WHOLE = 36;
    private static final int NO_LINK = 0xFFFF;
    private static final byte[] VALUES = values();

    private final @Nullable Mac[] keys = new @Nullable Mac[KEYS];
    /** A Mac works for one thread at a time. Holds only Java's own objects, so it keeps no undeployed application. */
    private final ThreadLocal<@Nullable Mac[]> copies = ThreadLocal.withInitial(() -> new @Nullable Mac[KEYS]);

    private int newest;

    /** What a good token names; {@code linkIndex} is -1 where it is no click. */
    public record Verified(CopyId copy, int linkIndex) {}

    /** For the container's proxy only. */
    protected Tokens() {}

    /** Signs with the newest secret of the settings and checks with every one. */
    @Inject
    public Tokens(Settings settings) {
        for (var secret : settings.secrets()) {
            keys[secret.id()] = key(secret);
        }
        newest = settings.secrets().get(0).id();
    }

    /** The token that stands in an address (the part between {@code /t/o/} and {@code .gif}). Called by the tracking decision only. */
    String mint(CopyId copy, Purpose purpose, int linkIndex, @Nullable String destination) {
        if ((purpose == Purpose.CLICK) != (destination != null) || linkIndex > LAST_LINK) {
            throw new IllegalArgumentException("a click has a destination and an index, nothing else has");
        }
        var bytes = new byte[WHOLE];
        bytes[0] = head(purpose);
        bytes[1] = (byte) newest;
        System.arraycopy(Ids.bytes(copy.value()), 0, bytes, 2, 16);
        var link = destination == null ? NO_LINK : linkIndex;
        bytes[18] = (byte) (link >> 8);
        bytes[19] = (byte) link;
        var mac = keys[newest];
        if (mac == null) {
            throw new IllegalStateException("settings hold at least one secret");
        }
        System.arraycopy(code(newest, mac, bytes, destination), 0, bytes, SIGNED, WHOLE - SIGNED);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

    /**
     * Checks a token in constant time.
     *
     * @param destination for clicks the destination exactly as it came, else null
     * @return empty for anything but a token that we minted for this purpose (and destination)
     */
    public Optional<Verified> verify(String token, Purpose purpose, @Nullable String destination) {
        var bytes = decode(token);
        if (bytes == null || bytes[0] != head(purpose) || (purpose == Purpose.CLICK) != (destination != null)) {
            return Optional.empty();
        }
        var mac = bytes[1] >= 0 && bytes[1] < KEYS ? keys[bytes[1]] : null;
        if (mac == null) {
            return Optional.empty();
        }
        var expected = code(bytes[1], mac, bytes, destination);
        var difference = 0;
        for (var i = SIGNED; i < WHOLE; i++) {
            difference |= bytes[i] ^ expected[i - SIGNED];
        }
        if (difference != 0) {
            return Optional.empty();
        }
        var copy = new byte[16];
        System.arraycopy(bytes, 2, copy, 0, 16);
        var link = ((bytes[18] & 0xff) << 8) | (bytes[19] & 0xff);
        return Optional.of(new Verified(new CopyId(Ids.of(copy)), link == NO_LINK ? -1 : link));
    }

    private static byte head(Purpose purpose) {
        return (byte) ((FORMAT << 4) | purpose.code);
    }

    /** 32 bytes, of which the first 16 count. */
    private byte[] code(int id, Mac key, byte[] bytes, @Nullable String destination) {
        var own = copies.get();
        var mac = own[id];
        if (mac == null) {
            mac = copy(key);
            own[id] = mac;
        }
        mac.update(bytes, 0, SIGNED);
        if (destination != null) {
            mac.update(destination.getBytes(StandardCharsets.UTF_8));
        }
        // Leaves it as it was before.
        return mac.doFinal();
    }

    /** A keyed copy is ready without touching the key again. */
    private static Mac copy(Mac key) {
        try {
            return (Mac) key.clone();
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("Java's own HMAC can be copied", impossible);
        }
    }

    /** Secrets also encrypt other things, so tokens have a key of their own made from them. */
    private static Mac key(Settings.Secret secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.bytes(), "HmacSHA256"));
            var own = mac.doFinal("tinypixel tokens, format 1".getBytes(StandardCharsets.US_ASCII));
            mac.init(new SecretKeySpec(own, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", impossible);
        }
    }

    /** Strict, and without the exceptions and copies of the library's decoder. */
    private static byte @Nullable [] decode(String token) {
        if (token.length() != LENGTH) {
            return null;
        }
        var bytes = new byte[WHOLE];
        for (int from = 0, to = 0; from < LENGTH; from += 4, to += 3) {
            var bits = (value(token.charAt(from)) << 18)
                    | (value(token.charAt(from + 1)) << 12)
                    | (value(token.charAt(from + 2)) << 6)
                    | value(token.charAt(from + 3));
            if (bits < 0) {
                return null;
            }
            bytes[to] = (byte) (bits >> 16);
            bytes[to + 1] = (byte) (bits >> 8);
            bytes[to + 2] = (byte) bits;
        }
        return bytes;
    }

    private static int value(char letter) {
        return letter < VALUES.length ? VALUES[letter] : -1;
    }

    private static byte[] values() {
        var values = new byte[128];
        Arrays.fill(values, (byte) -1);
        var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (var i = 0; i < alphabet.length(); i++) {
            values[alphabet.charAt(i)] = (byte) i;
        }
        return values;
    }
}
