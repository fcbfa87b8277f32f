package org.tinypixel.engagement;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far back mails have their words; one row. */
@Entity
@Table(name = "search_progress")
class SearchProgressRow {
    static final int ONLY = 1;

    @Id
    int id;

    /** Null when all have them. */
    @Column(name = "before_at")
    @Nullable
    Instant beforeAt;

    @Column(name = "before_message")
    String beforeMessage;

    protected SearchProgressRow() {}
}
