package org.tinypixel.relay;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How one relay is, as all nodes know it. */
@Entity
@Table(name = "relay_health")
class HealthRow {
    private static final int LONGEST_REASON = 1000;

    @Id
    @Column(name = "relay_id")
    String relay;

    @Column(name = "down_since")
    @Nullable
    Instant downSince;

    @Nullable
    String reason;

    int failures;

    @Column(name = "rests_until")
    @Nullable
    Instant restsUntil;

    @Column(name = "last_taken_at")
    @Nullable
    Instant lastTakenAt;

    protected HealthRow() {}

    HealthRow(String relay) {
        this.relay = relay;
    }

    void up() {
        downSince = null;
        reason = null;
        failures = 0;
        restsUntil = null;
    }

    void took(Instant now) {
        up();
        lastTakenAt = now;
    }

    /** Several connections that fail at once are one failure. */
    void down(String why, Instant now) {
        reason = why.length() <= LONGEST_REASON ? why : why.substring(0, LONGEST_REASON);
        if (restsUntil != null && now.isBefore(restsUntil)) {
            return;
        }
        downSince = downSince == null ? now : downSince;
        failures++;
        restsUntil = now.plus(RestRule.rest(failures));
    }

    Health health() {
        return new Health(downSince, reason, restsUntil, lastTakenAt);
    }
}
