package org.tinypixel.mail;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.NotFound;
import org.tinypixel.base.StableKey;
import org.tinypixel.outbox.Outbox;
import org.tinypixel.outbox.Topic;
import org.tinypixel.relay.Relays;
import org.tinypixel.tracking.FollowUpMail;
import org.tinypixel.tracking.Messages;
import org.tinypixel.tracking.NewMessage;
import org.tinypixel.tracking.RawSubmission;
import org.tinypixel.tracking.StoredCopy;

/** Takes mails to be sent and brings them to the relay through the outbox. */
@Stateless
public class Mail {
    @Inject
    Messages messages;

    @Inject
    OutgoingMails outgoing;

    @Inject
    MailContents contents;

    @Inject
    Outbox outbox;

    @Inject
    Relays relays;

    @Inject
    InstantSource clock;

    /** Takes a mail in and queues its copies, in one transaction. */
    public Messages.Created submit(Viewer viewer, NewMessage message) {
        return queue(messages.create(viewer, message), null, copy -> copy.id().value(), recipient -> Envelope.USUAL);
    }

    /** The same for a complete MIME message; {@code from} and {@code to} as in {@link Messages#createRaw}. */
    public Messages.Created submitRaw(Viewer viewer, byte[] mime, @Nullable EmailAddress from, List<EmailAddress> to) {
        return queue(
                messages.createRaw(viewer, mime, from, to),
                from,
                copy -> copy.id().value(),
                recipient -> Envelope.USUAL);
    }

    /**
     * The same with all that a mail program says besides the message.
     *
     * @param envelopes what was asked of delivery for each recipient
     */
    public Messages.Created submitRaw(Viewer viewer, RawSubmission raw, Function<EmailAddress, Envelope> envelopes) {
        return queue(
                messages.createRaw(viewer, raw), raw.from(), copy -> copy.id().value(), envelopes);
    }

    /** Whether mail of this sender leaves this server, and does not just go into the built-in inbox. */
    public boolean leaves(EmailAddress sender) {
        return relays.of(sender).server() != null;
    }

    /** Brings what was committed to the disk, so that it outlives the machine and not only the process. Called after the transaction, before success is told. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void force() {
        outgoing.force();
    }

    /** Takes a follow-up in and queues it in the caller's transaction: at most once, by its Message-ID and recipient. Gives the new copy, or the one that is there. */
    public CopyId submitFollowUp(FollowUpMail mail) {
        var recipient = messages.findByCopy(mail.answers()).stream()
                .flatMap(message -> message.copies().stream())
                .filter(copy -> copy.id().equals(mail.answers()))
                .findAny()
                .map(StoredCopy::recipient)
                .orElseThrow(() -> new NotFound("The mail that the follow-up answers is gone."));
        var once = StableKey.of("outgoing", mail.messageIdHeader(), recipient.value());
        return outgoing.copyOnce(once)
                .orElseGet(() -> queue(messages.createFollowUp(mail), null, copy -> once, any -> Envelope.USUAL)
                        .copies()
                        .get(0)
                        .copy()
                        .id());
    }

    /**
     * Takes a test mail in and queues it; it is in no number.
     *
     * @param relay the id of the relay that shall take it, whoever its sender is; null for the sender's own
     */
    public Messages.Created submitTest(Viewer viewer, NewMessage message, @Nullable String relay) {
        return queue(
                messages.createTest(viewer, message), null, copy -> copy.id().value(), any -> Envelope.USUAL, relay);
    }

    private Messages.Created queue(
            Messages.Created created,
            @Nullable EmailAddress returnPath,
            Function<StoredCopy, String> onceKey,
            Function<EmailAddress, Envelope> envelopes) {
        return queue(created, returnPath, onceKey, envelopes, null);
    }

    private Messages.Created queue(
            Messages.Created created,
            @Nullable EmailAddress returnPath,
            Function<StoredCopy, String> onceKey,
            Function<EmailAddress, Envelope> envelopes,
            @Nullable String relay) {
        if (created.willSend()) {
            var now = clock.instant();
            String shared = null;
            for (var copy : created.copies()) {
                var row = new OutgoingRow(
                        copy.copy().id(),
                        returnPath == null ? created.message().sender() : returnPath,
                        copy.copy().recipient(),
                        onceKey.apply(copy.copy()),
                        envelopes.apply(copy.copy().recipient()),
                        now);
                row.isOf(created.message());
                row.relay =
                        relay == null ? relays.of(EmailAddress.of(row.sender)).id() : relay;
                var content = copy.content();
                if (created.copies().size() == 1 && content.length() <= MailContents.PIECE) {
                    // A mail to one person, the usual kind, costs no row more.
                    outgoing.add(row, content.bytes());
                } else {
                    shared = shared == null ? contents.keep(content.shared()) : shared;
                    outgoing.add(row, shared, content.own());
                }
                // Due at once by the database's clock, whatever this node's says.
                outbox.put(Topic.MAIL, row.id, Instant.EPOCH, row.relay);
            }
        }
        return created;
    }
}
