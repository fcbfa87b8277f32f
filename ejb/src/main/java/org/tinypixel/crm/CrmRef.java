package org.tinypixel.crm;

import org.jspecify.annotations.Nullable;

/**
 * A record of a CRM.
 *
 * @param type the CRM's own word, for example {@code party.party}; at most 60 characters
 * @param id the CRM's own id; at most 100 characters
 * @param label as people know it, null where unknown
 * @param url where a person opens it, null where there is no such address
 * @param active false for a record that was put away: nothing is written to it
 */
public record CrmRef(
        String type,
        String id,
        @Nullable String label,
        @Nullable String url,
        boolean active) {
    /** One that somebody named and nobody looked up yet. */
    public static CrmRef named(String type, String id) {
        return new CrmRef(type, id, null, null, true);
    }
}
