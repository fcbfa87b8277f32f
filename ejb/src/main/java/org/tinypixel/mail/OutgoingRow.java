package org.tinypixel.mail;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Ids;
import org.tinypixel.relay.Relay;
import org.tinypixel.tracking.StoredMessage;

/** A mail on its way out, without its content, which only the hand-over itself reads. */
@Entity
@Table(name = "outgoing_mail")
class OutgoingRow {
    private static final int LONGEST_REPLY = 1000;

    @Id
    String id;

    @Column(name = "copy_id")
    String copyId;

    String sender;

    String recipient;

    @Column(name = "once_key")
    String onceKey;

    @Enumerated(EnumType.STRING)
    OutgoingState state;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "handing_over_at")
    @Nullable
    Instant handingOverAt;

    @Column(name = "settled_at")
    @Nullable
    Instant settledAt;

    @Nullable
    String reply;

    /** Which relay takes it; also the lane of its outbox row. */
    @Column(name = "relay_id")
    String relay = Relay.ENVIRONMENT;

    @Column(name = "owner_id")
    @Nullable
    String ownerId;

    @Column(name = "message_id")
    @Nullable
    String messageId;

    @Nullable
    String subject;

    /** What it shares with other copies; null where its content is its own. */
    @Column(name = "content_id")
    @Nullable
    String contentId;

    /** Until it is forgotten. */
    @Column(name = "has_content")
    boolean hasContent = true;

    @Column(name = "repeated_at")
    @Nullable
    Instant repeatedAt;

    /** As JSON; null for the usual. */
    @Nullable
    String envelope;

    protected OutgoingRow() {}

    OutgoingRow(
            CopyId copy, EmailAddress sender, EmailAddress recipient, String onceKey, Envelope envelope, Instant now) {
        this.id = Ids.next();
        this.copyId = copy.value();
        this.sender = sender.value();
        this.recipient = recipient.value();
        this.onceKey = onceKey;
        this.envelope = envelope.stored();
        this.state = OutgoingState.DUE;
        this.createdAt = now;
    }

    /** What lists show and ask for without the message. */
    void isOf(StoredMessage message) {
        ownerId = message.owner().value();
        messageId = message.id().value();
        subject = message.subject();
    }

    /** When its days of trying began. */
    Instant since() {
        return repeatedAt == null ? createdAt : repeatedAt;
    }

    /** A person has it sent again. */
    void again(Instant now, String said) {
        repeatedAt = now;
        handingOverAt = null;
        becomes(OutgoingState.DUE, now, said);
    }

    CopyId copy() {
        return new CopyId(copyId);
    }

    Envelope envelope() {
        return Envelope.read(envelope);
    }

    void handingOver(Instant now) {
        state = OutgoingState.HANDING_OVER;
        handingOverAt = now;
    }

    void becomes(OutgoingState next, Instant now, String said) {
        state = next;
        settledAt = next == OutgoingState.DUE ? null : now;
        reply = said.length() <= LONGEST_REPLY ? said : said.substring(0, LONGEST_REPLY);
    }
}
