package org.tinypixel.inbound;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What an incoming message is. */
public enum IncomingKind {
    /** A person wrote it, be it an answer or a new mail. */
    @JsonProperty("reply")
    REPLY,
    /** A program answered for a person (RFC 3834): out of office, a ticket's receipt. No reply, and proof of delivery. */
    @JsonProperty("auto-reply")
    AUTO_REPLY,
    /** A notice that a mail was not, or not yet, delivered (RFC 3464 and the older forms); its reports say which. */
    @JsonProperty("bounce")
    BOUNCE,
    /** A notice that a mail was delivered or handed on. */
    @JsonProperty("delivery-report")
    DELIVERY_REPORT,
    /** The recipient called the mail spam, or a provider reports of it (RFC 5965); {@code because} names the type, of which {@code feedback-opt-out} and {@code unsubscribe-by-program} ask to stop. */
    @JsonProperty("complaint")
    COMPLAINT,
    /** A mail to our own address for unsubscribing, or one whose subject says nothing else. */
    @JsonProperty("unsubscribe")
    UNSUBSCRIBE,
    /** A mail program says that the mail was displayed or deleted (RFC 8098). */
    @JsonProperty("read-receipt")
    READ_RECEIPT,
    /** Nothing of these: newsletters, other programs' mail. */
    @JsonProperty("other")
    OTHER
}
