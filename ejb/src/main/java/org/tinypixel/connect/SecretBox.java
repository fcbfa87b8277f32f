package org.tinypixel.connect;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.tinypixel.settings.Settings;

/**
 * Seals what connections must keep secret: AES-256-GCM with a random 96-bit nonce (NIST SP 800-38D), bound to its connection and field, so that a sealed text put into
 * another row opens nothing. The text form is {@code 1.<key id>.<base64url of nonce, ciphertext and tag>}.
 */
@Dependent
public final class SecretBox {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Settings settings;

    @Inject
    public SecretBox(Settings settings) {
        this.settings = settings;
    }

    /**
     * Seals with the newest key.
     *
     * @param connection the id of the row that keeps it
     */
    public String seal(String connection, String field, String secret) {
        var key = settings.secrets().get(0);
        var nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        try {
            var cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, connection, field);
            var sealed = cipher.doFinal(secret.getBytes(StandardCharsets.UTF_8));
            var all = new byte[NONCE + sealed.length];
            System.arraycopy(nonce, 0, all, 0, NONCE);
            System.arraycopy(sealed, 0, all, NONCE, sealed.length);
            return "1." + key.id() + "."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has AES-GCM", impossible);
        }
    }

    /** Opens; empty where the key is no longer among the settings or the text was changed. */
    public Optional<String> open(String connection, String field, String sealed) {
        var parts = sealed.split("\\.", 3);
        for (var key : settings.secrets()) {
            if (parts.length == 3 && parts[0].equals("1") && parts[1].equals(Integer.toString(key.id()))) {
                try {
                    var all = Base64.getUrlDecoder().decode(parts[2]);
                    var nonce = java.util.Arrays.copyOf(all, NONCE);
                    var cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, connection, field);
                    return Optional.of(
                            new String(cipher.doFinal(all, NONCE, all.length - NONCE), StandardCharsets.UTF_8));
                } catch (GeneralSecurityException | IllegalArgumentException changed) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private static Cipher cipher(int mode, Settings.Secret key, byte[] nonce, String connection, String field)
            throws GeneralSecurityException {
        // One purpose, one key: the same secret also signs tokens.
        var derive = Mac.getInstance("HmacSHA256");
        derive.init(new SecretKeySpec(key.bytes(), "HmacSHA256"));
        var derived = derive.doFinal("tinypixel crm connection secrets".getBytes(StandardCharsets.UTF_8));
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(derived, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD((connection + "|" + field).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
