package org.tinypixel.routes.peer;

import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says in plain words what a certificate holds and why it was not believed. */
public final class Certificates {
    private static final int DNS = 2;
    private static final int ADDRESS = 7;

    private Certificates() {}

    /** The names that it is for; the common name where it has no others. */
    static List<String> names(X509Certificate certificate) {
        var names = new ArrayList<String>();
        try {
            var others = certificate.getSubjectAlternativeNames();
            if (others != null) {
                others.stream()
                        .filter(name -> name.get(0) instanceof Integer kind && (kind == DNS || kind == ADDRESS))
                        .map(name -> String.valueOf(name.get(1)))
                        .forEach(names::add);
            }
        } catch (CertificateParsingException damaged) {
            // Its subject has to do.
        }
        return names.isEmpty() ? List.of(certificate.getSubjectX500Principal().getName()) : names;
    }

    static LocalDate end(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant().atZone(ZoneOffset.UTC).toLocalDate();
    }

    static String issuer(X509Certificate certificate) {
        return certificate.getIssuerX500Principal().getName();
    }

    /** Why it was not believed, as the end of a sentence; the runtime's own words where the reason is another one. */
    static String fault(Throwable failed, @Nullable X509Certificate shown, String host) {
        if (shown == null) {
            return words(failed);
        }
        for (@Nullable Throwable each = failed; each != null; each = each.getCause()) {
            if (each instanceof CertificateExpiredException) {
                return "its certificate ended on " + end(shown);
            }
            if (each instanceof CertificateNotYetValidException) {
                return "its certificate is not valid yet";
            }
        }
        var said = words(failed);
        if (said.contains("No name matching") || said.contains("No subject alternative")) {
            return "its certificate is for " + String.join(", ", names(shown)) + ", not for " + host;
        }
        return isAboutTheCertificate(failed)
                ? "its certificate was issued by " + issuer(shown) + ", whom nobody here knows (" + said + ")"
                : said;
    }

    private static boolean isAboutTheCertificate(Throwable failed) {
        for (@Nullable Throwable each = failed; each != null; each = each.getCause()) {
            if (each instanceof CertificateException) {
                return true;
            }
        }
        return false;
    }

    /** The innermost words of a failure, on one line. */
    public static String words(Throwable failed) {
        var text = String.valueOf(failed.getMessage());
        for (@Nullable Throwable each = failed; each != null; each = each.getCause()) {
            if (each.getMessage() != null) {
                text = each.getMessage();
            }
        }
        return text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    }
}
