package org.tinypixel.report;

import java.time.Instant;
import java.time.ZoneId;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.Invalid;

/** One row a copy under one header row, streamed: an Excel table without merged cells, ready for a pivot table. */
final class DataSheet {
    static final String NAME = "Data";
    private static final int LONGEST_TEXT = SpreadsheetVersion.EXCEL2007.getMaxTextLength();
    private static final int MOST_ROWS = SpreadsheetVersion.EXCEL2007.getMaxRows() - 1;

    private final SXSSFSheet sheet;
    private final Styles styles;
    private final ZoneId zone;
    private int rows;

    DataSheet(SXSSFSheet sheet, Styles styles, ZoneId zone) {
        this.sheet = sheet;
        this.styles = styles;
        this.zone = zone;
        var head = sheet.createRow(0);
        for (var column : Column.values()) {
            var cell = head.createCell(column.index());
            cell.setCellValue(column.label);
            cell.setCellStyle(styles.head);
            sheet.setColumnWidth(column.index(), width(column) * 256);
        }
        sheet.createFreezePane(0, 1);
    }

    private static int width(Column column) {
        return switch (column) {
            case REASON, SUBJECT -> 48;
            case RECIPIENT, SENDER, DEVICES -> 30;
            case SENT_AT, FIRST_OPEN, LAST_OPEN, FIRST_CLICK, REPLIED_AT -> 20;
            case PERSON, TEAM, RECIPIENT_NAME, TEMPLATE, CAMPAIGN, SEQUENCE, DELIVERY, ENGAGEMENT -> 22;
            case CONFIDENCE,
                    TRACKED_OPENS,
                    TRACKED_LINKS,
                    SENT,
                    BOUNCED,
                    SEEN,
                    MACHINE_ONLY,
                    CLICKED,
                    REPLIED,
                    OPENS,
                    INFERRED,
                    MACHINE_LOADS,
                    CLICKS,
                    LINKS_CLICKED,
                    COUNTRIES,
                    FORWARDED -> 15;
        };
    }

    void add(ReportRow row) {
        if (rows == MOST_ROWS) {
            throw new Invalid(
                    "from", "A sheet holds " + MOST_ROWS + " rows and this period has more: choose a shorter one.");
        }
        rows++;
        var line = sheet.createRow(rows);
        for (var column : Column.values()) {
            var value = column.of(row);
            if (value != null) {
                fill(line.createCell(column.index()), value);
            }
        }
    }

    private void fill(Cell cell, Object value) {
        if (value instanceof Instant instant) {
            cell.setCellValue(instant.atZone(zone).toLocalDateTime());
            cell.setCellStyle(styles.time);
        } else if (value instanceof Number number) {
            cell.setCellValue(number.doubleValue());
        } else {
            cell.setCellValue(text(value.toString()));
            cell.setCellStyle(styles.text);
        }
    }

    private static String text(String given) {
        return given.length() <= LONGEST_TEXT ? given : given.substring(0, LONGEST_TEXT);
    }

    int rows() {
        return rows;
    }

    /** The cells of a column as formulas name them; null where there are no rows. */
    @Nullable
    String range(Column column) {
        if (rows == 0) {
            return null;
        }
        var letter = CellReference.convertNumToColString(column.index());
        return NAME + "!$" + letter + "$2:$" + letter + "$" + (rows + 1);
    }

    /** Marks the rows as a table. By hand, since the rows have left the memory and POI would look for the header's cells. */
    void finish(XSSFSheet underlying) {
        if (rows == 0) {
            return;
        }
        var table = underlying.createTable(null);
        var form = table.getCTTable();
        var area = "A1:" + CellReference.convertNumToColString(Column.values().length - 1) + (rows + 1);
        form.setId(1);
        form.setName("Copies");
        form.setDisplayName("Copies");
        form.setRef(area);
        form.setTotalsRowShown(false);
        form.addNewAutoFilter().setRef(area);
        var columns = form.isSetTableStyleInfo() ? form.getTableColumns() : form.addNewTableColumns();
        columns.setCount(Column.values().length);
        for (var column : Column.values()) {
            var added = columns.addNewTableColumn();
            added.setId(column.index() + 1L);
            added.setName(column.label);
        }
        var style = form.addNewTableStyleInfo();
        style.setName("TableStyleLight1");
        style.setShowRowStripes(true);
    }
}
