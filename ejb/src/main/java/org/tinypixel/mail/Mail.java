package org.tinypixel.mail;

import jakarta.ejb.Stateless;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.tracking.FollowUpMail;
import org.tinypixel.tracking.Messages;
import org.tinypixel.tracking.NewMessage;

/** Takes mails to be sent and brings them to the relay through the outbox. */
@Stateless
public class Mail {
    /** Takes a mail in and queues its copies, in one transaction. */
    public Messages.Created submit(Viewer viewer, NewMessage message) {
        throw new IllegalStateException("seam: its owner builds this");
    }

    /** The same for a complete MIME message. */
    public Messages.Created submitRaw(Viewer viewer, byte[] mime, @Nullable EmailAddress from, List<EmailAddress> to) {
        throw new IllegalStateException("seam: its owner builds this");
    }

    /** Takes a follow-up in and queues it in the caller's transaction: at most once, by its Message-ID. Gives the new copy. */
    public CopyId submitFollowUp(FollowUpMail mail) {
        throw new IllegalStateException("seam: its owner builds this");
    }
}
