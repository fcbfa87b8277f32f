package org.tinypixel.inbound;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.mail.Reason;

/**
 * What a notice says of one recipient. Two questions, kept apart: was it delivered ({@code action}), and is the address dead ({@code hard}).
 *
 * @param recipient as the mail was addressed where that is known (Original-Recipient), else the final one; null where the notice names nobody
 * @param status the enhanced code (RFC 3463) where one was found, in Status, in the server's answer or in the text; null where there is none
 * @param reply the SMTP reply code; null where there is none
 * @param reason what the failure is
 * @param hard the address itself is dead: unknown user or host, moved, accepts no mail; a full mailbox, a policy or an expired queue is none of these
 * @param text the server's own words as they came, at most 2,000 characters; empty where there are none
 */
public record Report(
        @Nullable EmailAddress recipient,
        Action action,
        @Nullable String status,
        @Nullable Integer reply,
        Reason reason,
        boolean hard,
        String text) {
    /** Whether it was delivered (RFC 3464, section 2.3.3). */
    public enum Action {
        @JsonProperty("failed")
        FAILED,
        @JsonProperty("delayed")
        DELAYED,
        @JsonProperty("delivered")
        DELIVERED,
        @JsonProperty("relayed")
        RELAYED,
        @JsonProperty("expanded")
        EXPANDED
    }
}
