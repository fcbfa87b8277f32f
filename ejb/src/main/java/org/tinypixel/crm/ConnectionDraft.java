package org.tinypixel.crm;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection as somebody typed it, not yet checked.
 *
 * @param connector id of the connector; for a saved connection it cannot change
 * @param fields by name; a secret that is null or missing stays as it is
 */
public record ConnectionDraft(
        @Nullable String connector,
        @Nullable String name,
        @Nullable Map<String, @Nullable String> fields) {}
