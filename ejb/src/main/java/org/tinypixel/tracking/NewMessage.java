package org.tinypixel.tracking;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mail as a client hands it in, not yet checked ({@code POST /api/v1/messages}); {@link org.tinypixel.base.Invalid} names wrong fields by these names.
 *
 * @param from address, or name and address (RFC 5322 mailbox); null: the account's own address
 * @param send false only prepares tracked copies for those who send themselves; null means true
 */
public record NewMessage(
        @Nullable String from,
        @Nullable List<To> to,
        @Nullable String subject,
        @Nullable String html,
        @Nullable String text,
        @Nullable Map<String, String> headers,
        @Nullable Track track,
        @Nullable String campaign,
        @Nullable String template,
        @Nullable String sequence,
        @Nullable Boolean send) {

    /** One recipient; {@code crm} ties it to a record that the client knows already. */
    public record To(
            @Nullable String email,
            @Nullable String name,
            @Nullable String timeZone,
            @Nullable CrmReference crm) {}

    /** A record in a CRM. */
    public record CrmReference(
            @Nullable String connection,
            @Nullable String type,
            @Nullable String id) {}

    /** The per-mail switches; null leaves the decision to what stands behind it. */
    public record Track(
            @Nullable Boolean opens,
            @Nullable Boolean clicks,
            @JsonProperty("viewTime") @Nullable Boolean viewTime,
            @Nullable Boolean anonymous) {}
}
