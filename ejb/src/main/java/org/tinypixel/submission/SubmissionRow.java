package org.tinypixel.submission;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.tinypixel.base.MessageId;

/** A mail that was accepted, known by what it was, so that a retry finds it. */
@Entity
@Table(name = "submission")
class SubmissionRow {
    @Id
    String fingerprint;

    @Column(name = "message_id")
    String messageId;

    String note;

    @Column(name = "accepted_at")
    Instant acceptedAt;

    protected SubmissionRow() {}

    SubmissionRow(String fingerprint, MessageId message, String note, Instant now) {
        this.fingerprint = fingerprint;
        accepted(message, note, now);
    }

    final void accepted(MessageId message, String said, Instant now) {
        messageId = message.value();
        note = said;
        acceptedAt = now;
    }
}
