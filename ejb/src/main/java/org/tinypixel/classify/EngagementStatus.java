package org.tinypixel.classify;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Engagement of a copy, strongest evidence first (the words of the reference page "Status words"). */
public enum EngagementStatus {
    @JsonProperty("replied")
    REPLIED("Replied"),
    @JsonProperty("clicked")
    CLICKED("Clicked"),
    @JsonProperty("opened")
    OPENED("Opened"),
    @JsonProperty("opened-by-machine")
    OPENED_BY_MACHINE("Opened by a machine only"),
    @JsonProperty("not-seen")
    NOT_SEEN("Not seen"),
    @JsonProperty("not-tracked")
    NOT_TRACKED("Not tracked");

    private final String label;

    EngagementStatus(String label) {
        this.label = label;
    }

    /** As shown to people. */
    public String label() {
        return label;
    }

    /** Whether a person was seen at the mail: opened or stronger. */
    public boolean seenByPerson() {
        return compareTo(OPENED) <= 0;
    }
}
