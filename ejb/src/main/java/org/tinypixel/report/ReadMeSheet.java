package org.tinypixel.report;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.jspecify.annotations.Nullable;

/** Says what the workbook holds and how each number is counted. */
final class ReadMeSheet {
    static final String NAME = "Read me";

    private static final DateTimeFormatter AS_OF = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private final XSSFSheet sheet;
    private final Styles styles;
    private int next;

    ReadMeSheet(XSSFSheet sheet, Styles styles) {
        this.sheet = sheet;
        this.styles = styles;
        sheet.setColumnWidth(0, 26 * 256);
        sheet.setColumnWidth(1, 96 * 256);
    }

    void write(Figures figures) {
        var filter = figures.filter();
        line("Tinypixel: engagement report", null, styles.title);
        line("As of", asOf(figures), styles.label);
        line(
                "Period",
                text(filter.from(), "the beginning") + " to " + text(filter.to(), "now") + ", by the time of sending",
                styles.label);
        line("Times in", figures.zone(), styles.label);
        line("Team", text(filter.team(), "all that you may see"), styles.label);
        line("Person", text(filter.person(), "all that you may see"), styles.label);
        line("Campaign", text(filter.campaign(), "all"), styles.label);
        line("Template", text(filter.template(), "all"), styles.label);
        line("Sequence", text(filter.sequence(), "all"), styles.label);
        line("Copies", Long.toString(figures.rowCount()), styles.label);
        line("Rules", "version " + figures.ruleVersion(), styles.label);
        next++;
        line("How it is counted", null, styles.head);
        line(
                "Open rate, sure",
                "Unique opens of the copies with a pixel that did not bounce, divided by their number.",
                styles.label);
        line(
                "Open rate, possible",
                "The same, with those added that only a machine loaded: a person may have read them.",
                styles.label);
        line(
                "Click rate",
                "Copies with a click by a person, of those with a tracked link that did not bounce.",
                styles.label);
        line("Reply rate", "Copies with a reply by a person, of those that did not bounce.", styles.label);
        line(
                "Low, High",
                "95 % interval after Wilson; under " + Rate.ENOUGH + " mails there is not enough data to compare.",
                styles.label);
        line("Not seen", "No open was seen. It may have been read with images blocked.", styles.label);
        line(
                "Formulas",
                figures.rowCount() > SummarySheet.MOST_ROWS_WITH_FORMULAS
                        ? "Data has more than " + SummarySheet.MOST_ROWS_WITH_FORMULAS
                                + " rows, so Summary holds values."
                        : "Counts and open rates on Summary are formulas over Data.",
                styles.label);
        next++;
        line("Columns of Data", null, styles.head);
        figures.columns().forEach(column -> line(column.label(), column.definition(), styles.label));
    }

    /** To the minute, on the clock that all times of the workbook are read on. */
    static String asOf(Figures figures) {
        return AS_OF.format(figures.asOf().atZone(ZoneId.of(figures.zone())));
    }

    private static String text(@Nullable Object value, String otherwise) {
        return value == null ? otherwise : value.toString();
    }

    private void line(String label, @Nullable String text, CellStyle style) {
        var row = sheet.createRow(next++);
        var first = row.createCell(0);
        first.setCellValue(label);
        first.setCellStyle(style);
        if (text != null) {
            var second = row.createCell(1);
            second.setCellValue(text);
            second.setCellStyle(styles.wrapped);
        }
    }
}
