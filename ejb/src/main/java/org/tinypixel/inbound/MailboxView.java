package org.tinypixel.inbound;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.EmailAddress;

/**
 * A mailbox as screens show it; no secret is in it.
 *
 * @param hasSecret whether a password or token is stored that can be opened
 * @param anyMail whether any mail from a recipient counts as a reply
 * @param ofEnvironment named by the server's settings, so it cannot be changed here
 * @param idle whether the server tells of new mail by itself; null while it was never connected
 * @param lastReadAt all that had arrived by then was taken
 * @param failure a sentence, with the server's answer; null while it can be read
 * @param taken how many messages were looked at
 * @param unmatchedBounces how many of them were bounces of mails that Tinypixel does not know
 * @param unmatchedComplaints the same for complaints
 * @param unreadable how many could not be understood
 */
public record MailboxView(
        String id,
        String name,
        String host,
        int port,
        boolean tls,
        String user,
        Mailbox.SignIn signIn,
        boolean hasSecret,
        @Nullable String authorities,
        List<EmailAddress> addresses,
        List<String> folders,
        @Nullable String sentFolder,
        boolean anyMail,
        boolean enabled,
        boolean ofEnvironment,
        State state,
        @Nullable Boolean idle,
        @Nullable Instant lastReadAt,
        @Nullable Instant failedSince,
        @Nullable String failure,
        @Nullable Instant nextTryAt,
        long taken,
        long unmatchedBounces,
        long unmatchedComplaints,
        long unreadable) {
    /** Whoever waits for replies waits from then on. */
    static final Duration FRESH = Duration.ofMinutes(15);

    public MailboxView {
        addresses = List.copyOf(addresses);
        folders = List.copyOf(folders);
    }

    /** How it is. */
    public enum State {
        /** It was never read. */
        @JsonProperty("new")
        NEW,
        @JsonProperty("reading")
        READING,
        /** Nothing failed, and yet it was not read for a while. */
        @JsonProperty("waiting")
        WAITING,
        @JsonProperty("failed")
        FAILED,
        /** Somebody switched it off. */
        @JsonProperty("off")
        OFF
    }

    static MailboxView of(MailboxRows.Known known, boolean anyMail, Instant now) {
        var mailbox = known.mailbox();
        var server = mailbox.server();
        var row = known.row();
        return new MailboxView(
                mailbox.id(),
                mailbox.name(),
                server.host(),
                server.port(),
                server.tls(),
                server.user(),
                server.signIn(),
                server.secret() != null,
                server.authorities(),
                mailbox.addresses(),
                mailbox.folders(),
                mailbox.sentFolder(),
                anyMail,
                mailbox.enabled(),
                mailbox.id().equals(Mailbox.ENVIRONMENT),
                state(mailbox, row, now),
                row.idle,
                row.readAt,
                row.failingSince,
                row.failure,
                row.nextTryAt,
                row.taken,
                row.unmatchedBounces,
                row.unmatchedComplaints,
                row.unreadable);
    }

    private static State state(Mailbox mailbox, MailboxRow row, Instant now) {
        if (!mailbox.enabled()) {
            return State.OFF;
        }
        if (row.failingSince != null) {
            return State.FAILED;
        }
        if (row.readAt == null) {
            return State.NEW;
        }
        return row.readAt.isBefore(now.minus(FRESH)) ? State.WAITING : State.READING;
    }
}
