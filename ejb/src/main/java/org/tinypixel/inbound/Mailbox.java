package org.tinypixel.inbound;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.EmailAddress;

/**
 * A mailbox that is read, with all that is needed to read it.
 *
 * @param id 22 characters, or {@link #ENVIRONMENT}
 * @param addresses whose mail arrives here; for the wish "any mail from the recipient counts", and to know whose replies can be seen
 * @param folders read for what comes back, usually only INBOX
 * @param sentFolder read for mails that the person wrote by hand; null where it is not read
 * @param enabled false: it is not read
 */
public record Mailbox(
        String id,
        String name,
        Server server,
        List<EmailAddress> addresses,
        List<String> folders,
        @Nullable String sentFolder,
        boolean enabled) {
    /** The id of the one that the server's settings name. */
    public static final String ENVIRONMENT = "environment";

    public Mailbox {
        addresses = List.copyOf(addresses);
        folders = List.copyOf(folders);
    }

    /** All folders that are read, the one for sent mails last. */
    public List<String> allFolders() {
        if (sentFolder == null || folders.contains(sentFolder)) {
            return folders;
        }
        var all = new java.util.ArrayList<>(folders);
        all.add(sentFolder);
        return List.copyOf(all);
    }

    /** How the user proves who it is. */
    public enum SignIn {
        /** A password, by the strongest way that the server offers under encryption. */
        @JsonProperty("password")
        PASSWORD,
        /** An OAuth 2 access token as the secret (XOAUTH2, RFC 7628). */
        @JsonProperty("oauth2")
        OAUTH2
    }

    /**
     * How an IMAP server is reached.
     *
     * @param tls from the first byte (RFC 8314, usually port 993); else by STARTTLS, without which nobody signs in unless the server is this machine
     * @param secret password or access token; null where the stored one cannot be opened
     * @param authorities certificates of own authorities as PEM, trusted besides those of the Java runtime; null for none
     * @param trusted named by the server's settings, so it may be internal
     */
    public record Server(
            String host,
            int port,
            boolean tls,
            String user,
            @Nullable String secret,
            SignIn signIn,
            @Nullable String authorities,
            boolean trusted) {
        /** Without user and secret. */
        @Override
        public String toString() {
            return (tls ? "imaps://" : "imap://") + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }
}
