package org.tinypixel.followup;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a step of an enrollment stands. */
public enum FollowUpState {
    /** For its time, or for the mail before to be sent. */
    @JsonProperty("waiting")
    WAITING,
    /** For a person. */
    @JsonProperty("ask")
    ASK,
    /** Decided and on its way to the next mail server. */
    @JsonProperty("handing-over")
    HANDING_OVER,
    @JsonProperty("sent")
    SENT,
    /** Its condition did not hold. */
    @JsonProperty("skipped")
    SKIPPED,
    @JsonProperty("stopped")
    STOPPED,
    /** The connection broke after the content was sent; never repeated by itself. */
    @JsonProperty("not-confirmed")
    NOT_CONFIRMED,
    @JsonProperty("failed")
    FAILED
}
