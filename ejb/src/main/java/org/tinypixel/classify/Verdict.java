package org.tinypixel.classify;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What one hit says. */
public enum Verdict {
    @JsonProperty("human")
    HUMAN,
    @JsonProperty("machine")
    MACHINE,
    @JsonProperty("own")
    OWN,
    @JsonProperty("test")
    TEST,
    @JsonProperty("discarded")
    DISCARDED
}
