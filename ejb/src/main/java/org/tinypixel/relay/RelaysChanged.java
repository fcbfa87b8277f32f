package org.tinypixel.relay;

/** A relay was added, changed or removed, so that senders may have another one now. Fired synchronously inside the transaction that stores it. */
public record RelaysChanged() {}
