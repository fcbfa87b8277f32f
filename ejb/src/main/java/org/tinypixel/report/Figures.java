package org.tinypixel.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a report says; screen, API and workbook show these same figures.
 *
 * @param asOf when they were read; all of them come out of one query, so they fit together
 * @param rows copies, as many as were asked for; keys as in {@code columns}
 * @param next cursor for more rows, null at the end
 */
public record Figures(
        Instant asOf,
        String zone,
        ReportFilter filter,
        int ruleVersion,
        Group totals,
        List<Group> byTemplate,
        List<Group> byCampaign,
        List<Group> byPerson,
        List<Day> byDay,
        List<ColumnInfo> columns,
        long rowCount,
        List<Map<String, @Nullable Object>> rows,
        @Nullable String next) {

    /**
     * Counts and rates of some of the copies; a rate is null where nothing could be counted.
     *
     * @param name empty for mails without one
     */
    public record Group(
            String name,
            Tally counts,
            @Nullable Rate openRate,
            @Nullable Rate possibleOpenRate,
            @Nullable Rate clickRate,
            @Nullable Rate replyRate) {
        static Group of(String name, Tally tally) {
            return new Group(
                    name, tally, tally.openRate(), tally.possibleOpenRate(), tally.clickRate(), tally.replyRate());
        }
    }

    /** One day in the report's zone, by the time of sending. */
    public record Day(LocalDate day, long sent, long opened, long clicked) {}

    /** A column of the rows. */
    public record ColumnInfo(String key, String label, String definition) {}
}
