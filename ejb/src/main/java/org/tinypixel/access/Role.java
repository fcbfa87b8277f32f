package org.tinypixel.access;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a person may do; a person may have several. */
public enum Role {
    /** Sends mails and sees the own ones. */
    @JsonProperty("salesperson")
    SALESPERSON,
    /** Sees mails and reports of the own teams. */
    @JsonProperty("manager")
    MANAGER,
    /** Changes settings, users, CRM connections; does not see others' mails for that. */
    @JsonProperty("administrator")
    ADMINISTRATOR
}
