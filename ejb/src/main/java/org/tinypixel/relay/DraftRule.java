package org.tinypixel.relay;

import static org.tinypixel.connect.ServerRule.isPlain;
import static org.tinypixel.connect.ServerRule.text;

import inet.ipaddr.IPAddressString;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Invalid;
import org.tinypixel.connect.ServerRule;

/** Checks what somebody typed into a relay's form. Pure. */
final class DraftRule {
    private static final ServerRule.Secret PASSWORD = new ServerRule.Secret("password", "password", 1000);
    private static final int MOST_SENDERS = 200;
    private static final int MOST_PER_MINUTE = 60_000;
    private static final int MOST_CONNECTIONS = 10;
    private static final int USUAL_CONNECTIONS = 2;

    private final RelayDraft draft;
    private final Relay.@Nullable Server saved;
    private final List<Relay> others;
    private final Invalid.Collector wrong = new Invalid.Collector();
    private final ServerRule rule = new ServerRule(wrong);

    private DraftRule(RelayDraft draft, Relay.@Nullable Server saved, List<Relay> others) {
        this.draft = draft;
        this.saved = saved;
        this.others = others;
    }

    /**
     * The complete relay; {@link Invalid} names every wrong field.
     *
     * @param saved what is stored; its password stays where none is typed and the server is the same; null for a new one
     * @param others all other relays: a sender has one
     */
    static Relay check(String id, RelayDraft draft, @Nullable Relay saved, List<Relay> others) {
        return new DraftRule(draft, saved == null ? null : saved.server(), others).check(id);
    }

    private Relay check(String id) {
        var name = rule.name(draft.name(), "the server");
        var server = server();
        var senders = senders(draft.senders() == null ? List.of() : draft.senders());
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

    private Relay.Server server() {
        var host = rule.host(draft.host(), "mail.example.com");
        var user = text(draft.user());
        wrong.require(isPlain(user) && user.length() <= 254, "user", "A user name has no line break.");
        var security = security(user, isThisMachine(host));
        var port = rule.port(draft.port() == null ? usualPort(security) : draft.port());
        var authorities = rule.authorities(draft.authorities());
        return new Relay.Server(
                host,
                port,
                security,
                user.isEmpty() ? null : user,
                password(user, owner(host, port)),
                authorities,
                false);
    }

    private Security security(String user, boolean here) {
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
        return security;
    }

    private @Nullable String password(String user, String owner) {
        var typed = draft.password();
        if (user.isEmpty()) {
            wrong.require(typed == null || typed.isEmpty(), "user", "A password needs a user name.");
            return null;
        }
        var stored = saved == null ? null : new ServerRule.Stored(saved.password(), owner(saved.host(), saved.port()));
        var password = rule.secret(PASSWORD, typed, stored, owner);
        wrong.require(password != null, PASSWORD.field(), "The user " + user + " needs a password.");
        return password;
    }

    private static String owner(String host, int port) {
        return host + ", port " + port;
    }

    private List<String> senders(List<String> typed) {
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

    /** Only what certainly is: a name could lead anywhere. */
    static boolean isThisMachine(String host) {
        var address = new IPAddressString(host).getAddress();
        return host.equals("localhost") || (address != null && address.isLoopback());
    }
}
