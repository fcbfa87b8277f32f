package org.tinypixel.classify;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** What a person says of a hit by hand. It wins over every rule and can be taken back. */
public enum Correction {
    /** It was the sender or a colleague. */
    @JsonProperty("me")
    ME,
    /** A program, whatever it looked like. */
    @JsonProperty("scanner")
    SCANNER,
    /** The recipient, whatever it looked like. */
    @JsonProperty("person")
    PERSON,
    /** Counted nowhere. */
    @JsonProperty("not-useful")
    NOT_USEFUL;

    /** The correction behind a rule's key; null where a rule decided by itself. */
    public static @Nullable Correction ofRule(String rule) {
        for (var correction : values()) {
            if (CorrectionRule.opinion(correction).key().equals(rule)) {
                return correction;
            }
        }
        return null;
    }
}
