package org.tinypixel.inbound;

/** Mailboxes were added, changed or removed, or somebody wants one read at once. Fired inside the transaction. */
public record MailboxesChanged() {}
