package org.tinypixel.tracking;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "idempotency")
class IdempotencyRow {
    @EmbeddedId
    Key key;

    @Column(name = "content_hash")
    String contentHash;

    @Column(columnDefinition = "clob")
    @Nullable
    String answer;

    @Column(name = "created_at")
    Instant createdAt;

    protected IdempotencyRow() {}

    IdempotencyRow(Key key, String contentHash, Instant createdAt) {
        this.key = key;
        this.contentHash = contentHash;
        this.createdAt = createdAt;
    }

    /** Whose request it is, and how that person named it. */
    @Embeddable
    static class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        @Column(name = "owner_id")
        String owner;

        @Column(name = "request_key")
        String request;

        protected Key() {}

        Key(String owner, String request) {
            this.owner = owner;
            this.request = request;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && key.owner.equals(owner) && key.request.equals(request);
        }

        @Override
        public int hashCode() {
            return Objects.hash(owner, request);
        }
    }
}
