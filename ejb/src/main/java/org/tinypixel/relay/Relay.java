package org.tinypixel.relay;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way out for mail, with all that is needed to use it.
 *
 * @param id 22 characters, or {@link #ENVIRONMENT}
 * @param server null for the built-in inbox
 * @param senders addresses, and domains with their subdomains, whose mail it takes; lower case
 * @param isDefault takes the mail of every sender that no other one takes
 * @param perMinute mails in any sixty seconds, from each node; 0 for no limit
 * @param connections at a time, from each node
 * @param enabled false: its mails wait
 */
public record Relay(
        String id,
        String name,
        @Nullable Server server,
        List<String> senders,
        boolean isDefault,
        int perMinute,
        int connections,
        boolean enabled) {
    /** The id of the one that the server's settings name. */
    public static final String ENVIRONMENT = "environment";

    public Relay {
        senders = List.copyOf(senders);
    }

    public boolean isOfEnvironment() {
        return id.equals(ENVIRONMENT);
    }

    /**
     * How a mail server is reached.
     *
     * @param host name or address
     * @param user null where the server wants no sign-in
     * @param password null without user, and where the stored one cannot be opened
     * @param authorities certificates of own authorities as PEM, trusted besides those of the Java runtime; null for none
     * @param trusted named by the server's settings, so it may be internal
     */
    public record Server(
            String host,
            int port,
            Security security,
            @Nullable String user,
            @Nullable String password,
            @Nullable String authorities,
            boolean trusted) {
        /** Without user and password. */
        @Override
        public String toString() {
            return (security == Security.TLS ? "smtps://" : "smtp://") + (host.contains(":") ? "[" + host + "]" : host)
                    + ":" + port;
        }
    }
}
