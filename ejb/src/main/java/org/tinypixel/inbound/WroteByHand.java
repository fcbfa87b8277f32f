package org.tinypixel.inbound;

import java.time.Instant;
import org.tinypixel.base.EmailAddress;

/** A person of ours wrote to this address without Tinypixel: the mail was found among those that the mailbox's owner sent. Fired synchronously inside the transaction that takes it. */
public record WroteByHand(EmailAddress sender, EmailAddress recipient, Instant at) {}
