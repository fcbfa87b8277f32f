package org.tinypixel.connect;

import inet.ipaddr.HostName;
import inet.ipaddr.IPAddressString;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.Invalid;

/** Checks what somebody typed of a server, one field after the other: gives what it means, and notes what is wrong. Pure. */
public final class ServerRule {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_HOST = 253;
    private static final int LONGEST_AUTHORITIES = 90_000;

    private final Invalid.Collector wrong;

    /**
     * For one form.
     *
     * @param wrong where mistakes are noted
     */
    public ServerRule(Invalid.Collector wrong) {
        this.wrong = wrong;
    }

    /**
     * The name for people.
     *
     * @param what gets it, such as "the mailbox"
     */
    public String name(@Nullable String typed, String what) {
        var name = text(typed);
        wrong.require(
                !name.isEmpty() && name.length() <= LONGEST_NAME && isPlain(name),
                "name",
                "Give " + what + " a name of up to " + LONGEST_NAME + " characters.");
        return name;
    }

    /**
     * The server's name or address, in lower case and without brackets.
     *
     * @param example of a name
     */
    public String host(@Nullable String typed, String example) {
        var host = text(typed).toLowerCase(Locale.ROOT).replaceFirst("^\\[(.*)]$", "$1");
        wrong.require(
                !host.isEmpty() && isPlain(host) && isHost(host),
                "host",
                "This is the name or address of a mail server, such as " + example + ".");
        return host;
    }

    public int port(int port) {
        wrong.require(port >= 1 && port <= 65535, "port", "A port is a number from 1 to 65535.");
        return port;
    }

    /** Certificates as PEM; null where none were typed. */
    public @Nullable String authorities(@Nullable String typed) {
        var authorities = text(typed);
        wrong.require(
                authorities.isEmpty() || isPem(authorities),
                "authorities",
                "This holds no certificate. Paste the text of a PEM file: -----BEGIN CERTIFICATE----- and what follows.");
        return authorities.isEmpty() ? null : authorities;
    }

    /**
     * What must be kept secret.
     *
     * @param field its name in the form
     * @param name its name for people
     */
    public record Secret(String field, String name, int longest) {}

    /**
     * A secret that is stored.
     *
     * @param secret null where none is, or where it cannot be opened
     * @param owner where it may go and for whom, as the end of a sentence
     */
    public record Stored(@Nullable String secret, String owner) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "secret of " + owner;
        }
    }

    /**
     * The secret as it was typed, else as it is stored; null where it is neither.
     *
     * @param owner of what was typed; a stored secret stays with its own
     */
    public @Nullable String secret(Secret secret, @Nullable String typed, @Nullable Stored stored, String owner) {
        if (typed != null && !typed.isEmpty()) {
            wrong.require(
                    typed.length() <= secret.longest && isPlain(typed),
                    secret.field,
                    "A " + secret.name + " has at most " + secret.longest + " characters and no line break.");
            return typed;
        }
        if (stored == null || stored.secret == null) {
            return null;
        }
        // Else whoever may change the host could have it sent to a server of his own.
        wrong.require(
                stored.owner.equals(owner),
                secret.field,
                "Type the " + secret.name + " again: the stored one is for " + stored.owner + ".");
        return stored.secret;
    }

    /** What was typed without spaces around it; empty where nothing was. */
    public static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }

    /** Whether it holds no line break and nothing else that cannot be seen. */
    public static boolean isPlain(String text) {
        return text.chars().noneMatch(Character::isISOControl);
    }

    private static boolean isHost(String host) {
        return host.length() <= LONGEST_HOST
                && !host.contains("/")
                && (new IPAddressString(host).getAddress() != null
                        || (new HostName(host).isValid() && !host.contains(":")));
    }

    private static boolean isPem(String text) {
        try {
            return text.length() <= LONGEST_AUTHORITIES
                    && !CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)))
                            .isEmpty();
        } catch (CertificateException none) {
            return false;
        }
    }
}
