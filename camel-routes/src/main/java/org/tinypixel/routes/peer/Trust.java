package org.tinypixel.routes.peer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whose certificates are believed: those that the Java runtime knows, and for one server also an own authority's. Every check is Java's own, the one of the server's
 * name too; this class only remembers which certificate was shown, so that a refusal can say more.
 */
final class Trust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager java;
    private volatile @Nullable X509Certificate shown;

    private Trust(X509ExtendedTrustManager java) {
        this.java = java;
    }

    /**
     * For one server.
     *
     * @param authorities certificates as PEM; null for none
     * @throws GeneralSecurityException where they cannot be read
     */
    static Trust of(@Nullable String authorities) throws GeneralSecurityException {
        var usual = manager(null);
        if (authorities == null) {
            return new Trust(usual);
        }
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            var number = 0;
            for (var known : usual.getAcceptedIssuers()) {
                store.setCertificateEntry("known" + number++, known);
            }
            var pem = new ByteArrayInputStream(authorities.getBytes(StandardCharsets.US_ASCII));
            for (var own : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("own" + number++, own);
            }
            return new Trust(manager(store));
        } catch (IOException impossible) {
            throw new GeneralSecurityException("an empty store is made in memory", impossible);
        }
    }

    private static X509ExtendedTrustManager manager(@Nullable KeyStore store) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("this Java checks no certificates"));
    }

    SSLSocketFactory sockets() throws GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {this}, null);
        return context.getSocketFactory();
    }

    /** The certificate that the server showed last, believed or not; null before. */
    @Nullable
    X509Certificate shown() {
        return shown;
    }

    private X509Certificate[] seen(X509Certificate[] chain) {
        shown = chain.length == 0 ? null : chain[0];
        return chain;
    }

    /** Java does not ask a certificate that is itself an authority's whether it ended. */
    private void mustBeValid() throws CertificateException {
        var certificate = shown;
        if (certificate != null) {
            certificate.checkValidity();
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        java.checkServerTrusted(seen(chain), type, socket);
        mustBeValid();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        java.checkServerTrusted(seen(chain), type, engine);
        mustBeValid();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        java.checkServerTrusted(seen(chain), type);
        mustBeValid();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        java.checkClientTrusted(chain, type, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        java.checkClientTrusted(chain, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        java.checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return java.getAcceptedIssuers();
    }
}
