package org.tinypixel.routes.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.tinypixel.connect.Finding;
import org.tinypixel.connect.Finding.Step;
import org.tinypixel.connect.TargetRule;
import org.tinypixel.relay.Relay;
import org.tinypixel.relay.Security;

/**
 * Connects to a mail server, encrypts and signs in. It speaks SMTP itself and not through Camel's mail component or Angus Mail: those take the envelope from the
 * headers, cannot say whether the final dot was written, know no {@code ORCPT}, and do not show certificate and greeting.
 */
final class SmtpConnector {
    private static final int SOON_DAYS = 21;
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final Relay.Server server;
    private final String greeting;
    private final Patience patience;
    private final List<String> internal;
    private final InstantSource clock;

    /**
     * For one server.
     *
     * @param greeting the name that this installation gives itself ({@code EHLO})
     * @param internal internal hosts that may be reached, as {@link TargetRule} takes them
     */
    SmtpConnector(Relay.Server server, String greeting, Patience patience, List<String> internal, InstantSource clock) {
        this.server = server;
        this.greeting = greeting;
        this.patience = patience;
        this.internal = List.copyOf(internal);
        this.clock = clock;
    }

    /** A connection over which mails can go. */
    SmtpLine connect() throws Down {
        return connect(finding -> {});
    }

    /** The same, telling each step that went well. */
    SmtpLine connect(Consumer<Finding> tell) throws Down {
        if (server.user() != null && server.password() == null) {
            throw new Down(
                    Step.SIGN_IN,
                    "password",
                    "The stored password cannot be opened with the present TINYPIXEL_SECRET.",
                    "Type the password again.");
        }
        var addresses = addresses(tell);
        try {
            return begin(addresses, server.security(), tell);
        } catch (Untrusted untrusted) {
            if (server.security() != Security.STARTTLS_IF_OFFERED || server.user() != null) {
                throw untrusted.down;
            }
            tell.accept(Finding.warn(
                    Step.ENCRYPTION,
                    "authorities",
                    untrusted.down.reason() + " Mail goes out without encryption.",
                    "Paste the certificate of the server's authority, so that mail goes encrypted."));
            try {
                return begin(addresses, Security.NONE, finding -> {});
            } catch (Untrusted impossible) {
                throw impossible.down;
            }
        }
    }

    /** Encryption was offered and is not to be believed. */
    private static final class Untrusted extends Exception {
        private static final long serialVersionUID = 1L;

        private final Down down;

        Untrusted(Down down) {
            super(down);
            this.down = down;
        }
    }

    private SmtpLine begin(List<InetAddress> addresses, Security security, Consumer<Finding> tell)
            throws Down, Untrusted {
        Wire wire = null;
        try {
            wire = new Wire(open(addresses, tell));
            var line = talk(wire, security, tell);
            wire = null;
            return line;
        } catch (IOException failed) {
            throw new Down(
                    Step.GREETING,
                    "port",
                    server + " does not answer as it should: " + Certificates.words(failed) + ".",
                    "Check port and encryption: a port for TLS is silent to who does not begin with it (465), and the other way round (25, 587).",
                    failed);
        } finally {
            if (wire != null) {
                wire.close();
            }
        }
    }

    private SmtpLine talk(Wire wire, Security security, Consumer<Finding> tell) throws IOException, Down, Untrusted {
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

    private List<InetAddress> addresses(Consumer<Finding> tell) throws Down {
        List<InetAddress> addresses;
        try {
            addresses = List.of(InetAddress.getAllByName(server.host()));
        } catch (UnknownHostException unknown) {
            throw new Down(
                    Step.RESOLVE,
                    "host",
                    "There is no server named " + server.host() + ".",
                    "Check the name, and whether this machine can ask the name service.",
                    unknown);
        }
        if (!server.trusted()
                && TargetRule.judge(server.host(), addresses, internal) instanceof TargetRule.Verdict.Refused refused) {
            throw new Down(Step.RESOLVE, "host", refused.reason(), "Choose another server, or ask who runs this one.");
        }
        tell.accept(Finding.info(
                Step.RESOLVE,
                server.host() + " is "
                        + addresses.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", ")) + "."));
        return addresses;
    }

    /** Goes to the very addresses that were looked at. */
    private Socket open(List<InetAddress> addresses, Consumer<Finding> tell) throws Down {
        IOException last = new IOException("it has no address");
        for (var address : addresses) {
            var socket = new Socket();
            try {
                socket.setTcpNoDelay(true);
                socket.connect(
                        new InetSocketAddress(address, server.port()),
                        Math.toIntExact(patience.connect().toMillis()));
                tell.accept(Finding.info(Step.CONNECT, "Port " + server.port() + " answers."));
                return socket;
            } catch (IOException failed) {
                last = failed;
                closeQuietly(socket);
            }
        }
        throw new Down(
                Step.CONNECT,
                "port",
                server + " does not answer: " + Certificates.words(last) + ".",
                "Check the port, and whether a firewall lets this machine through. Many networks block port 25.",
                last);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // It was never of use.
        }
    }

    private void encrypt(Wire wire, Consumer<Finding> tell) throws IOException, Down, Untrusted {
        wire.mustBeQuiet();
        Trust trust;
        SSLSocket secure;
        try {
            trust = Trust.of(server.authorities());
            secure = (SSLSocket) trust.sockets().createSocket(wire.socket(), server.host(), server.port(), true);
        } catch (GeneralSecurityException unreadable) {
            throw new Down(
                    Step.CERTIFICATE,
                    "authorities",
                    "The certificates of your authority cannot be read: " + Certificates.words(unreadable) + ".",
                    "Paste the text of a PEM file.",
                    unreadable);
        }
        var parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(PROTOCOLS);
        secure.setSSLParameters(parameters);
        secure.setSoTimeout(Math.toIntExact(patience.answer().toMillis()));
        try {
            secure.startHandshake();
        } catch (SSLException failed) {
            throw new Untrusted(new Down(
                    trust.shown() == null ? Step.ENCRYPTION : Step.CERTIFICATE,
                    trust.shown() == null ? "security" : "authorities",
                    server + " offers no secure connection that can be trusted: "
                            + Certificates.fault(failed, trust.shown(), server.host()) + ".",
                    trust.shown() == null
                            ? "Check port and encryption: TLS is usually on port 465, STARTTLS on 587 or 25."
                            : "Use the name that is in the certificate, or paste the certificate of the authority that issued it.",
                    failed));
        }
        wire.encrypted(secure);
        var certificate = trust.shown();
        if (certificate == null) {
            return;
        }
        var end = Certificates.end(certificate);
        var said = "The connection is encrypted (" + secure.getSession().getProtocol() + "). The certificate is for "
                + String.join(", ", Certificates.names(certificate)) + ", issued by " + Certificates.issuer(certificate)
                + ", and ends on " + end + ".";
        var soon = clock.instant().atZone(ZoneOffset.UTC).toLocalDate().plusDays(SOON_DAYS);
        tell.accept(
                end.isBefore(soon)
                        ? Finding.warn(Step.CERTIFICATE, null, said, "Remind its operator: mail stops on that day.")
                        : Finding.info(Step.CERTIFICATE, said));
    }

    /** Whether this is still the server that it was made for. */
    boolean isFor(Relay.Server other) {
        return server.equals(other);
    }

    @Override
    public String toString() {
        return server + " " + Arrays.toString(PROTOCOLS);
    }
}
