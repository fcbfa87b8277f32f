package org.tinypixel.tracking;

/**
 * A mail was taken in. Fired synchronously inside the transaction that stores it, before its copies are queued: features above add their rows in the same
 * transaction, and a {@link org.tinypixel.base.Failure} of theirs refuses the whole mail (for example an unknown sequence).
 *
 * @param willSend false where the client sends the copies itself
 */
public record MessageCreated(StoredMessage message, boolean willSend) {}
