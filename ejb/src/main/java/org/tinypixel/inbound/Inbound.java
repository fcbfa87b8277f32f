package org.tinypixel.inbound;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.mail.Reason;

/**
 * Takes what the mailboxes hold; for the code that speaks IMAP. One message is one transaction: what it says is stored together with the mark behind it, so a crash repeats one
 * message at most, and a repeated one changes nothing.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class Inbound {
    private static final Logger LOG = LoggerFactory.getLogger(Inbound.class);

    @Inject
    InboundStore store;

    @Inject
    MailboxRows mailboxes;

    @Inject
    IncomingRows incoming;

    /** The mailboxes that this node shall read now: enabled, and not held by another node; secrets are in them. Asked again each minute, and after {@link MailboxesChanged}. */
    public List<Mailbox> claim() {
        return store.claim();
    }

    /** How far the folder was read; the first time, reading begins at mails of the last three days. */
    public FolderMark mark(String mailbox, String folder) {
        return store.mark(mailbox, folder);
    }

    /** A message of a folder as it was received. */
    public record Message(String mailbox, String folder, long validity, long uid, Instant received) {}

    /** Understands one message, stores what follows from it and moves the mark behind it. A message that cannot be understood moves the mark as well and is counted. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void take(Message message, InputStream mime) throws IOException {
        store.take(message, understood(message, mime));
    }

    /** Whatever somebody sends must not hold up what comes behind it. */
    private static @Nullable Incoming understood(Message message, InputStream mime) throws IOException {
        try (mime) {
            return IncomingReader.read(mime, message.received());
        } catch (RuntimeException damaged) {
            LOG.warn("message {} of folder {} cannot be understood", message.uid(), message.folder(), damaged);
            return null;
        }
    }

    /** A message that this product need not look at (too large, vanished meanwhile): the mark moves behind it. */
    public void skip(Message message, String why) {
        LOG.info("message {} of folder {} is left out: {}", message.uid(), message.folder(), why);
        store.skip(message);
    }

    /** All that had arrived by {@code begun} in all folders of the mailbox was taken; what waits for replies may trust in it until then. */
    public void finished(String mailbox, Instant begun) {
        store.finished(mailbox, begun);
    }

    /** The mailbox cannot be read: a sentence, with the server's answer. It is tried again at the time given back, later each time. */
    public Instant failed(String mailbox, String why) {
        return store.failed(mailbox, why);
    }

    /** The server's way of telling of new mail, for the page that shows the mailbox. */
    public void connected(String mailbox, boolean idle) {
        store.connected(mailbox, idle);
    }

    /**
     * Until when replies of this sender's recipients are known: the last complete look at a mailbox of the address; empty where no mailbox of it is read. A reply may lie in any of
     * several mailboxes, so the one that was not read for longest counts, and one that was never read is known until the beginning of time.
     */
    public Optional<Instant> readUntil(EmailAddress sender) {
        return mailboxes
                .of(sender)
                .map(known -> Objects.requireNonNullElse(known.row().readAt, Instant.EPOCH))
                .min(Comparator.naturalOrder());
    }

    /** Why an address is known to be dead, as a sentence; empty where nothing says so, or where something came from it since. */
    public Optional<String> isDead(EmailAddress recipient) {
        return incoming.newestProof(recipient)
                .filter(row -> row.hard)
                .map(row -> "The address does not work, as a notice of "
                        + row.receivedAt.atZone(ZoneOffset.UTC).toLocalDate() + " says: "
                        + (row.reason == null ? Reason.OTHER : row.reason).sentence());
    }

    /** Those of the copies that were not delivered for a reason that says nothing against the address. */
    public Set<CopyId> bouncedSoftly(Collection<CopyId> copies) {
        return Set.copyOf(incoming.soft(copies));
    }
}
