package org.tinypixel.routes.inbox;

import java.io.IOException;
import java.net.Socket;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javax.net.ssl.SSLSocket;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.tinypixel.connect.Finding;
import org.tinypixel.connect.Finding.Step;
import org.tinypixel.inbound.Mailbox;
import org.tinypixel.routes.peer.Down;
import org.tinypixel.routes.peer.Peer;

/** Connects to an IMAP server, encrypts and signs in. */
final class ImapConnector {
    private static final Peer.Advice ADVICE = new Peer.Advice(
            "tls",
            "Check the port, and whether a firewall lets this machine through: IMAP is usually on port 993 (TLS) or 143 (STARTTLS).",
            "Check port and encryption: TLS is usually on port 993, STARTTLS on 143.",
            "Check port and encryption: a port for TLS (993) is silent to who does not begin with it, and the other way round (143).");

    private final Mailbox.Server server;
    private final Patience patience;
    private final Peer peer;

    /**
     * For one server.
     *
     * @param internal internal hosts that may be reached, as {@link org.tinypixel.connect.TargetRule} takes them
     */
    ImapConnector(Mailbox.Server server, Patience patience, List<String> internal, InstantSource clock) {
        this.server = server;
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

    /**
     * A connection that is signed in.
     *
     * @param tell each step that went well
     * @param hold is given each socket before it waits for anything, so that another thread can close it
     */
    ImapLine connect(Consumer<Finding> tell, Consumer<Socket> hold) throws Down {
        var secret = server.secret();
        if (secret == null) {
            throw Down.sealed("secret");
        }
        return peer.connect(peer.addresses(tell), tell, hold, socket -> talk(socket, secret, tell));
    }

    private ImapLine talk(Socket plain, String secret, Consumer<Finding> tell) throws IOException, Down {
        var line = new ImapLine(server.tls() ? peer.encrypt(plain, tell) : plain, patience);
        greet(line, tell);
        try {
            var features = line.features();
            if (!server.tls()) {
                if (features.contains("STARTTLS")) {
                    line = startTls(line, plain, tell);
                    // What was said in the clear could be somebody else's: nothing of it counts.
                    features = line.features();
                } else if (!(server.trusted() && plain.getInetAddress().isLoopbackAddress())) {
                    throw new Down(
                            Step.ENCRYPTION,
                            "tls",
                            server + " offers no secure connection (no STARTTLS), so no password is sent.",
                            "Choose TLS, usually on port 993.");
                }
            }
            if (!(line.socket() instanceof SSLSocket)) {
                tell.accept(Finding.info(Step.ENCRYPTION, "The mailbox on this machine is read without encryption."));
            }
            tell.accept(Finding.info(Step.FEATURES, "It offers: " + String.join(", ", features) + "."));
        } catch (Refused refused) {
            throw new Down(
                    Step.FEATURES,
                    null,
                    server + " does not answer as it should: " + refused.said() + ".",
                    "Try again later, or ask its operator.",
                    refused);
        }
        var mechanism = new SignIn(server, secret).by(line);
        tell.accept(Finding.info(
                Step.SIGN_IN,
                (server.signIn() == Mailbox.SignIn.OAUTH2 ? "It takes the token of " : "It takes the password of ")
                        + server.user() + " (" + mechanism + ")."));
        return signedIn(line);
    }

    /** Some tell of all that they can do only to who is signed in. */
    private ImapLine signedIn(ImapLine line) throws IOException, Down {
        try {
            var unused = line.features();
            return line;
        } catch (Refused refused) {
            throw new Down(
                    Step.FEATURES,
                    null,
                    server + " does not answer as it should: " + refused.said() + ".",
                    "Try again later, or ask its operator.",
                    refused);
        }
    }

    private void greet(ImapLine line, Consumer<Finding> tell) throws IOException, Down {
        var hello = line.greeting();
        var said = ImapLine.said(hello);
        if (!hello.isUnTagged() || !hello.isOK()) {
            var early = hello instanceof IMAPResponse one && one.keyEquals("PREAUTH");
            throw new Down(
                    Step.GREETING,
                    null,
                    early
                            ? server + " says that somebody is signed in before anybody was: " + said + "."
                            : server + " does not answer as it should: "
                                    + (said.isEmpty() ? "it says nothing that is IMAP" : said) + ".",
                    early
                            ? "Do not trust this connection; ask the server's operator."
                            : waits(said)
                                    ? "Nothing is to be done here: it is tried again by itself."
                                    : "Check the port: IMAP is usually on 993 (TLS) or 143 (STARTTLS).");
        }
        tell.accept(Finding.info(Step.GREETING, "It greets: " + said));
    }

    private static boolean waits(String said) {
        return said.toUpperCase(Locale.ROOT).startsWith("BYE");
    }

    private ImapLine startTls(ImapLine line, Socket plain, Consumer<Finding> tell) throws IOException, Down {
        try {
            line.startTls();
        } catch (Refused refused) {
            throw new Down(
                    Step.ENCRYPTION,
                    "tls",
                    server + " offers STARTTLS and refuses it: " + refused.said() + ".",
                    "Ask its operator, or try TLS on port 993.",
                    refused);
        }
        line.mustBeQuiet();
        return new ImapLine(peer.encrypt(plain, tell), patience);
    }
}
