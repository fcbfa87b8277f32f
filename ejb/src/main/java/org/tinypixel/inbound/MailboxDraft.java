package org.tinypixel.inbound;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mailbox as a person types it, not yet checked.
 *
 * @param id of the stored one whose secret a test shall use; only read where settings are tested that are not saved
 * @param port null for the usual one
 * @param tls null for true
 * @param secret password or access token; null or empty keeps the stored one
 * @param signIn null for a password
 * @param authorities certificates as PEM; null or empty for none
 * @param addresses whose mail arrives in it; null or empty for the user
 * @param folders null or empty for INBOX
 * @param sentFolder null or empty where mails that were sent by hand are not looked for
 * @param anyMail whether any mail from a recipient counts as a reply; null for true
 * @param enabled null for true
 */
public record MailboxDraft(
        @Nullable String id,
        @Nullable String name,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable Boolean tls,
        @Nullable String user,
        @Nullable String secret,
        Mailbox.@Nullable SignIn signIn,
        @Nullable String authorities,
        @Nullable List<String> addresses,
        @Nullable List<String> folders,
        @Nullable String sentFolder,
        @Nullable Boolean anyMail,
        @Nullable Boolean enabled) {
    /** Without the secret. */
    @Override
    public String toString() {
        return "draft of mailbox " + name;
    }

    /** The same with a name, for a look at settings that nobody named yet. */
    MailboxDraft named() {
        return name != null && !name.isBlank()
                ? this
                : new MailboxDraft(
                        id,
                        "unnamed",
                        host,
                        port,
                        tls,
                        user,
                        secret,
                        signIn,
                        authorities,
                        addresses,
                        folders,
                        sentFolder,
                        anyMail,
                        enabled);
    }
}
