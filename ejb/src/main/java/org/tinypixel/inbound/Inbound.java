package org.tinypixel.inbound;

import jakarta.ejb.Stateless;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Takes what the mailboxes hold; for the code that speaks IMAP. One message is one transaction: what it says is stored together with the mark behind it, so a crash repeats one
 * message at most, and a repeated one changes nothing.
 */
@Stateless
public class Inbound {
    /** The mailboxes that this node shall read now: enabled, and not held by another node; secrets are in them. Asked again each minute, and after {@link MailboxesChanged}. */
    public List<Mailbox> claim() {
        return List.of();
    }

    /** How far the folder was read; the first time, reading begins at mails of the last three days. */
    public FolderMark mark(String mailbox, String folder) {
        return new FolderMark(0, 0);
    }

    /** A message of a folder as it was received. */
    public record Message(String mailbox, String folder, long validity, long uid, Instant received) {}

    /** Understands one message, stores what follows from it and moves the mark behind it. A message that cannot be understood moves the mark as well and is counted. */
    public void take(Message message, InputStream mime) throws IOException {
        mime.close();
    }

    /** A message that this product need not look at (too large, vanished meanwhile): the mark moves behind it. */
    public void skip(Message message, String why) {}

    /** All that had arrived by {@code begun} in all folders of the mailbox was taken; what waits for replies may trust in it until then. */
    public void finished(String mailbox, Instant begun) {}

    /** The mailbox cannot be read: a sentence, with the server's answer. It is tried again at the time given back, later each time. */
    public Instant failed(String mailbox, String why) {
        return Instant.MAX;
    }

    /** The server's way of telling of new mail, for the page that shows the mailbox. */
    public void connected(String mailbox, boolean idle) {}

    /** Until when replies of this sender's recipients are known: the last complete look at a mailbox of the address; empty where no mailbox of it is read. */
    public Optional<Instant> readUntil(org.tinypixel.base.EmailAddress sender) {
        return Optional.empty();
    }
}
