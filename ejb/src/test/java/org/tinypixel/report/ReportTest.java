package org.tinypixel.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.tinypixel.classify.EngagementStatus.CLICKED;
import static org.tinypixel.classify.EngagementStatus.NOT_SEEN;
import static org.tinypixel.classify.EngagementStatus.OPENED;
import static org.tinypixel.classify.EngagementStatus.OPENED_BY_MACHINE;
import static org.tinypixel.classify.EngagementStatus.REPLIED;
import static org.tinypixel.report.Copies.NOON;
import static org.tinypixel.report.Copies.copy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.tinypixel.base.Invalid;

final class ReportTest {
    private static final ReportFilter ALL =
            new ReportFilter(null, null, ZoneId.of("Europe/Berlin"), null, null, null, null, null);

    private static final List<Copies> WEEK = List.of(
            copy(OPENED),
            copy(CLICKED),
            copy(REPLIED).from("Short"),
            copy(OPENED_BY_MACHINE),
            copy(NOT_SEEN).sent(NOON.plus(Duration.ofDays(1))),
            copy(OPENED).bounced(),
            copy(NOT_SEEN).untracked().from(null));

    private static Figures figures(List<Copies> copies) {
        var fold = new FiguresFold(ALL);
        copies.forEach(copy -> fold.add(copy.row()));
        return fold.figures(NOON, List.of(), null);
    }

    private static XSSFWorkbook workbook(List<Copies> copies) {
        var fold = new FiguresFold(ALL);
        try (var workbook = new Workbook(ALL)) {
            copies.forEach(copy -> {
                fold.add(copy.row());
                workbook.row(copy.row());
            });
            var bytes = new ByteArrayOutputStream();
            workbook.finish(fold.figures(NOON, List.of(), null), bytes);
            return new XSSFWorkbook(new ByteArrayInputStream(bytes.toByteArray()));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Test
    void a_bounced_copy_is_in_no_rate_and_its_open_is_no_open() {
        var counts = figures(WEEK).totals().counts();
        assertThat(counts.sent()).isEqualTo(7);
        assertThat(counts.bounced()).isEqualTo(1);
        assertThat(counts.uniqueOpens()).isEqualTo(3);
        assertThat(counts.openable()).isEqualTo(5);
    }

    @Test
    void the_open_rate_goes_from_sure_to_possible_over_tracked_copies_only() {
        var totals = figures(WEEK).totals();
        assertThat(Objects.requireNonNull(totals.openRate()).value()).isEqualTo(3.0 / 5);
        assertThat(Objects.requireNonNull(totals.possibleOpenRate()).value()).isEqualTo(4.0 / 5);
    }

    @Test
    void a_rate_over_nothing_is_no_rate() {
        assertThat(figures(List.of(copy(NOT_SEEN).untracked())).totals().openRate())
                .isNull();
        assertThat(figures(List.of()).totals().replyRate()).isNull();
    }

    @Test
    void an_interval_is_wilsons_and_few_mails_are_not_enough() {
        // Wilson, 10 of 30 at 95 %: 0.1923 to 0.5122 (any table of score intervals).
        var rate = Objects.requireNonNull(Rate.of(10, 30));
        assertThat(rate.low()).isCloseTo(0.1923, within(0.0001));
        assertThat(rate.high()).isCloseTo(0.5122, within(0.0001));
        assertThat(rate.enough()).isTrue();
        assertThat(Objects.requireNonNull(Rate.of(10, 29)).enough()).isFalse();
    }

    @Test
    void a_day_begins_in_the_zone_of_the_report() {
        var late = copy(OPENED)
                .sent(LocalDateTime.parse("2026-03-10T23:30:00")
                        .atZone(ZoneId.of("UTC"))
                        .toInstant());
        assertThat(figures(List.of(late)).byDay())
                .extracting(Figures.Day::day)
                .containsExactly(LocalDate.parse("2026-03-11"));
    }

    @Test
    void a_period_that_ends_before_it_starts_is_refused() {
        assertThatThrownBy(() -> new ReportFilter(NOON, NOON.minusSeconds(1), ALL.zone(), null, null, null, null, null))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining("ends before it starts");
    }

    @Test
    void formulas_of_the_summary_give_the_values_that_stand_in_their_cells() throws IOException {
        try (var book = workbook(WEEK)) {
            var stored = numbers(book);
            book.getCreationHelper().createFormulaEvaluator().evaluateAll();
            assertThat(numbers(book)).isEqualTo(stored);
            assertThat(formulas(book)).hasSizeGreaterThan(30);
        }
    }

    private static List<Double> numbers(XSSFWorkbook book) {
        return cells(book)
                .filter(cell -> cell.getCellType() == CellType.FORMULA || cell.getCellType() == CellType.NUMERIC)
                .map(org.apache.poi.ss.usermodel.Cell::getNumericCellValue)
                .toList();
    }

    private static List<String> formulas(XSSFWorkbook book) {
        return cells(book)
                .filter(cell -> cell.getCellType() == CellType.FORMULA)
                .map(org.apache.poi.ss.usermodel.Cell::getCellFormula)
                .toList();
    }

    private static Stream<org.apache.poi.ss.usermodel.Cell> cells(XSSFWorkbook book) {
        return Stream.iterate(0, sheet -> sheet < book.getNumberOfSheets(), sheet -> sheet + 1)
                .map(book::getSheetAt)
                .flatMap(sheet -> java.util.stream.StreamSupport.stream(sheet.spliterator(), false))
                .flatMap(row -> java.util.stream.StreamSupport.stream(row.spliterator(), false));
    }

    @Test
    void text_that_looks_like_a_formula_stays_text() throws IOException {
        for (var text : List.of("=1+1", "+1", "-1", "@sum", "\tx", "=HYPERLINK(\"http://evil.example\")")) {
            try (var book = workbook(List.of(copy(OPENED).about(text)))) {
                var cell = book.getSheet("Data").getRow(1).getCell(Column.SUBJECT.index());
                assertThat(cell.getCellType()).isEqualTo(CellType.STRING);
                assertThat(cell.getStringCellValue()).isEqualTo(text);
                assertThat(cell.getCellStyle().getQuotePrefixed()).isTrue();
            }
        }
    }

    @Test
    void dates_are_dates_in_the_zone_and_unknown_is_empty() throws IOException {
        try (var book = workbook(List.of(copy(NOT_SEEN)))) {
            var row = book.getSheet("Data").getRow(1);
            assertThat(row.getCell(Column.SENT_AT.index()).getLocalDateTimeCellValue())
                    .isEqualTo(LocalDateTime.parse("2026-03-10T13:00:00"));
            assertThat(row.getCell(Column.FIRST_OPEN.index())).isNull();
        }
    }

    @Test
    void a_report_without_rows_is_a_valid_workbook_that_says_so() throws IOException {
        try (var book = workbook(List.of())) {
            assertThat(cells(book).map(Object::toString)).contains("No mails in this period with these filters.");
            assertThat(book.getSheet("Data").getRow(0).getLastCellNum()).isEqualTo((short) Column.values().length);
        }
    }

    @Test
    void data_is_a_table_and_the_summary_has_a_chart() throws IOException {
        try (var book = workbook(WEEK)) {
            assertThat(book.getSheet("Data").getTables()).singleElement().satisfies(table -> {
                assertThat(table.getArea().formatAsString()).isEqualTo("A1:AH8");
                assertThat(table.getColumns()).hasSize(Column.values().length);
            });
            assertThat(book.getSheet("Summary").getDrawingPatriarch().getCharts())
                    .hasSize(1);
        }
    }
}
