package org.tinypixel.classify;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How sure a verdict is; ordered from low to high. */
public enum Confidence {
    @JsonProperty("low")
    LOW,
    @JsonProperty("medium")
    MEDIUM,
    @JsonProperty("high")
    HIGH
}
