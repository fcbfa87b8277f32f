package org.tinypixel.crm;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One connection as stored; {@code fields} and {@code secrets} are JSON objects of text. */
@Entity
@Table(name = "crm_connection")
class ConnectionRow {
    private static final int LONGEST_TEXT = 500;

    @Id
    String id;

    String connector;
    String name;
    String fields;
    String secrets;
    long revision;

    @Enumerated(EnumType.STRING)
    ConnectionState state;

    @Column(name = "state_text")
    @Nullable
    String stateText;

    @Column(name = "paused_until")
    @Nullable
    Instant pausedUntil;

    int faults;

    @Column(name = "last_success_at")
    @Nullable
    Instant lastSuccessAt;

    @Column(name = "created_at")
    Instant createdAt;

    protected ConnectionRow() {}

    ConnectionRow(String id, String connector, Instant now) {
        this.id = id;
        this.connector = connector;
        this.createdAt = now;
        this.name = "";
        this.fields = "{}";
        this.secrets = "{}";
        healthy();
    }

    final void healthy() {
        state = ConnectionState.OK;
        stateText = null;
        pausedUntil = null;
        faults = 0;
    }

    void take(SettleRule.Health health) {
        state = health.state();
        stateText = cut(health.text());
        pausedUntil = health.until();
        faults = health.faults();
    }

    /** Until when nothing is tried; null where it may be tried now. */
    @Nullable
    Instant restsUntil(Instant now) {
        return pausedUntil != null && pausedUntil.isAfter(now) ? pausedUntil : null;
    }

    static @Nullable String cut(@Nullable String text) {
        return text == null || text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 1) + "…";
    }
}
