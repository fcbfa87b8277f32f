package org.tinypixel.routes.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Properties;
import javax.net.ssl.SSLException;
import org.tinypixel.mail.Outcome;
import org.tinypixel.mail.OutgoingMail;
import org.tinypixel.settings.Settings;

/**
 * The mail server that takes our mails. It speaks through Angus Mail's transport and not through Camel's mail component: that one takes the envelope from the headers (a
 * blind copy would be lost or shown), writes the message anew, and does not tell a lost answer to the final dot from a failed connection.
 */
final class SmtpRelay {
    private final Settings.Relay.Smtp server;
    private final String greeting;
    private final Patience patience;

    /**
     * How long to wait.
     *
     * @param answer for each answer; the one to the final dot may take ten minutes (RFC 5321, section 4.5.3.2.6)
     */
    record Patience(Duration connect, Duration answer, Duration write) {
        static final Patience USUAL =
                new Patience(Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofMinutes(3));
    }

    /** The server cannot be used at the moment; no mail was offered. */
    static final class Down extends Exception {
        private static final long serialVersionUID = 1L;

        private final String reason;

        Down(String reason, Throwable cause) {
            super(reason, cause);
            this.reason = reason;
        }

        /** A sentence for people, without secrets. */
        String reason() {
            return reason;
        }
    }

    /** An open connection. */
    interface Line extends AutoCloseable {
        /** Offers the mail; what goes wrong is an outcome. */
        Outcome send(OutgoingMail mail);

        @Override
        void close();
    }

    /**
     * Names one server.
     *
     * @param greeting the name that this installation gives itself ({@code EHLO})
     */
    SmtpRelay(Settings.Relay.Smtp server, String greeting, Patience patience) {
        this.server = server;
        this.greeting = greeting;
        this.patience = patience;
    }

    /** Connects, secures and signs in. */
    Line connect() throws Down {
        var transport = new DotWatch(Session.getInstance(properties()), server.implicitTls());
        try {
            transport.connect(server.host(), server.port(), server.user(), server.password());
            return new SmtpLine(transport);
        } catch (MessagingException failed) {
            transport.closeQuietly();
            throw new Down(reason(failed), failed);
        }
    }

    Properties properties() {
        var scheme = server.implicitTls() ? "mail.smtps." : "mail.smtp.";
        var properties = new Properties();
        properties.setProperty(scheme + "localhost", greeting);
        properties.setProperty(scheme + "connectiontimeout", millis(patience.connect()));
        properties.setProperty(scheme + "timeout", millis(patience.answer()));
        properties.setProperty(scheme + "writetimeout", millis(patience.write()));
        properties.setProperty(scheme + "quitwait", "false");
        properties.setProperty(scheme + "auth", Boolean.toString(server.user() != null));
        properties.setProperty(scheme + "starttls.enable", "true");
        var secret = server.user() != null;
        // Without a password any encryption is better than none (RFC 7435). A password goes only to whom the
        // certificate names.
        var strict = secret || server.implicitTls();
        properties.setProperty(scheme + "starttls.required", Boolean.toString(secret && !isThisMachine()));
        properties.setProperty(scheme + "ssl.checkserveridentity", Boolean.toString(strict));
        if (!strict) {
            properties.setProperty(scheme + "ssl.trust", "*");
        }
        return properties;
    }

    private boolean isThisMachine() {
        try {
            return InetAddress.getByName(server.host()).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    private String reason(MessagingException failed) {
        if (failed instanceof AuthenticationFailedException) {
            return server + " refused user name or password: " + SmtpLine.oneLine(failed) + ".";
        }
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return "There is no server named " + server.host() + ".";
            }
            if (cause instanceof SSLException) {
                return server + " offers no secure connection that can be trusted: " + SmtpLine.oneLine(cause) + ".";
            }
        }
        return server + " does not answer as it should: " + SmtpLine.oneLine(failed) + ".";
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
