package org.tinypixel.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An API key as lists show it.
 *
 * @param prefix its first characters, to tell keys apart
 * @param sendAsAny may use any sender
 */
public record ApiKey(
        String id,
        String name,
        String prefix,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        boolean sendAsAny) {
    static ApiKey of(ApiKeyRow row) {
        return new ApiKey(row.id, row.name, row.prefix, row.createdAt, row.lastUsedAt, row.sendAsAny);
    }
}
