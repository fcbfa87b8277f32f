package org.tinypixel.submission;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.mail.Envelope;
import org.tinypixel.mail.Envelope.Return;

/**
 * A mail as a mail program hands it in.
 *
 * @param viewer who signed in
 * @param from the sender of the envelope
 * @param to the recipients of the envelope, gateway addresses among them
 * @param content the message, lines end with CR LF
 * @param smtputf8 the client said that addresses or header hold UTF-8
 * @param eightBit the client said that the content holds octets above 127
 * @param ret what a delivery notice shall bring back; null where the client did not say
 * @param envid the client's id for the mail; null where the client did not say
 */
public record Submission(
        Viewer viewer,
        EmailAddress from,
        List<Recipient> to,
        byte[] content,
        boolean smtputf8,
        boolean eightBit,
        @Nullable Return ret,
        @Nullable String envid) {
    public Submission {
        to = List.copyOf(to);
    }

    /**
     * One recipient of the envelope.
     *
     * @param notifyOn when the client wants a delivery notice; empty where it did not say
     * @param orcpt the original recipient as the client wrote it; null where it did not say
     */
    public record Recipient(
            EmailAddress address,
            Set<Envelope.Notify> notifyOn,
            @Nullable String orcpt) {
        public Recipient {
            notifyOn = Set.copyOf(notifyOn);
        }

        /** A recipient without wishes about notices. */
        public static Recipient of(EmailAddress address) {
            return new Recipient(address, Set.of(), null);
        }
    }

    Envelope envelope(EmailAddress recipient) {
        var wished = to.stream()
                .filter(one -> one.address().equals(recipient))
                .findFirst()
                .orElseGet(() -> Recipient.of(recipient));
        var any = ret != null || envid != null || !wished.notifyOn().isEmpty() || wished.orcpt() != null;
        return new Envelope(
                smtputf8,
                eightBit || hasEightBit(),
                any ? new Envelope.Dsn(ret, envid, wished.notifyOn(), wished.orcpt()) : null);
    }

    /** Whatever the client said: a relay must know what it gets. */
    private boolean hasEightBit() {
        for (var octet : content) {
            if (octet < 0) {
                return true;
            }
        }
        return false;
    }
}
