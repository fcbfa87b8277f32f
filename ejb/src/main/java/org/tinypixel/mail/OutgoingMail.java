package org.tinypixel.mail;

import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;

/**
 * A mail that is to be handed to the relay now, once.
 *
 * @param from the envelope's sender
 * @param to the envelope's one recipient
 * @param mime the message as it must leave, byte for byte
 * @param envelope what the client asked of delivery
 */
public record OutgoingMail(CopyId copy, EmailAddress from, EmailAddress to, byte[] mime, Envelope envelope) {
    /** A mail whose client asked for nothing. */
    public OutgoingMail(CopyId copy, EmailAddress from, EmailAddress to, byte[] mime) {
        this(copy, from, to, mime, Envelope.USUAL);
    }
}
