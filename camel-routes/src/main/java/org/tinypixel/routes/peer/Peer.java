package org.tinypixel.routes.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.tinypixel.connect.Finding;
import org.tinypixel.connect.Finding.Step;
import org.tinypixel.connect.TargetRule;

/** A mail server of somebody else: looks where its name leads, connects to the very address that was looked at, and encrypts under its original name. */
public final class Peer {
    private static final int SOON_DAYS = 21;
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final Target target;
    private final Advice advice;
    private final List<String> internal;
    private final Duration connect;
    private final Duration answer;
    private final InstantSource clock;

    /**
     * Where to.
     *
     * @param name as people are told
     * @param authorities certificates of own authorities as PEM, trusted besides those of the Java runtime; null for none
     * @param trusted named by this server's settings, so it may be internal
     */
    public record Target(
            String name, String host, int port, @Nullable String authorities, boolean trusted) {}

    /**
     * What to do where it fails, as it differs between protocols.
     *
     * @param encryption the name of the setting for the encryption
     * @param unreachable where the port does not answer
     * @param notEncrypted where no encryption comes about
     * @param silent where the connection ends before it can be used
     */
    public record Advice(String encryption, String unreachable, String notEncrypted, String silent) {}

    /** What is said over a fresh connection. */
    @FunctionalInterface
    public interface Talk<T> {
        /** Gives what can be used from now on, and holds the socket. */
        T over(Socket socket) throws IOException, Down;
    }

    /**
     * One server.
     *
     * @param internal internal hosts that may be reached, as {@link TargetRule} takes them
     * @param connect the wait for a connection
     * @param answer the wait for each answer while encryption begins
     */
    public Peer(
            Target target,
            Advice advice,
            List<String> internal,
            Duration connect,
            Duration answer,
            InstantSource clock) {
        this.target = target;
        this.advice = advice;
        this.internal = List.copyOf(internal);
        this.connect = connect;
        this.answer = answer;
        this.clock = clock;
    }

    /** All addresses of the name, each of them looked at. */
    public List<InetAddress> addresses(Consumer<Finding> tell) throws Down {
        List<InetAddress> addresses;
        try {
            addresses = List.of(InetAddress.getAllByName(target.host));
        } catch (UnknownHostException unknown) {
            throw new Down(
                    Step.RESOLVE,
                    "host",
                    "There is no server named " + target.host + ".",
                    "Check the name, and whether this machine can ask the name service.",
                    unknown);
        }
        if (!target.trusted
                && TargetRule.judge(target.host, addresses, internal) instanceof TargetRule.Verdict.Refused refused) {
            throw new Down(Step.RESOLVE, "host", refused.reason(), "Choose another server, or ask who runs this one.");
        }
        tell.accept(Finding.info(
                Step.RESOLVE,
                target.host + " is "
                        + addresses.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", ")) + "."));
        return addresses;
    }

    /**
     * Goes to the very addresses that were looked at, and talks; a connection of which nothing usable came is closed.
     *
     * @param tell each step that went well
     * @param hold is given each socket before it waits for anything, so that another thread can close it
     */
    public <T> T connect(List<InetAddress> addresses, Consumer<Finding> tell, Consumer<Socket> hold, Talk<T> talk)
            throws Down {
        var socket = open(addresses, tell, hold);
        var isUsable = false;
        try {
            var usable = talk.over(socket);
            isUsable = true;
            return usable;
        } catch (IOException failed) {
            throw new Down(
                    Step.GREETING,
                    "port",
                    target.name + " does not answer as it should: " + Certificates.words(failed) + ".",
                    advice.silent,
                    failed);
        } finally {
            if (!isUsable) {
                closeQuietly(socket);
            }
        }
    }

    private Socket open(List<InetAddress> addresses, Consumer<Finding> tell, Consumer<Socket> hold) throws Down {
        IOException last = new IOException("it has no address");
        for (var address : addresses) {
            var socket = new Socket();
            hold.accept(socket);
            try {
                socket.setTcpNoDelay(true);
                socket.connect(new InetSocketAddress(address, target.port), Math.toIntExact(connect.toMillis()));
                tell.accept(Finding.info(Step.CONNECT, "Port " + target.port + " answers."));
                return socket;
            } catch (IOException failed) {
                last = failed;
                closeQuietly(socket);
            }
        }
        throw new Down(
                Step.CONNECT,
                "port",
                target.name + " does not answer: " + Certificates.words(last) + ".",
                advice.unreachable,
                last);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // It was never of use.
        }
    }

    /** Goes on encrypted over a connection on which the server waits for that. */
    public SSLSocket encrypt(Socket plain, Consumer<Finding> tell) throws IOException, Down {
        Trust trust;
        SSLSocket secure;
        try {
            trust = Trust.of(target.authorities);
            secure = (SSLSocket) trust.sockets().createSocket(plain, target.host, target.port, true);
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
        secure.setSoTimeout(Math.toIntExact(answer.toMillis()));
        try {
            secure.startHandshake();
        } catch (SSLException failed) {
            var shown = trust.shown();
            throw new Untrusted(
                    shown == null ? Step.ENCRYPTION : Step.CERTIFICATE,
                    shown == null ? advice.encryption : "authorities",
                    target.name + " offers no secure connection that can be trusted: "
                            + Certificates.fault(failed, shown, target.host) + ".",
                    shown == null
                            ? advice.notEncrypted
                            : "Use the name that is in the certificate, or paste the certificate of the authority that issued it.",
                    failed);
        }
        var certificate = trust.shown();
        if (certificate == null) {
            return secure;
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
        return secure;
    }
}
