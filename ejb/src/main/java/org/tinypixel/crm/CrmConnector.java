package org.tinypixel.crm;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.EmailAddress;

/**
 * Speaks to one kind of CRM. A CDI bean that implements this appears in the settings by itself. Several threads call it, outside any transaction; it keeps no
 * state but sessions. Nothing here throws for what happens at the other side.
 */
public interface CrmConnector {
    /** What it is called and what it must be told. */
    Descriptor descriptor();

    /** Looks whether these settings work, with calls that change nothing of value; a refused password is tried once. Empty or free of BLOCK: they do. */
    List<Finding> preflight(CrmAccount account);

    /** Who these addresses are. Not called where {@link Descriptor#findsPersons} is false. */
    Resolution resolve(CrmAccount account, Set<EmailAddress> addresses);

    /** Does the commands: exactly one outcome each, in the same order, whatever happens. What was not tried any more is a retry of the account. */
    List<Outcome> apply(CrmAccount account, List<Command> commands);

    /** Where a person opens this record of the CRM; null where the CRM has no such addresses. */
    default @Nullable String url(CrmAccount account, CrmRef ref) {
        return ref.url();
    }

    /** Who somebody is, or why that is not known. */
    sealed interface Resolution {
        /** For each address the records that have it, best first, perhaps none. */
        record Found(Map<EmailAddress, List<CrmRef>> refs) implements Resolution {
            public Found {
                refs = Map.copyOf(refs);
            }
        }

        /** The CRM did not say. */
        record Failed(Outcome outcome) implements Resolution {}
    }

    /**
     * A connector as screens show it.
     *
     * @param id lower case, never changed
     * @param testedVersions of the CRM, newest last
     * @param findsPersons whether records hang at a person of the CRM
     * @param pauses waits between attempts for one command; the last one repeats
     */
    record Descriptor(
            String id,
            String label,
            List<String> testedVersions,
            List<Field> fields,
            @JsonIgnore boolean findsPersons,
            @JsonIgnore List<Duration> pauses) {
        public Descriptor {
            testedVersions = List.copyOf(testedVersions);
            fields = List.copyOf(fields);
            pauses = List.copyOf(pauses);
        }
    }

    /**
     * One thing a connection must be told.
     *
     * @param help one sentence below the field
     * @param choices only for CHOICE
     */
    record Field(String name, Kind kind, boolean required, String label, String help, List<String> choices) {
        public Field {
            choices = List.copyOf(choices);
        }

        public static Field of(String name, Kind kind, boolean required, String label, String help) {
            return new Field(name, kind, required, label, help, List.of());
        }
    }

    /** How a field is shown and kept. */
    enum Kind {
        @JsonProperty("text")
        TEXT,
        @JsonProperty("url")
        URL,
        @JsonProperty("secret")
        SECRET,
        @JsonProperty("choice")
        CHOICE
    }
}
