package org.tinypixel.tracking;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.MessageId;
import org.tinypixel.base.UserId;

@Entity
@Table(name = "message")
class MessageRow {
    @Id
    String id;

    @Column(name = "owner_id")
    String owner;

    String sender;

    @Column(name = "sender_name")
    @Nullable
    String senderName;

    String subject;

    @Column(name = "message_id_header")
    String messageIdHeader;

    /** Separated by blanks, which an id cannot hold. */
    @Column(name = "thread_references")
    String threadReferences;

    @Nullable
    String campaign;

    @Nullable
    String template;

    @Column(name = "sequence_name")
    @Nullable
    String sequence;

    boolean test;

    @Column(name = "created_at")
    Instant createdAt;

    protected MessageRow() {}

    MessageRow(StoredMessage message) {
        id = message.id().value();
        owner = message.owner().value();
        sender = message.sender().value();
        senderName = message.senderName();
        subject = message.subject();
        messageIdHeader = message.messageIdHeader();
        threadReferences = String.join(" ", message.threadReferences());
        campaign = message.campaign();
        template = message.template();
        sequence = message.sequence();
        test = message.test();
        createdAt = message.createdAt();
    }

    StoredMessage message(List<StoredCopy> copies) {
        return new StoredMessage(
                new MessageId(id),
                new UserId(owner),
                new EmailAddress(sender),
                senderName,
                subject,
                messageIdHeader,
                threadReferences.isEmpty() ? List.of() : List.of(threadReferences.split(" ")),
                campaign,
                template,
                sequence,
                test,
                createdAt,
                copies);
    }
}
