package org.tinypixel.routes.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.cert.CertificateParsingException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinypixel.routes.gateway.PemFiles.Unusable;

final class CertificatesTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

    @TempDir
    Path folder;

    @Test
    void the_own_certificate_is_made_once_and_names_the_server()
            throws Unusable, CertificateParsingException, IOException {
        var made = OwnCertificate.readOrMake(folder, "t.example.com", NOW);
        var again = OwnCertificate.readOrMake(folder, "t.example.com", NOW.plus(Duration.ofDays(700)));
        assertThat(again.chain()).isEqualTo(made.chain());
        assertThat(made.chain().get(0).getSubjectAlternativeNames())
                .extracting(name -> String.valueOf(name.get(1)))
                .contains("t.example.com", "localhost", "127.0.0.1");
        assertThat(Files.getPosixFilePermissions(folder.resolve("smtp.key")))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void one_that_ends_soon_is_made_anew() throws Unusable {
        var made = OwnCertificate.readOrMake(folder, "192.0.2.1", NOW);
        var next = OwnCertificate.readOrMake(folder, "192.0.2.1", NOW.plus(Duration.ofDays(800)));
        assertThat(next.chain()).isNotEqualTo(made.chain());
    }

    @Test
    void what_is_wrong_is_said_in_words() throws Unusable, IOException {
        OwnCertificate.readOrMake(folder, "one.example", NOW);
        var certificate = Files.readString(folder.resolve("smtp.pem"));
        var key = Files.readString(folder.resolve("smtp.key"));
        OwnCertificate.readOrMake(Files.createDirectory(folder.resolve("other")), "two.example", NOW);
        var otherKey = folder.resolve("other").resolve("smtp.key").toString();
        assertThat(PemFiles.read(certificate, key).chain()).hasSize(1);
        wrong(folder.resolve("none").toString(), key, "TINYPIXEL_SMTP_CERTIFICATE names", "cannot be read");
        wrong(key, key, "holds no PEM certificate");
        wrong(certificate.replace("MII", "MIX"), key, "damaged certificate");
        wrong(certificate, certificate, "TINYPIXEL_SMTP_KEY holds no PEM key");
        wrong(certificate, otherKey, "is not the key of the first certificate");
        wrong(certificate, key.replace("PRIVATE KEY", "EC PRIVATE KEY"), "openssl pkcs8 -topk8");
        wrong(certificate, key.replaceAll("\n[A-Za-z0-9+/=]{20}", "\nAAAA"), "TINYPIXEL_SMTP_KEY is damaged");
    }

    private static void wrong(String certificate, String key, String... words) {
        assertThatThrownBy(() -> PemFiles.read(certificate, key))
                .isInstanceOf(Unusable.class)
                .hasMessageContainingAll(words);
    }
}
