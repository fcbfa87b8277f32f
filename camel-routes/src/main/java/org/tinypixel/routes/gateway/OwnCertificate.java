package org.tinypixel.routes.gateway;

import inet.ipaddr.IPAddressString;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.tinypixel.routes.gateway.PemFiles.Identity;
import org.tinypixel.routes.gateway.PemFiles.Unusable;
import org.wildfly.security.x500.GeneralName;
import org.wildfly.security.x500.cert.SelfSignedX509CertificateAndSigningKey;
import org.wildfly.security.x500.cert.SubjectAlternativeNamesExtension;

/** The certificate that a server makes for itself at its first start, so that nobody signs in in clear text even where nobody set anything up. Kept in the home and used again. */
final class OwnCertificate {
    /** Apple's programs take none that is valid for longer (support article HT210176). */
    private static final Duration VALID = Duration.ofDays(820);

    private static final Duration RENEWED_BEFORE = Duration.ofDays(30);

    private OwnCertificate() {}

    /**
     * The one in the folder; made where there is none yet, or where it ends soon.
     *
     * @param host the name under which the server is known, or its address
     */
    static Identity readOrMake(Path folder, String host, Instant now) throws Unusable {
        var certificate = folder.resolve("smtp.pem");
        var key = folder.resolve("smtp.key");
        try {
            if (Files.exists(certificate) && Files.exists(key)) {
                var known = PemFiles.read(certificate.toString(), key.toString());
                var end = known.chain().get(0).getNotAfter().toInstant();
                if (end.isAfter(now.plus(RENEWED_BEFORE))) {
                    return known;
                }
            }
            Files.createDirectories(folder);
            var made = make(host, now);
            write(key, pem("PRIVATE KEY", made.key().getEncoded()));
            write(certificate, pem("CERTIFICATE", made.chain().get(0).getEncoded()));
            return made;
        } catch (IOException | CertificateEncodingException unwritable) {
            throw new Unusable(
                    "The certificate of the SMTP gateway cannot be kept in " + folder + ": " + unwritable.getMessage());
        }
    }

    private static Identity make(String host, Instant now) {
        var names = new ArrayList<GeneralName>();
        for (var name : new LinkedHashSet<>(List.of(host, "localhost", "127.0.0.1", "::1"))) {
            var address = new IPAddressString(name.replaceAll("[\\[\\]]", "")).getAddress();
            names.add(address == null ? new GeneralName.DNSName(name) : new GeneralName.IPAddress(address.getBytes()));
        }
        var made = SelfSignedX509CertificateAndSigningKey.builder()
                .setDn(new X500Principal("CN=" + (host.length() <= 64 ? host : "Tinypixel") + ", O=Tinypixel"))
                .setKeyAlgorithmName("EC")
                .setKeySize(256)
                .setSignatureAlgorithmName("SHA256withECDSA")
                // Clocks differ.
                .setNotValidBefore(now.minus(Duration.ofDays(1)).atZone(ZoneOffset.UTC))
                .setNotValidAfter(now.plus(VALID).atZone(ZoneOffset.UTC))
                .addExtension(new SubjectAlternativeNamesExtension(false, names))
                .build();
        return new Identity(List.of(made.getSelfSignedCertificate()), made.getSigningKey());
    }

    private static String pem(String kind, byte[] octets) {
        var text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(octets);
        return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
    }

    /** Whole or not at all, and for this user only. */
    private static void write(Path file, String text) throws IOException {
        var draft = Files.createTempFile(file.getParent(), "smtp", ".new");
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(draft, text);
        try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
