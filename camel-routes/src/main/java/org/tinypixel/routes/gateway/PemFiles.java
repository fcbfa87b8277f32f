package org.tinypixel.routes.gateway;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Reads a certificate with its private key out of PEM (RFC 7468); what is wrong is said so that an administrator can mend it. */
final class PemFiles {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    private static final String CERTIFICATE = "TINYPIXEL_SMTP_CERTIFICATE";
    private static final String PRIVATE_KEY = "TINYPIXEL_SMTP_KEY";

    private PemFiles() {}

    /** A certificate, the ones above it, and its key. */
    record Identity(List<X509Certificate> chain, PrivateKey key) {
        Identity {
            chain = List.copyOf(chain);
        }
    }

    /** The message is a sentence for the administrator. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message);
        }
    }

    /** Reads both; each is a file's name or PEM text. */
    static Identity read(String certificate, String key) throws Unusable {
        var chain = chain(text(CERTIFICATE, certificate));
        var identity =
                new Identity(chain, key(text(PRIVATE_KEY, key), chain.get(0).getPublicKey()));
        if (!belongs(identity.key, chain.get(0).getPublicKey())) {
            throw new Unusable(PRIVATE_KEY + " is not the key of the first certificate in " + CERTIFICATE + ".");
        }
        return identity;
    }

    static boolean isText(String value) {
        return value.contains("-----BEGIN ");
    }

    private static String text(String setting, String value) throws Unusable {
        if (isText(value)) {
            return value;
        }
        try {
            return Files.readString(Path.of(value), StandardCharsets.ISO_8859_1);
        } catch (IOException | InvalidPathException missing) {
            throw new Unusable(setting + " names " + value + ", which cannot be read.");
        }
    }

    private static List<X509Certificate> chain(String pem) throws Unusable {
        try {
            var found = new ArrayList<X509Certificate>();
            var begin = pem.indexOf("-----BEGIN CERTIFICATE-----");
            if (begin >= 0) {
                var octets = pem.substring(begin).getBytes(StandardCharsets.ISO_8859_1);
                for (var one : CertificateFactory.getInstance("X.509")
                        .generateCertificates(new ByteArrayInputStream(octets))) {
                    found.add((X509Certificate) one);
                }
            }
            if (found.isEmpty()) {
                throw new Unusable(CERTIFICATE + " holds no PEM certificate (-----BEGIN CERTIFICATE-----).");
            }
            return found;
        } catch (CertificateException damaged) {
            throw new Unusable(CERTIFICATE + " holds a damaged certificate: " + damaged.getMessage());
        }
    }

    private static PrivateKey key(String pem, PublicKey fits) throws Unusable {
        var found = KEY.matcher(pem);
        if (!found.find()) {
            throw new Unusable(PRIVATE_KEY + " holds no PEM key (-----BEGIN PRIVATE KEY-----).");
        }
        if (!found.group(1).equals("PRIVATE KEY")) {
            throw new Unusable(PRIVATE_KEY + " holds a key of the kind " + found.group(1)
                    + "; convert it: openssl pkcs8 -topk8 -nocrypt -in old.pem -out new.pem");
        }
        try {
            var octets = Base64.getMimeDecoder().decode(found.group(2));
            return KeyFactory.getInstance(fits.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(octets));
        } catch (GeneralSecurityException | IllegalArgumentException damaged) {
            throw new Unusable(
                    PRIVATE_KEY + " is damaged, or no " + fits.getAlgorithm() + " key as the certificate needs.");
        }
    }

    private static boolean belongs(PrivateKey key, PublicKey to) throws Unusable {
        try {
            var algorithm = switch (to.getAlgorithm()) {
                case "RSA" -> "SHA256withRSA";
                case "EC" -> "SHA256withECDSA";
                default -> to.getAlgorithm();
            };
            var sample = new byte[32];
            new SecureRandom().nextBytes(sample);
            var signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(sample);
            var checking = Signature.getInstance(algorithm);
            checking.initVerify(to);
            checking.update(sample);
            return checking.verify(signing.sign());
        } catch (GeneralSecurityException unusual) {
            throw new Unusable(PRIVATE_KEY + " cannot be used: " + unusual.getMessage());
        }
    }
}
