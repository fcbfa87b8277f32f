package org.tinypixel.followup;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sequence as a client hands it in, not yet checked; {@link org.tinypixel.base.Invalid} names wrong fields by these names. An {@code id} is accepted and ignored, so that what was
 * read can be sent back.
 *
 * @param active null means true
 * @param stopOnReply null means true
 * @param calendar null means Monday to Friday, 09:00 to 17:00, UTC
 * @param approval {@code automatic} (also null) or {@code ask}
 */
@JsonIgnoreProperties("id")
public record NewSequence(
        @Nullable String name,
        @Nullable Boolean active,
        @Nullable List<@Nullable Step> steps,
        @Nullable Boolean stopOnReply,
        @Nullable Hours calendar,
        @Nullable String approval) {
    /**
     * One step.
     *
     * @param condition null means {@code notOpened}
     * @param whenUnknown null means {@code ask}
     * @param template a template's id or name
     */
    public record Step(
            @JsonProperty("wait") @Nullable Wait pause,
            @Nullable String condition,
            @Nullable String whenUnknown,
            @Nullable String template) {}

    /** How long. */
    public record Wait(@Nullable Integer amount, @Nullable String unit) {}

    /** When mails may go; a null part takes its default. */
    public record Hours(
            @Nullable String zone,
            @Nullable List<String> days,
            @Nullable String from,
            @Nullable String to) {}
}
