package org.tinypixel.engagement;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Delivery of a copy (the words of the reference page "Status words"). */
public enum DeliveryStatus {
    @JsonProperty("queued")
    QUEUED("Queued"),
    @JsonProperty("sent")
    SENT("Sent"),
    @JsonProperty("delivered")
    DELIVERED("Delivered"),
    @JsonProperty("delayed")
    DELAYED("Delayed"),
    @JsonProperty("bounced")
    BOUNCED("Bounced"),
    @JsonProperty("not-confirmed")
    NOT_CONFIRMED("Hand-over not confirmed"),
    @JsonProperty("failed")
    FAILED("Failed"),
    @JsonProperty("cancelled")
    CANCELLED("Cancelled");

    private final String label;

    DeliveryStatus(String label) {
        this.label = label;
    }

    /** As shown to people. */
    public String label() {
        return label;
    }

    /** Whether this is shown in place of the engagement. */
    public boolean isProblem() {
        return this == DELAYED || this == BOUNCED || this == NOT_CONFIRMED || this == FAILED || this == CANCELLED;
    }
}
