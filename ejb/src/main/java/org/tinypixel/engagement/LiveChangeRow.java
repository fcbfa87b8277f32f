package org.tinypixel.engagement;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.MessageId;
import org.tinypixel.base.UserId;

/** A change as live screens hear of it. */
@Entity
@Table(name = "live_change")
class LiveChangeRow {
    /** The database gives the id. Hibernate would write one row a statement to learn it, which nobody asks for. */
    static final String INSERT = """
            insert into live_change (copy_id, message_id, owner_id, shown, shown_reason, happened_at, noted_at, notice_kind, notice_text)
            values %s
            """;

    static final String VALUES =
            "(?, ?, ?, ?, ?, ?, ?, nullif(cast(? as varchar(10)), ''), nullif(cast(? as varchar(4000)), ''))";

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    @Column(name = "copy_id")
    String copyId;

    @Column(name = "message_id")
    String messageId;

    @Column(name = "owner_id")
    String ownerId;

    String shown;

    @Column(name = "shown_reason")
    String shownReason;

    @Column(name = "happened_at")
    Instant at;

    @Column(name = "noted_at")
    Instant notedAt;

    @Column(name = "notice_kind")
    @Nullable
    String noticeKind;

    @Column(name = "notice_text")
    @Nullable
    String noticeText;

    protected LiveChangeRow() {}

    LiveChangeRow(EngagementRow copy, Instant now, NewsRule.@Nullable Notice notice) {
        copyId = copy.copyId;
        messageId = copy.messageId;
        ownerId = copy.ownerId;
        shown = copy.shown;
        shownReason = copy.shownReason;
        at = copy.lastAt;
        notedAt = now;
        noticeKind = notice == null ? null : notice.kind();
        noticeText = notice == null ? null : Texts.cut(notice.text(), 4000);
    }

    /** In the order of {@link #INSERT}. */
    List<Object> values() {
        return List.of(
                copyId,
                messageId,
                ownerId,
                shown,
                shownReason,
                at,
                notedAt,
                Objects.requireNonNullElse(noticeKind, ""),
                Objects.requireNonNullElse(noticeText, ""));
    }

    LiveFeed.Change change() {
        if (id == null) {
            throw new IllegalStateException("a change that was not stored");
        }
        return new LiveFeed.Change(
                id,
                new CopyId(copyId),
                new MessageId(messageId),
                new UserId(ownerId),
                shown,
                Shown.label(shown),
                shownReason,
                at,
                noticeKind == null || noticeText == null ? null : new LiveFeed.Notification(noticeKind, noticeText));
    }
}
