package org.tinypixel.routes.gateway;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tinypixel.routes.gateway.PemFiles.Identity;
import org.tinypixel.routes.gateway.PemFiles.Unusable;
import org.tinypixel.settings.Settings;
import org.tinypixel.submission.GatewayState;

/** TLS with the administrator's certificate or the server's own. Files that change are read again, since certificates are renewed every few weeks and servers run for months. */
final class Certificates {
    private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private record Loaded(SSLContext context, X509Certificate certificate, List<String> versions) {}

    private final Settings.Gateway settings;
    private final Path keys;
    private final String host;
    private final InstantSource clock;
    private Loaded loaded;
    private Instant looked;

    /** Reads or makes the certificate; {@link Unusable} says what is wrong with it. */
    Certificates(Settings.Gateway settings, Path keys, String host, InstantSource clock) throws Unusable {
        this.settings = settings;
        this.keys = keys;
        this.host = host;
        this.clock = clock;
        this.looked = clock.instant();
        this.loaded = load(looked, versions());
    }

    /** The server's side of TLS over a connection; the handshake is the caller's. */
    SSLSocket server(Socket plain) throws IOException {
        var tls = (SSLSocket) context()
                .getSocketFactory()
                .createSocket(plain, plain.getInetAddress().getHostAddress(), plain.getPort(), false);
        tls.setUseClientMode(false);
        tls.setEnabledProtocols(PROTOCOLS);
        return tls;
    }

    synchronized GatewayState.Certificate shown() {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(loaded.certificate.getEncoded());
            return new GatewayState.Certificate(
                    HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest),
                    loaded.certificate.getNotAfter().toInstant(),
                    settings.certificate() == null);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has SHA-256, and the certificate was read before", impossible);
        }
    }

    private synchronized SSLContext context() {
        var now = clock.instant();
        if (looked.plus(LOOK_AGAIN).isBefore(now)) {
            looked = now;
            var versions = versions();
            if (!versions.equals(loaded.versions)) {
                try {
                    loaded = load(now, versions);
                    LOG.info(
                            "The SMTP gateway has a new certificate, valid until {}", loaded.certificate.getNotAfter());
                } catch (Unusable half) {
                    // Perhaps one of the two files is written already; the next look finds both.
                    LOG.warn("The SMTP gateway goes on with its old certificate. {}", half.getMessage());
                }
            }
        }
        return loaded.context;
    }

    /** What tells one state of the files from another. */
    private List<String> versions() {
        return Stream.of(settings.certificate(), settings.key())
                .map(Certificates::version)
                .toList();
    }

    private static String version(@Nullable String value) {
        if (value == null || PemFiles.isText(value)) {
            return "";
        }
        try {
            return String.valueOf(Files.getLastModifiedTime(Path.of(value)));
        } catch (IOException | IllegalArgumentException missing) {
            return "";
        }
    }

    private Loaded load(Instant now, List<String> versions) throws Unusable {
        var certificate = settings.certificate();
        var key = settings.key();
        var identity = certificate == null || key == null
                ? OwnCertificate.readOrMake(keys, host, now)
                : PemFiles.read(certificate, key);
        return new Loaded(context(identity), identity.chain().get(0), versions);
    }

    private static SSLContext context(Identity identity) throws Unusable {
        try {
            var none = new char[0];
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, none);
            store.setKeyEntry("smtp", identity.key(), none, identity.chain().toArray(X509Certificate[]::new));
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, none);
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException unusual) {
            throw new Unusable("TINYPIXEL_SMTP_CERTIFICATE cannot be used: " + unusual.getMessage());
        }
    }
}
