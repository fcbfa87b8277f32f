package org.tinypixel.followup;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.Ids;
import org.tinypixel.base.Json;

@Entity
@Table(name = "follow_up")
class FollowUpRow {
    private static final int REASON = 1000;
    private static final int ANSWER = 600;

    @Id
    String id;

    @Column(name = "enrollment_id")
    String enrollmentId;

    @Column(name = "owner_id")
    String ownerId;

    String sender;
    int step;

    @Enumerated(EnumType.STRING)
    FollowUpState state;

    @Nullable
    String decision;

    String reason;

    @Column(name = "due_at")
    @Nullable
    Instant dueAt;

    /** Where it stands in lists; the database computes it as {@link #listedAt()} does. */
    @Column(name = "listed_at", insertable = false, updatable = false)
    @Nullable
    Instant listed;

    /** When the sweep looks at it next; behind {@link #dueAt} where it waits for evidence. */
    @Column(name = "look_at")
    @Nullable
    Instant lookAt;

    @Column(name = "decided_at")
    @Nullable
    Instant decidedAt;

    @Column(name = "approved_at")
    @Nullable
    Instant approvedAt;

    @Column(name = "approved_by")
    @Nullable
    String approvedBy;

    String log;

    @Column(name = "message_id_header")
    @Nullable
    String messageIdHeader;

    @Column(name = "copy_id")
    @Nullable
    String copyId;

    @Column(name = "handed_at")
    @Nullable
    Instant handedAt;

    @Column(name = "created_at")
    Instant createdAt;

    /** Grows with each claim and each change by hand, so that whoever claimed before has lost it. */
    long fence;

    @Column(name = "lease_until")
    @Nullable
    Instant leaseUntil;

    protected FollowUpRow() {}

    FollowUpRow(EnrollmentRow enrollment, int step, @Nullable Instant due, String because, Instant now) {
        this.id = Ids.next();
        this.enrollmentId = enrollment.id;
        this.ownerId = enrollment.ownerId;
        this.sender = enrollment.sender;
        this.step = step;
        this.state = FollowUpState.WAITING;
        this.log = "[]";
        this.createdAt = now;
        this.reason = cutReason(because);
        this.dueAt = due;
        this.lookAt = due;
    }

    void due(@Nullable Instant due, String because) {
        dueAt = due;
        lookAt = due;
        because(because);
    }

    Instant listedAt() {
        return dueAt == null ? createdAt : dueAt;
    }

    void because(String because) {
        reason = cutReason(because);
    }

    private static String cutReason(String because) {
        return EnrollmentRow.cut(because, REASON);
    }

    void log(List<Check> checks) {
        log = Json.write(checks.stream()
                .map(check -> new Check(check.check(), EnrollmentRow.cut(check.answer(), ANSWER), check.ok()))
                .toList());
    }

    /** Takes it from whoever claimed it. */
    void release() {
        fence++;
        leaseUntil = null;
    }

    boolean isOpen() {
        return state == FollowUpState.WAITING || state == FollowUpState.ASK;
    }

    FollowUp shown(EnrollmentRow enrollment, String sequenceName) {
        return new FollowUp(
                id,
                enrollmentId,
                sequenceName,
                step,
                enrollment.recipient,
                enrollment.subject,
                enrollment.messageId,
                state,
                decision,
                reason,
                dueAt,
                decidedAt,
                List.of(Json.read(log, Check[].class)));
    }
}
