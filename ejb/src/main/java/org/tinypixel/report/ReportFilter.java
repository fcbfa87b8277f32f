package org.tinypixel.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.Invalid;
import org.tinypixel.engagement.Engagements.CopyFilter;

/**
 * Which copies a report is about, by the time they were sent (or taken in, while they wait); screen, saved report and workbook use the same record.
 *
 * @param from inclusive; null for the beginning
 * @param to exclusive; null for now
 * @param zone in which days begin and times are shown
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReportFilter(
        @Nullable Instant from,
        @Nullable Instant to,
        ZoneId zone,
        @Nullable String team,
        @Nullable String person,
        @Nullable String campaign,
        @Nullable String template,
        @Nullable String sequence) {
    /** {@link Invalid} where the period ends before it starts. */
    public ReportFilter {
        if (from != null && to != null && !from.isBefore(to)) {
            throw new Invalid("to", "The period ends before it starts: choose an end after the start.");
        }
    }

    CopyFilter copies() {
        return new CopyFilter(from, to, team, person, campaign, template, sequence);
    }
}
