package org.tinypixel.settings;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.EmailAddress;

/**
 * What the environment says, checked: every value is usable as it is. One instance a server, made by {@link SettingsSource}.
 *
 * @param home absolute folder for all data
 * @param publicUrl http or https, without query and without a slash at the end
 * @param relay where mail goes out
 * @param secrets signing and encryption keys, newest first, never empty
 * @param bootstrapKey an administrator's API key, or null
 * @param trustedProxies networks in CIDR form whose forwarding headers are believed
 * @param gateway where mail programs hand in mails
 * @param internalHosts host names (lower case) and networks in CIDR form that connections may reach although they are private
 * @param viewTime whether mails that say nothing of it carry the held picture
 * @param inbox the mailbox that is read for what comes back; null for none
 * @param judging how hits are judged, and what is kept of them
 */
public record Settings(
        Path home,
        int httpPort,
        String bind,
        URI publicUrl,
        Relay relay,
        Database database,
        List<Secret> secrets,
        @Nullable String bootstrapKey,
        List<String> trustedProxies,
        List<String> internalHosts,
        Gateway gateway,
        boolean viewTime,
        @Nullable Inbox inbox,
        Judging judging) {

    public Settings {
        secrets = List.copyOf(secrets);
        trustedProxies = List.copyOf(trustedProxies);
        internalHosts = List.copyOf(internalHosts);
    }

    /** The address of something below the public address; the path begins with a slash. */
    public String publicAddress(String path) {
        return publicUrl + path;
    }

    /**
     * How hits are judged.
     *
     * @param styleMarks whether mails carry the pictures that tell of forwarding and printing
     * @param privacySignals which hits are stripped of everything personal when their client asks for privacy
     * @param rules when new rules are applied to what older ones judged
     * @param places a MaxMind DB file that knows regions; null for countries only
     */
    public record Judging(
            boolean styleMarks,
            PrivacySignals privacySignals,
            NewRules rules,
            @Nullable Path places) {
        /** What holds where nothing is set. */
        public static final Judging USUAL = new Judging(false, PrivacySignals.ALL, NewRules.AFTER_A_DAY, null);
    }

    /** Whose Global Privacy Control and Do Not Track is obeyed. */
    public enum PrivacySignals {
        ALL,
        CLICKS,
        OFF
    }

    /** When new rules are applied by themselves. */
    public enum NewRules {
        /** At once where no figure changes, else a day after they were tried out. */
        AFTER_A_DAY,
        AT_ONCE,
        /** Never: an administrator says when. */
        BY_HAND
    }

    /** Where mail goes out. */
    public sealed interface Relay {
        /** Into the built-in inbox; nothing leaves this server. */
        record Capture() implements Relay {}

        /**
         * To a mail server.
         *
         * @param implicitTls true for {@code smtps}
         * @param user null where the server wants no sign-in
         * @param startTls {@code required}, {@code if-offered} or {@code never}; null for the safest that fits
         * @param authorities certificates of own authorities as PEM; null for none
         */
        record Smtp(
                String host,
                int port,
                boolean implicitTls,
                @Nullable String user,
                @Nullable String password,
                @Nullable String startTls,
                @Nullable String authorities)
                implements Relay {
            public Smtp(String host, int port, boolean implicitTls, @Nullable String user, @Nullable String password) {
                this(host, port, implicitTls, user, password, null, null);
            }

            /** Without the password. */
            @Override
            public String toString() {
                return (implicitTls ? "smtps://" : "smtp://") + host + ":" + port;
            }
        }
    }

    /**
     * The SMTP submission gateway.
     *
     * @param port with STARTTLS; 0 for none
     * @param tlsPort with TLS from the first byte; 0 for none
     * @param certificate a PEM file's name or PEM text; null for one that the server makes
     * @param key the same for the private key
     * @param domains in lower case, besides the public address's
     * @param maxBytes of one mail
     * @param idle how long a connection may say nothing
     * @param connection how long a connection may last
     */
    public record Gateway(
            int port,
            int tlsPort,
            @Nullable String certificate,
            @Nullable String key,
            List<String> domains,
            int maxBytes,
            int maxRecipients,
            int maxConnections,
            Duration idle,
            Duration connection) {
        public Gateway {
            domains = List.copyOf(domains);
        }

        /** Never the key. */
        @Override
        public String toString() {
            return "ports " + port + " and " + tlsPort;
        }
    }

    /**
     * A mailbox that is read for replies and bounces.
     *
     * @param tls from the first byte ({@code imaps})
     * @param oauth2 whether {@code secret} is an access token
     * @param addresses whose mail arrives in it, never empty
     * @param folders never empty
     * @param sentFolder null where it is not read
     * @param anyMail whether any mail from a recipient counts as a reply
     * @param authorities certificates of own authorities as PEM; null for none
     */
    public record Inbox(
            String host,
            int port,
            boolean tls,
            String user,
            String secret,
            boolean oauth2,
            List<EmailAddress> addresses,
            List<String> folders,
            @Nullable String sentFolder,
            boolean anyMail,
            @Nullable String authorities) {
        public Inbox {
            addresses = List.copyOf(addresses);
            folders = List.copyOf(folders);
        }

        /** Without user and secret. */
        @Override
        public String toString() {
            return (tls ? "imaps://" : "imap://") + host + ":" + port;
        }
    }

    /** How the database is reached. */
    public record Database(String url, String user, String password) {
        public boolean isPostgreSql() {
            return url.startsWith("jdbc:postgresql:");
        }

        /** Without user and password. */
        @Override
        public String toString() {
            return url.replaceFirst("[?;].*", "");
        }
    }

    /**
     * One secret with the id that tokens name.
     *
     * @param id 0 to 63, from the secret itself, so that it stays the same whatever stands beside it
     * @param value key material as text, 32 characters or more
     */
    public record Secret(int id, String value) {
        public byte[] bytes() {
            return value.getBytes(StandardCharsets.UTF_8);
        }

        /** Never the value. */
        @Override
        public String toString() {
            return "secret " + id;
        }
    }
}
