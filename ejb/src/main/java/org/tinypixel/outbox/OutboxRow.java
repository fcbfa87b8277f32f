package org.tinypixel.outbox;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The columns of a row for reading; all changes are single statements in {@link OutboxRows}, so no stale copy is ever written back. */
@Entity
@Table(name = "outbox")
class OutboxRow {
    /** A told row is deleted, so there is no third state. */
    enum State {
        WAITING,
        DEAD
    }

    @Id
    @Column(length = 22)
    String id;

    @Column(length = 16)
    @Enumerated(EnumType.STRING)
    Topic topic;

    @Column(name = "item_key", length = 200)
    String key;

    long version;

    long lease;

    @Column(name = "leased_until")
    @Nullable
    Instant leasedUntil;

    @Column(length = 8)
    @Enumerated(EnumType.STRING)
    State state;

    int attempts;

    @Column(length = 22)
    String lane;

    @Column(name = "due_at")
    Instant dueAt;

    @Column(length = 2000)
    @Nullable
    String error;
}
