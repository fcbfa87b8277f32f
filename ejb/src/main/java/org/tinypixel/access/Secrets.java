package org.tinypixel.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import org.wildfly.security.password.PasswordFactory;
import org.wildfly.security.password.WildFlyElytronPasswordProvider;
import org.wildfly.security.password.interfaces.BCryptPassword;
import org.wildfly.security.password.spec.EncryptablePasswordSpec;
import org.wildfly.security.password.spec.IteratedSaltedPasswordAlgorithmSpec;
import org.wildfly.security.password.util.ModularCrypt;

/** Passwords as bcrypt (by WildFly Elytron); keys and session tokens, which are 256 random bits already, as SHA-256. */
final class Secrets {
    /** 2^11 rounds take about a fifth of a second here: slow for guessing, bearable for signing in. */
    private static final int COST = 11;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /** 256 random bits as 43 characters of base64url. */
    static String random() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String hash(String secret) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    static String hashPassword(String password) {
        try {
            var salt = new byte[BCryptPassword.BCRYPT_SALT_SIZE];
            RANDOM.nextBytes(salt);
            var spec = new EncryptablePasswordSpec(
                    password.toCharArray(), new IteratedSaltedPasswordAlgorithmSpec(COST, salt));
            return ModularCrypt.encodeAsString(bcrypt().generatePassword(spec));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("Elytron knows bcrypt", broken);
        }
    }

    static boolean matches(String password, String stored) {
        try {
            var factory = bcrypt();
            return factory.verify(factory.translate(ModularCrypt.decode(stored)), password.toCharArray());
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("Elytron knows bcrypt", broken);
        }
    }

    private static PasswordFactory bcrypt() throws NoSuchAlgorithmException {
        return PasswordFactory.getInstance(
                BCryptPassword.ALGORITHM_BCRYPT, WildFlyElytronPasswordProvider.getInstance());
    }
}
