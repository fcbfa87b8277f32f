package org.tinypixel.crm;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a connection is. */
public enum ConnectionState {
    @JsonProperty("ok")
    OK,
    /** The CRM does not answer or asks for patience; tried again by itself. */
    @JsonProperty("paused")
    PAUSED,
    /** The CRM refuses the credentials; nothing is tried until somebody enters new ones. */
    @JsonProperty("needs-sign-in")
    NEEDS_SIGN_IN,
    /** Something is set up wrongly at the CRM; tried again now and then. */
    @JsonProperty("degraded")
    DEGRADED,
    @JsonProperty("disabled")
    DISABLED
}
