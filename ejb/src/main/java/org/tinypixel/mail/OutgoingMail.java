package org.tinypixel.mail;

import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.tracking.CopyContent;

/**
 * A mail that is to be handed to the relay now, once.
 *
 * @param from the envelope's sender
 * @param to the envelope's one recipient
 * @param content the message as it must leave, byte for byte; a large one is read from the database while it is sent
 * @param envelope what the client asked of delivery
 */
public record OutgoingMail(CopyId copy, EmailAddress from, EmailAddress to, CopyContent content, Envelope envelope) {}
