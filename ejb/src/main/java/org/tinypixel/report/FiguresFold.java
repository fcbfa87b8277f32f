package org.tinypixel.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tinypixel.classify.Classifier;

/** Adds rows up, one after the other. */
final class FiguresFold {
    private final ReportFilter filter;
    private final Map<String, Tally> templates = new TreeMap<>();
    private final Map<String, Tally> campaigns = new TreeMap<>();
    private final Map<String, Tally> people = new TreeMap<>();
    private final Map<LocalDate, Tally> days = new TreeMap<>();
    private Tally totals = Tally.ZERO;
    private long rows;

    FiguresFold(ReportFilter filter) {
        this.filter = filter;
    }

    void add(ReportRow row) {
        rows++;
        totals = totals.plus(row);
        add(templates, named(row.copy().template()), row);
        add(campaigns, named(row.copy().campaign()), row);
        add(people, row.person(), row);
        if (row.sent()) {
            add(days, row.at().atZone(filter.zone()).toLocalDate(), row);
        }
    }

    private static <K> void add(Map<K, Tally> groups, K key, ReportRow row) {
        groups.put(key, groups.getOrDefault(key, Tally.ZERO).plus(row));
    }

    private static String named(@Nullable String name) {
        return name == null ? "" : name;
    }

    long count() {
        return rows;
    }

    Figures figures(Instant asOf, List<Map<String, @Nullable Object>> shown, @Nullable String next) {
        var byDay = new ArrayList<Figures.Day>();
        days.forEach(
                (day, tally) -> byDay.add(new Figures.Day(day, tally.sent(), tally.uniqueOpens(), tally.clicked())));
        return new Figures(
                asOf,
                filter.zone().getId(),
                filter,
                Classifier.RULE_VERSION,
                Figures.Group.of("", totals),
                groups(templates),
                groups(campaigns),
                groups(people),
                byDay,
                Arrays.stream(Column.values())
                        .map(column -> new Figures.ColumnInfo(column.key, column.label, column.definition))
                        .toList(),
                rows,
                shown,
                next);
    }

    private static List<Figures.Group> groups(Map<String, Tally> tallies) {
        var groups = new ArrayList<Figures.Group>();
        tallies.forEach((name, tally) -> groups.add(Figures.Group.of(name, tally)));
        return groups;
    }

    static Map<String, @Nullable Object> cells(ReportRow row) {
        var cells = new LinkedHashMap<String, @Nullable Object>();
        for (var column : Column.values()) {
            cells.put(column.key, column.of(row));
        }
        return cells;
    }
}
