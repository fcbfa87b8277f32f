package org.tinypixel.followup;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.Ids;
import org.tinypixel.base.UserId;
import org.tinypixel.tracking.StoredCopy;
import org.tinypixel.tracking.StoredMessage;

@Entity
@Table(name = "enrollment")
class EnrollmentRow {
    private static final int SUBJECT = 1000;
    private static final int REASON = 1000;

    @Id
    String id;

    @Column(name = "sequence_id")
    String sequenceId;

    String series;

    @Column(name = "owner_id")
    String ownerId;

    @Column(name = "copy_id")
    String copyId;

    @Column(name = "message_id")
    String messageId;

    String sender;
    String recipient;

    @Column(name = "time_zone")
    @Nullable
    String timeZone;

    String subject;

    @Enumerated(EnumType.STRING)
    Enrollment.State state;

    @Nullable
    String reason;

    @Column(name = "active_key")
    @Nullable
    String activeKey;

    @Column(name = "paused_until")
    @Nullable
    Instant pausedUntil;

    @Column(name = "paused_because")
    @Nullable
    String pausedBecause;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "ended_at")
    @Nullable
    Instant endedAt;

    protected EnrollmentRow() {}

    EnrollmentRow(SequenceRow sequence, StoredMessage message, StoredCopy copy, Instant now) {
        this.id = Ids.next();
        this.sequenceId = sequence.id;
        this.series = sequence.series;
        this.ownerId = message.owner().value();
        this.copyId = copy.id().value();
        this.messageId = message.id().value();
        this.sender = message.sender().value();
        this.recipient = copy.recipient().value();
        this.timeZone = copy.timeZone();
        this.subject = cut(message.subject(), SUBJECT);
        this.state = Enrollment.State.ACTIVE;
        this.activeKey = activeKey(sequence.series, recipient);
        this.createdAt = now;
    }

    static String activeKey(String series, String recipient) {
        return series + " " + recipient;
    }

    /** The first {@code most} characters. */
    static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    CopyId copy() {
        return new CopyId(copyId);
    }

    UserId owner() {
        return new UserId(ownerId);
    }

    boolean isActive() {
        return state == Enrollment.State.ACTIVE;
    }

    /** Rests until then; a person who names another time goes first. */
    void pause(Instant until, String because) {
        pausedUntil = until;
        pausedBecause = cut(because, 200);
    }

    void goOn() {
        pausedUntil = null;
        pausedBecause = null;
    }

    Knowledge.@Nullable Pause pause() {
        return pausedUntil == null || pausedBecause == null ? null : new Knowledge.Pause(pausedUntil, pausedBecause);
    }

    void end(Enrollment.State end, String because, Instant now) {
        state = end;
        reason = cut(because, REASON);
        activeKey = null;
        endedAt = now;
    }

    Enrollment shown(String sequenceName) {
        return new Enrollment(
                id, sequenceName, series, copyId, messageId, recipient, subject, state, reason, createdAt, endedAt);
    }
}
