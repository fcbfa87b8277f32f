package org.tinypixel.report;

import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** The few looks that cells have. */
final class Styles {
    /** Text of users: Excel takes it as text even where it looks like a formula. */
    final CellStyle text;

    final CellStyle wrapped;
    final CellStyle title;
    final CellStyle head;
    /** Above numbers. Wraps, since its words are longer than they. */
    final CellStyle numberHead;

    final CellStyle label;
    final CellStyle time;
    final CellStyle day;
    final CellStyle percent;
    final CellStyle number;

    Styles(XSSFWorkbook workbook) {
        var formats = workbook.getCreationHelper().createDataFormat();
        text = workbook.createCellStyle();
        text.setQuotePrefixed(true);
        wrapped = workbook.createCellStyle();
        wrapped.setWrapText(true);
        wrapped.setQuotePrefixed(true);
        wrapped.setVerticalAlignment(VerticalAlignment.TOP);
        var bold = workbook.createFont();
        bold.setBold(true);
        label = workbook.createCellStyle();
        label.setFont(bold);
        label.setVerticalAlignment(VerticalAlignment.TOP);
        var large = workbook.createFont();
        large.setBold(true);
        large.setFontHeightInPoints((short) 16);
        title = workbook.createCellStyle();
        title.setFont(large);
        head = workbook.createCellStyle();
        head.setFont(bold);
        head.setAlignment(HorizontalAlignment.LEFT);
        head.setBottomBorderColor(IndexedColors.GREY_50_PERCENT.getIndex());
        head.setBorderBottom(org.apache.poi.ss.usermodel.BorderStyle.THIN);
        numberHead = workbook.createCellStyle();
        numberHead.cloneStyleFrom(head);
        numberHead.setAlignment(HorizontalAlignment.RIGHT);
        numberHead.setWrapText(true);
        time = workbook.createCellStyle();
        time.setDataFormat(formats.getFormat("yyyy-mm-dd hh:mm:ss"));
        day = workbook.createCellStyle();
        day.setDataFormat(formats.getFormat("yyyy-mm-dd"));
        percent = workbook.createCellStyle();
        percent.setDataFormat(formats.getFormat("0.0%"));
        number = workbook.createCellStyle();
        number.setDataFormat(formats.getFormat("#,##0"));
    }
}
