package org.tinypixel.web.api;

import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.Invalid;
import org.tinypixel.report.ReportFilter;

/** The filter of a report as query parameters. A period's ends are instants or days of the zone; the last day is included. */
public class ReportQuery {
    @QueryParam("from")
    @Nullable
    String from;

    @QueryParam("to")
    @Nullable
    String to;

    @QueryParam("zone")
    @Nullable
    String zone;

    @QueryParam("team")
    @Nullable
    String team;

    @QueryParam("person")
    @Nullable
    String person;

    @QueryParam("campaign")
    @Nullable
    String campaign;

    @QueryParam("template")
    @Nullable
    String template;

    @QueryParam("sequence")
    @Nullable
    String sequence;

    ReportFilter filter() {
        var in = zone();
        return new ReportFilter(
                instant("from", from, in, 0),
                instant("to", to, in, 1),
                in,
                given(team),
                given(person),
                given(campaign),
                given(template),
                given(sequence));
    }

    private ZoneId zone() {
        return zone(zone);
    }

    static ZoneId zone(@Nullable String zone) {
        try {
            return zone == null || zone.isBlank() ? ZoneId.of("UTC") : ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            throw new Invalid("zone", "There is no time zone " + zone + "; one looks like Europe/Berlin.");
        }
    }

    static @Nullable Instant instant(String field, @Nullable String text, ZoneId zone, int daysLater) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return text.indexOf('T') < 0
                    ? LocalDate.parse(text)
                            .plusDays(daysLater)
                            .atStartOfDay(zone)
                            .toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException wrong) {
            throw new Invalid(field, "This is no day such as 2026-03-31 and no time such as 2026-03-31T08:00:00Z.");
        }
    }

    static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
