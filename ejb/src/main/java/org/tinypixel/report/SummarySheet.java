package org.tinypixel.report;

import java.util.List;
import java.util.function.Function;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xddf.usermodel.XDDFColor;
import org.apache.poi.xddf.usermodel.XDDFSolidFillProperties;
import org.apache.poi.xddf.usermodel.chart.AxisCrosses;
import org.apache.poi.xddf.usermodel.chart.AxisPosition;
import org.apache.poi.xddf.usermodel.chart.BarDirection;
import org.apache.poi.xddf.usermodel.chart.ChartTypes;
import org.apache.poi.xddf.usermodel.chart.LegendPosition;
import org.apache.poi.xddf.usermodel.chart.XDDFBarChartData;
import org.apache.poi.xddf.usermodel.chart.XDDFDataSourcesFactory;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.jspecify.annotations.Nullable;

/** Totals, groups and days, with a chart. Sums and rates are formulas over Data while that is short enough to calculate quickly; the value stands in the cell in any case. */
final class SummarySheet {
    static final String NAME = "Summary";

    /** Above this many rows of Data, cells hold values only. */
    static final int MOST_ROWS_WITH_FORMULAS = 20_000;

    private final XSSFSheet sheet;
    private final Styles styles;
    private final DataSheet data;
    private int next;

    /** A count: its heading, its value in a tally, and the conditions on Data that give the same. */
    private record Count(String label, Function<Tally, Long> value, List<Condition> conditions) {}

    private record Condition(Column column, String test) {
        static Condition one(Column column) {
            return new Condition(column, "1");
        }

        static Condition none(Column column) {
            return new Condition(column, "0");
        }
    }

    private static final List<Count> COUNTS = List.of(
            new Count("Sent", Tally::sent, List.of(Condition.one(Column.SENT))),
            new Count(
                    "Tracked",
                    Tally::tracked,
                    List.of(Condition.one(Column.SENT), Condition.one(Column.TRACKED_OPENS))),
            new Count("Bounced", Tally::bounced, List.of(Condition.one(Column.BOUNCED))),
            new Count("Unique opens", Tally::uniqueOpens, List.of(Condition.one(Column.SEEN))),
            new Count("Machine only", Tally::machineOnly, List.of(Condition.one(Column.MACHINE_ONLY))),
            new Count(
                    "Clicked",
                    Tally::clicked,
                    List.of(
                            Condition.one(Column.SENT),
                            new Condition(Column.TRACKED_LINKS, "\">0\""),
                            Condition.none(Column.BOUNCED),
                            Condition.one(Column.CLICKED))),
            new Count(
                    "Replied",
                    Tally::replied,
                    List.of(
                            Condition.one(Column.SENT),
                            Condition.none(Column.BOUNCED),
                            Condition.one(Column.REPLIED))));

    /** As on the screen: sent, opened, clicked. */
    private static final List<byte[]> COLORS = List.of(rgb(0xA9ADB8), rgb(0x147684), rgb(0x3A2385));

    private static byte[] rgb(int color) {
        return new byte[] {(byte) (color >> 16), (byte) (color >> 8), (byte) color};
    }

    private static final List<Condition> OPENABLE =
            List.of(Condition.one(Column.SENT), Condition.one(Column.TRACKED_OPENS), Condition.none(Column.BOUNCED));

    SummarySheet(XSSFSheet sheet, Styles styles, DataSheet data) {
        this.sheet = sheet;
        this.styles = styles;
        this.data = data;
        sheet.setColumnWidth(0, 34 * 256);
        for (var column = 1; column < 16; column++) {
            sheet.setColumnWidth(column, 14 * 256);
        }
    }

    void write(Figures figures) {
        put(row(), 0, "Engagement", styles.title);
        put(row(), 0, "As of " + ReadMeSheet.asOf(figures) + ". Days and times: " + figures.zone() + ".", styles.text);
        if (figures.rowCount() == 0) {
            put(row(), 0, "No mails in this period with these filters.", styles.text);
        }
        next++;
        groups("All mails", List.of(figures.totals()), null);
        groups("By template", figures.byTemplate(), Column.TEMPLATE);
        groups("By campaign", figures.byCampaign(), Column.CAMPAIGN);
        groups("By person", figures.byPerson(), Column.PERSON);
        days(figures.byDay());
    }

    private void groups(String title, List<Figures.Group> groups, @Nullable Column by) {
        var head = row();
        put(head, 0, title, styles.head);
        var column = 1;
        for (var count : COUNTS) {
            put(head, column++, count.label(), styles.numberHead);
        }
        for (var label : List.of(
                "Open rate, sure",
                "Open rate, possible",
                "of",
                "Low (95 %)",
                "High (95 %)",
                "Click rate",
                "Reply rate")) {
            put(head, column++, label, styles.numberHead);
        }
        groups.forEach(group -> group(group, by));
        next++;
    }

    private void group(Figures.Group group, @Nullable Column by) {
        var line = row();
        var name = by == null ? "Total" : group.name().isEmpty() ? "(none)" : group.name();
        put(line, 0, name, styles.text);
        var filter = by == null
                ? List.<Condition>of()
                : List.of(new Condition(by, group.name().isEmpty() ? "\"\"" : "$A" + next));
        var column = 1;
        for (var count : COUNTS) {
            number(line, column++, count.value().apply(group.counts()), formula(filter, count.conditions()));
        }
        var whole = formula(filter, OPENABLE);
        var seen = formula(filter, plus(OPENABLE, Condition.one(Column.SEEN)));
        var machine = formula(filter, plus(OPENABLE, Condition.one(Column.MACHINE_ONLY)));
        var open = group.openRate();
        rate(line, column++, open, ratio(seen, whole));
        rate(
                line,
                column++,
                group.possibleOpenRate(),
                ratio(seen == null ? null : "(" + seen + "+" + machine + ")", whole));
        number(line, column++, group.counts().openable(), whole);
        if (open != null) {
            percent(line, column, open.low());
            percent(line, column + 1, open.high());
        }
        column += 2;
        rate(line, column++, group.clickRate(), null);
        rate(line, column, group.replyRate(), null);
    }

    private static List<Condition> plus(List<Condition> some, Condition one) {
        return java.util.stream.Stream.concat(some.stream(), java.util.stream.Stream.of(one))
                .toList();
    }

    private @Nullable String formula(List<Condition> filter, List<Condition> conditions) {
        if (data.rows() == 0 || data.rows() > MOST_ROWS_WITH_FORMULAS) {
            return null;
        }
        var text = new StringBuilder("COUNTIFS(");
        for (var condition : java.util.stream.Stream.concat(filter.stream(), conditions.stream())
                .toList()) {
            text.append(text.charAt(text.length() - 1) == '(' ? "" : ",")
                    .append(data.range(condition.column()))
                    .append(',')
                    .append(condition.test());
        }
        return text.append(')').toString();
    }

    private static @Nullable String ratio(@Nullable String part, @Nullable String whole) {
        return part == null || whole == null ? null : part + "/" + whole;
    }

    private void days(List<Figures.Day> days) {
        if (days.isEmpty()) {
            return;
        }
        var head = row();
        var first = next;
        var column = 0;
        for (var label : List.of("By day of sending", "Sent", "Unique opens", "Clicked")) {
            put(head, column, label, column == 0 ? styles.head : styles.numberHead);
            column++;
        }
        for (var day : days) {
            var line = row();
            var cell = line.createCell(0);
            cell.setCellValue(day.day());
            cell.setCellStyle(styles.day);
            number(line, 1, day.sent(), null);
            number(line, 2, day.opened(), null);
            number(line, 3, day.clicked(), null);
        }
        chart(first, next - 1);
    }

    /** Columns per day, beside the table that they come from. */
    private void chart(int first, int last) {
        var drawing = sheet.createDrawingPatriarch();
        var chart = drawing.createChart(drawing.createAnchor(0, 0, 0, 0, 5, first - 1, 14, first + 19));
        chart.setTitleText("Mails by day of sending");
        chart.setTitleOverlay(false);
        chart.getOrAddLegend().setPosition(LegendPosition.BOTTOM);
        var days = chart.createCategoryAxis(AxisPosition.BOTTOM);
        var mails = chart.createValueAxis(AxisPosition.LEFT);
        mails.setCrosses(AxisCrosses.AUTO_ZERO);
        var bars = (XDDFBarChartData) chart.createData(ChartTypes.BAR, days, mails);
        bars.setBarDirection(BarDirection.COL);
        var category = XDDFDataSourcesFactory.fromNumericCellRange(sheet, new CellRangeAddress(first, last, 0, 0));
        for (var column = 1; column <= 3; column++) {
            var values = XDDFDataSourcesFactory.fromNumericCellRange(
                    sheet, new CellRangeAddress(first, last, column, column));
            var series = bars.addSeries(category, values);
            series.setTitle(List.of("Sent", "Unique opens", "Clicked").get(column - 1), null);
            series.setFillProperties(new XDDFSolidFillProperties(XDDFColor.from(COLORS.get(column - 1))));
        }
        chart.plot(bars);
    }

    private XSSFRow row() {
        return sheet.createRow(next++);
    }

    private static void put(XSSFRow row, int column, String text, CellStyle style) {
        var cell = row.createCell(column);
        cell.setCellValue(text);
        cell.setCellStyle(style);
    }

    private void number(XSSFRow row, int column, long value, @Nullable String formula) {
        value(row.createCell(column), (double) value, formula, styles.number);
    }

    /** A rate without a denominator is a dash, never 0 %. */
    private void rate(XSSFRow row, int column, @Nullable Rate rate, @Nullable String formula) {
        if (rate == null) {
            put(row, column, "–", styles.text);
        } else {
            value(row.createCell(column), rate.value(), formula, styles.percent);
        }
    }

    private void percent(XSSFRow row, int column, double value) {
        value(row.createCell(column), value, null, styles.percent);
    }

    private static void value(Cell cell, double value, @Nullable String formula, CellStyle style) {
        if (formula != null) {
            cell.setCellFormula(formula);
        }
        // Behind a formula this is the value that programs show which do not calculate.
        cell.setCellValue(value);
        cell.setCellStyle(style);
    }
}
