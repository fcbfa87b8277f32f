package org.tinypixel.routes.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLSocket;
import org.tinypixel.connect.Finding;
import org.tinypixel.connect.Finding.Step;
import org.tinypixel.relay.Relay;
import org.tinypixel.relay.Security;
import org.tinypixel.routes.peer.Down;
import org.tinypixel.routes.peer.Peer;
import org.tinypixel.routes.peer.Untrusted;

/**
 * Connects to a mail server, encrypts and signs in. It speaks SMTP itself and not through Camel's mail component or Angus Mail: those take the envelope from the
 * headers, cannot say whether the final dot was written, know no {@code ORCPT}, and do not show certificate and greeting.
 */
final class SmtpConnector {
    private static final Peer.Advice ADVICE = new Peer.Advice(
            "security",
            "Check the port, and whether a firewall lets this machine through. Many networks block port 25.",
            "Check port and encryption: TLS is usually on port 465, STARTTLS on 587 or 25.",
            "Check port and encryption: a port for TLS is silent to who does not begin with it (465), and the other way round (25, 587).");

    private final Relay.Server server;
    private final String greeting;
    private final Patience patience;
    private final Peer peer;

    /**
     * For one server.
     *
     * @param greeting the name that this installation gives itself ({@code EHLO})
     * @param internal internal hosts that may be reached, as {@link org.tinypixel.connect.TargetRule} takes them
     */
    SmtpConnector(Relay.Server server, String greeting, Patience patience, List<String> internal, InstantSource clock) {
        this.server = server;
        this.greeting = greeting;
        this.patience = patience;
        this.peer = new Peer(
                new Peer.Target(
                        server.toString(), server.host(), server.port(), server.authorities(), server.trusted()),
                ADVICE,
                internal,
                patience.connect(),
                patience.answer(),
                clock);
    }

    /** A connection over which mails can go. */
    SmtpLine connect() throws Down {
        return connect(finding -> {});
    }

    /** The same, telling each step that went well. */
    SmtpLine connect(Consumer<Finding> tell) throws Down {
        if (server.user() != null && server.password() == null) {
            throw Down.sealed("password");
        }
        var addresses = peer.addresses(tell);
        try {
            return begin(addresses, server.security(), tell);
        } catch (Untrusted untrusted) {
            if (server.security() != Security.STARTTLS_IF_OFFERED || server.user() != null) {
                throw untrusted;
            }
            tell.accept(Finding.warn(
                    Step.ENCRYPTION,
                    "authorities",
                    untrusted.reason() + " Mail goes out without encryption.",
                    "Paste the certificate of the server's authority, so that mail goes encrypted."));
            return begin(addresses, Security.NONE, finding -> {});
        }
    }

    private SmtpLine begin(List<InetAddress> addresses, Security security, Consumer<Finding> tell) throws Down {
        return peer.connect(addresses, tell, socket -> {}, socket -> talk(new Wire(socket), security, tell));
    }

    private SmtpLine talk(Wire wire, Security security, Consumer<Finding> tell) throws IOException, Down {
        if (security == Security.TLS) {
            encrypt(wire, tell);
        }
        var hello = wire.answer(patience.answer());
        if (hello.code() != 220) {
            throw new Down(
                    Step.GREETING,
                    null,
                    server + " does not answer as it should: " + hello.said() + ".",
                    "Ask its operator whether it takes mail from this machine.");
        }
        tell.accept(Finding.info(Step.GREETING, "It greets: " + hello.said()));
        var features = ehlo(wire);
        if (security == Security.STARTTLS || security == Security.STARTTLS_IF_OFFERED) {
            if (features.has("STARTTLS")) {
                var go = wire.ask("STARTTLS", patience.answer());
                if (go.code() == 220) {
                    encrypt(wire, tell);
                    features = ehlo(wire);
                } else if (security == Security.STARTTLS) {
                    throw new Down(
                            Step.ENCRYPTION,
                            "security",
                            server + " offers STARTTLS and refuses it: " + go.said() + ".",
                            "Ask its operator, or try TLS on port 465.");
                }
            } else if (security == Security.STARTTLS) {
                throw new Down(
                        Step.ENCRYPTION,
                        "security",
                        server + " offers no secure connection (no STARTTLS).",
                        "Choose the port at which it does (often 587), or TLS on port 465. Without a password you may choose not to encrypt.");
            }
        }
        var encrypted = wire.socket() instanceof SSLSocket;
        if (!encrypted) {
            tell.accept(
                    wire.socket().getInetAddress().isLoopbackAddress()
                            ? Finding.info(Step.ENCRYPTION, "Mail goes to this machine without encryption.")
                            : Finding.warn(
                                    Step.ENCRYPTION,
                                    "security",
                                    "Mail goes to this server without encryption.",
                                    "Choose STARTTLS or TLS where the server can do it."));
        }
        tell.accept(Finding.info(
                Step.FEATURES,
                features.words().isEmpty()
                        ? "It offers nothing beyond the oldest SMTP."
                        : "It offers: " + String.join(", ", features.words()) + "."));
        signIn(wire, features, encrypted, tell);
        return new SmtpLine(wire, features, patience);
    }

    private void encrypt(Wire wire, Consumer<Finding> tell) throws IOException, Down {
        wire.mustBeQuiet();
        wire.encrypted(peer.encrypt(wire.socket(), tell));
    }

    private void signIn(Wire wire, Features features, boolean encrypted, Consumer<Finding> tell)
            throws Down, IOException {
        var user = server.user();
        var password = server.password();
        if (user == null || password == null) {
            return;
        }
        if (!encrypted && !wire.socket().getInetAddress().isLoopbackAddress()) {
            throw new Down(
                    Step.SIGN_IN,
                    "security",
                    "The connection to " + server + " is not encrypted, so no password is sent.",
                    "Choose STARTTLS or TLS.");
        }
        var mechanism = new SignIn(wire, patience.answer(), user, password)
                .by(features.mechanisms(), encrypted, server.toString());
        tell.accept(Finding.info(Step.SIGN_IN, "It takes the password of " + user + " (" + mechanism + ")."));
    }

    private Features ehlo(Wire wire) throws IOException, Down {
        var answer = wire.ask("EHLO " + greeting, patience.answer());
        if (answer.isDone()) {
            return Features.of(answer);
        }
        // A server older than RFC 1869.
        var old = answer.code() >= 500 ? wire.ask("HELO " + greeting, patience.answer()) : answer;
        if (!old.isDone()) {
            throw new Down(
                    Step.GREETING,
                    null,
                    server + " does not answer as it should: " + old.said() + ".",
                    "It may not like the name " + greeting + ": it comes from TINYPIXEL_PUBLIC_URL.");
        }
        return Features.NONE;
    }

    /** Whether this is still the server that it was made for. */
    boolean isFor(Relay.Server other) {
        return server.equals(other);
    }

    @Override
    public String toString() {
        return server.toString();
    }
}
