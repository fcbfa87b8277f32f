package org.tinypixel.followup;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/** A template as a client hands it in, not yet checked. What only the server says ({@code id}, {@code warnings}) is accepted and ignored. */
@JsonIgnoreProperties({"id", "warnings"})
public record NewMailTemplate(
        @Nullable String name,
        @Nullable String subject,
        @Nullable String html,
        @Nullable String text) {}
