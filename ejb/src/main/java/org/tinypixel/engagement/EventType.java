package org.tinypixel.engagement;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Kinds of news that CRMs and webhooks hear of, one record per mail, recipient and type. */
public enum EventType {
    @JsonProperty("sent")
    SENT,
    @JsonProperty("opened")
    OPENED,
    @JsonProperty("clicked")
    CLICKED,
    @JsonProperty("replied")
    REPLIED,
    @JsonProperty("bounced")
    BOUNCED,
    @JsonProperty("follow-up")
    FOLLOW_UP
}
