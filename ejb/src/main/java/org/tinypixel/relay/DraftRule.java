package org.tinypixel.relay;

import inet.ipaddr.HostName;
import inet.ipaddr.IPAddressString;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Invalid;

/** Checks what somebody typed into a relay's form. Pure. */
final class DraftRule {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_SECRET = 1000;
    private static final int LONGEST_AUTHORITIES = 90_000;
    private static final int MOST_SENDERS = 200;
    private static final int MOST_PER_MINUTE = 60_000;
    private static final int MOST_CONNECTIONS = 10;
    private static final int USUAL_CONNECTIONS = 2;

    private DraftRule() {}

    /**
     * The complete relay; {@link Invalid} names every wrong field.
     *
     * @param saved what is stored; its password stays where none is typed and the server is the same; null for a new one
     * @param others all other relays: a sender has one
     */
    static Relay check(String id, RelayDraft draft, @Nullable Relay saved, List<Relay> others) {
        var wrong = new Invalid.Collector();
        var name = text(draft.name());
        wrong.require(
                !name.isEmpty() && name.length() <= LONGEST_NAME && isPlain(name),
                "name",
                "Give the server a name of up to " + LONGEST_NAME + " characters.");
        var server = server(draft, saved == null ? null : saved.server(), wrong);
        var senders = senders(draft.senders() == null ? List.of() : draft.senders(), others, wrong);
        var perMinute = Objects.requireNonNullElse(draft.perMinute(), 0);
        wrong.require(
                perMinute >= 0 && perMinute <= MOST_PER_MINUTE,
                "perMinute",
                "This is a number from 1 to " + MOST_PER_MINUTE + ", or nothing for no limit.");
        var connections = Objects.requireNonNullElse(draft.connections(), USUAL_CONNECTIONS);
        wrong.require(
                connections >= 1 && connections <= MOST_CONNECTIONS,
                "connections",
                "This is a number from 1 to " + MOST_CONNECTIONS + ".");
        wrong.throwIfAny();
        return new Relay(
                id,
                name,
                server,
                senders,
                Boolean.TRUE.equals(draft.isDefault()),
                perMinute,
                connections,
                !Boolean.FALSE.equals(draft.enabled()));
    }

    private static Relay.Server server(RelayDraft draft, Relay.@Nullable Server saved, Invalid.Collector wrong) {
        var host = text(draft.host()).toLowerCase(Locale.ROOT).replaceFirst("^\\[(.*)]$", "$1");
        wrong.require(
                !host.isEmpty() && isPlain(host) && isHost(host),
                "host",
                "This is the name or address of a mail server, such as mail.example.com.");
        var user = text(draft.user());
        wrong.require(isPlain(user) && user.length() <= 254, "user", "A user name has no line break.");
        var here = isThisMachine(host);
        var security = draft.security();
        if (security == null) {
            security = Objects.equals(draft.port(), 465)
                    ? Security.TLS
                    : user.isEmpty() || here ? Security.STARTTLS_IF_OFFERED : Security.STARTTLS;
        }
        wrong.require(
                user.isEmpty() || here || security == Security.TLS || security == Security.STARTTLS,
                "security",
                "A password only goes over an encrypted connection: choose TLS or STARTTLS.");
        var port = draft.port() == null ? usualPort(security) : draft.port();
        wrong.require(port >= 1 && port <= 65535, "port", "A port is a number from 1 to 65535.");
        var authorities = text(draft.authorities());
        wrong.require(
                authorities.isEmpty() || isPem(authorities),
                "authorities",
                "This holds no certificate. Paste the text of a PEM file: -----BEGIN CERTIFICATE----- and what follows.");
        var password = password(draft, user, host, port, saved, wrong);
        return new Relay.Server(
                host,
                port,
                security,
                user.isEmpty() ? null : user,
                password,
                authorities.isEmpty() ? null : authorities,
                false);
    }

    private static @Nullable String password(
            RelayDraft draft,
            String user,
            String host,
            int port,
            Relay.@Nullable Server saved,
            Invalid.Collector wrong) {
        var typed = draft.password();
        if (user.isEmpty()) {
            wrong.require(typed == null || typed.isEmpty(), "user", "A password needs a user name.");
            return null;
        }
        if (typed != null && !typed.isEmpty()) {
            wrong.require(
                    typed.length() <= LONGEST_SECRET && isPlain(typed),
                    "password",
                    "A password has at most " + LONGEST_SECRET + " characters and no line break.");
            return typed;
        }
        var stored = saved == null ? null : saved.password();
        if (stored != null && saved != null) {
            // Else whoever may change the host could have the password sent to a server of his own.
            wrong.require(
                    saved.host().equals(host) && saved.port() == port,
                    "password",
                    "Type the password again: the stored one is for " + saved.host() + ", port " + saved.port() + ".");
            return stored;
        }
        wrong.add("password", "The user " + user + " needs a password.");
        return null;
    }

    private static List<String> senders(List<String> typed, List<Relay> others, Invalid.Collector wrong) {
        var all = new LinkedHashSet<String>();
        for (var i = 0; i < typed.size(); i++) {
            var field = "senders[" + i + "]";
            var entry = text(typed.get(i)).toLowerCase(Locale.ROOT).replaceFirst("^@", "");
            if (entry.isEmpty()) {
                continue;
            }
            var fits = entry.contains("@")
                    ? EmailAddress.parse(entry).isPresent()
                    : EmailAddress.parse("a@" + entry).isPresent() && entry.contains(".");
            wrong.require(
                    fits,
                    field,
                    "“" + entry + "” is no address and no domain, such as anna@example.com or example.com.");
            others.stream()
                    .filter(other -> other.senders().contains(entry))
                    .findFirst()
                    .ifPresent(other -> wrong.add(
                            field, "“" + entry + "” is with “" + other.name() + "” already; a sender has one server."));
            all.add(entry);
        }
        wrong.require(all.size() <= MOST_SENDERS, "senders", "At most " + MOST_SENDERS + " senders; use domains.");
        return List.copyOf(all);
    }

    private static int usualPort(Security security) {
        return switch (security) {
            case TLS -> 465;
            case STARTTLS -> 587;
            case STARTTLS_IF_OFFERED, NONE -> 25;
        };
    }

    private static boolean isHost(String host) {
        return host.length() <= 253
                && !host.contains("/")
                && (new IPAddressString(host).getAddress() != null
                        || (new HostName(host).isValid() && !host.contains(":")));
    }

    /** Only what certainly is: a name could lead anywhere. */
    static boolean isThisMachine(String host) {
        var address = new IPAddressString(host).getAddress();
        return host.equals("localhost") || (address != null && address.isLoopback());
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

    private static boolean isPlain(String text) {
        return text.chars().noneMatch(Character::isISOControl);
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given.strip();
    }
}
