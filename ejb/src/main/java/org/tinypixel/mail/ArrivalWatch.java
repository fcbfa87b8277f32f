package org.tinypixel.mail;

import java.time.Instant;
import java.util.Optional;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;

/** Sees mails arrive. Whoever reads a mailbox implements it as a CDI bean; without one nobody can tell whether a test mail arrived. */
public interface ArrivalWatch {
    /** Whether a mailbox of this address is read. */
    boolean reads(EmailAddress address);

    /** When this copy was found in it; empty while it was not. */
    Optional<Instant> arrived(CopyId copy);
}
