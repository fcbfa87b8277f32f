package org.tinypixel.crm;

import org.jspecify.annotations.Nullable;

/**
 * "Make this record say this." The same key is always the same record: it is created once and then updated.
 *
 * @param key 28 ASCII characters, see {@link org.tinypixel.base.StableKey}
 * @param version grows with the content; a connector never puts an older one over a newer
 * @param ref the person's record; null for a connector that knows no persons
 * @param externalId the record's id in the CRM as an earlier outcome gave it; null while it is not known to exist
 */
public record Command(
        String key,
        long version,
        @Nullable CrmRef ref,
        @Nullable String externalId,
        Content content) {}
