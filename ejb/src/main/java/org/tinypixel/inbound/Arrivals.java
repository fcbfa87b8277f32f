package org.tinypixel.inbound;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.mail.ArrivalWatch;

/** Sees our own mails arrive in the mailboxes that are read. */
@Dependent
final class Arrivals implements ArrivalWatch {
    private final MailboxRows mailboxes;
    private final IncomingRows rows;

    @Inject
    Arrivals(MailboxRows mailboxes, IncomingRows rows) {
        this.mailboxes = mailboxes;
        this.rows = rows;
    }

    @Override
    public boolean reads(EmailAddress address) {
        return mailboxes.of(address).findAny().isPresent();
    }

    @Override
    public Optional<Instant> arrived(CopyId copy) {
        return rows.arrived(copy);
    }
}
