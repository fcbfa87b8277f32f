package org.tinypixel.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.Ids;

@Entity
@Table(name = "api_key")
class ApiKeyRow {
    @Id
    String id;

    @Column(name = "user_id")
    String userId;

    String name;
    String prefix;
    String hash;

    @Column(name = "send_as_any")
    boolean sendAsAny;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "last_used_at")
    @Nullable
    Instant lastUsedAt;

    protected ApiKeyRow() {}

    ApiKeyRow(String userId, String name, String key, boolean sendAsAny, Instant now) {
        this.id = Ids.next();
        this.userId = userId;
        this.name = name;
        this.prefix = key.substring(0, Math.min(key.length(), 7));
        this.hash = Secrets.hash(key);
        this.sendAsAny = sendAsAny;
        this.createdAt = now;
    }
}
