package org.tinypixel.followup;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.Ids;

/** One version of a sequence; {@code series} is the id that people know. */
@Entity
@Table(name = "sequence")
class SequenceRow {
    @Id
    String id;

    String series;

    @Column(name = "owner_id")
    String ownerId;

    String name;

    @Column(name = "name_key")
    @Nullable
    String nameKey;

    boolean newest;
    boolean active;

    @Column(name = "stop_on_reply")
    boolean stopOnReply;

    @Enumerated(EnumType.STRING)
    Sequence.Approval approval;

    String zone;
    String days;

    @Column(name = "opens_at")
    int opensAt;

    @Column(name = "closes_at")
    int closesAt;

    @Column(name = "created_at")
    Instant createdAt;

    protected SequenceRow() {}

    SequenceRow(String series, String ownerId, SequenceRule.Draft draft, Instant now) {
        this.id = Ids.next();
        this.series = series;
        this.ownerId = ownerId;
        this.newest = true;
        this.createdAt = now;
        name(draft);
        this.stopOnReply = draft.stopOnReply();
        this.approval = draft.approval();
        this.zone = draft.window().zone();
        this.days = draft.window().daysText();
        this.opensAt = draft.window().from();
        this.closesAt = draft.window().to();
    }

    /** What changes without a new version. */
    final void name(SequenceRule.Draft draft) {
        this.name = draft.name();
        this.nameKey = key(draft.name());
        this.active = draft.active();
    }

    /** No longer offered; whoever is under way keeps it. */
    void retire() {
        newest = false;
        nameKey = null;
    }

    static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    SequenceRule.Window window() {
        return SequenceRule.Window.of(zone, days, opensAt, closesAt);
    }
}
