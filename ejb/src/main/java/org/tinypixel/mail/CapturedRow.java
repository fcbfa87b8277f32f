package org.tinypixel.mail;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A captured mail without its content; written by {@link CapturedMails} together with the content. */
@Entity
@Table(name = "captured_mail")
class CapturedRow {
    @Id
    String id;

    @Column(name = "captured_at")
    Instant capturedAt;

    @Column(name = "owner_id")
    @Nullable
    String ownerId;

    @Column(name = "copy_id")
    @Nullable
    String copyId;

    @Column(name = "message_id")
    @Nullable
    String messageId;

    /** What it shares with other copies; null where its content is its own. */
    @Column(name = "content_id")
    @Nullable
    String contentId;

    String sender;

    String recipient;

    String subject;

    @Column(name = "size_bytes")
    long sizeBytes;

    CapturedMail shown() {
        return new CapturedMail(id, capturedAt, sender, recipient, subject, sizeBytes, copyId, messageId);
    }
}
