package org.tinypixel.report;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * The workbook of one report. Data is streamed through a temporary file, so memory does not grow with the rows; the two short sheets, made when all rows are known, are
 * ordinary ones of the workbook underneath, because only those take charts.
 */
final class Workbook implements AutoCloseable {
    private static final int ROWS_IN_MEMORY = 100;

    private final SXSSFWorkbook streamed;
    private final XSSFWorkbook whole;
    private final Styles styles;
    private final ReadMeSheet readMe;
    private final SummarySheet summary;
    private final DataSheet data;

    Workbook(ReportFilter filter) {
        whole = new XSSFWorkbook();
        streamed = new SXSSFWorkbook(whole, ROWS_IN_MEMORY, true);
        styles = new Styles(whole);
        readMe = new ReadMeSheet(whole.createSheet(ReadMeSheet.NAME), styles);
        var second = whole.createSheet(SummarySheet.NAME);
        data = new DataSheet(streamed.createSheet(DataSheet.NAME), styles, filter.zone());
        summary = new SummarySheet(second, styles, data);
    }

    void row(ReportRow row) {
        data.add(row);
    }

    void finish(Figures figures, OutputStream to) throws IOException {
        readMe.write(figures);
        summary.write(figures);
        data.finish(whole.getSheet(DataSheet.NAME));
        for (var sheet : whole) {
            sheet.getPrintSetup().setLandscape(true);
            sheet.setFitToPage(true);
            sheet.getPrintSetup().setFitHeight((short) 0);
        }
        whole.getProperties().getCoreProperties().setTitle("Tinypixel: engagement report");
        whole.getProperties().getCoreProperties().setCreator("Tinypixel");
        streamed.write(to);
    }

    @Override
    public void close() throws IOException {
        streamed.close();
    }
}
