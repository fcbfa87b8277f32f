package org.tinypixel.crm;

import java.util.Map;
import org.tinypixel.base.Invalid;

/**
 * A connection as its connector gets it.
 *
 * @param id the connection's id; {@link #UNSAVED} while somebody tries settings that are not saved
 * @param revision grows when the settings change, so that a cached session of older settings is not used
 * @param fields values by name, secrets in the clear
 */
public record CrmAccount(String id, long revision, Map<String, String> fields) {
    public static final String UNSAVED = "unsaved";

    public CrmAccount {
        fields = Map.copyOf(fields);
    }

    /** A required field; {@link Invalid} where it is missing, which saving does not let happen. */
    public String field(String name) {
        var value = fields.get(name);
        if (value == null) {
            throw new Invalid("fields." + name, "This field is needed.");
        }
        return value;
    }

    /** An optional field; the given text where it is missing. */
    public String field(String name, String otherwise) {
        return fields.getOrDefault(name, otherwise);
    }

    /** Never the fields: there are secrets among them. */
    @Override
    public String toString() {
        return "connection " + id + " (revision " + revision + ")";
    }
}
