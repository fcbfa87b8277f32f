package org.tinypixel.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tinypixel.it.ApiClient.THUNDERBIRD;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From a mail that is sent to the report, through the public addresses of a running server only. */
class MainJobIT {
    private static final String PIXEL = "GIF89a";
    private static TinypixelServer server;
    private static ApiClient api;

    @TempDir
    static Path folder;

    @BeforeAll
    static void start() {
        server = TinypixelServer.start();
        api = new ApiClient(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JsonNode send(String subject, String recipients) {
        var sent = api.post("/messages", """
                {"from": "Anna <anna@example.com>", "to": [%s], "subject": "%s", "campaign": "spring",
                 "html": "<p>Hello <a href=\\"https://shop.example/?a=1&amp;b=2\\">our offer</a></p>", "text": "Hello"}
                """.formatted(recipients, subject));
        assertThat(sent.status()).as(sent.body().toString()).isEqualTo(201);
        return sent.body();
    }

    private static JsonNode sendOne(String subject) {
        return send(subject, "{\"email\": \"bob@example.org\", \"name\": \"Bob\"}");
    }

    @Test
    void a_mail_to_two_people_is_two_copies_and_the_open_of_one_is_not_the_others() {
        var mail = send("Two copies", "{\"email\": \"one@example.org\"}, {\"email\": \"two@example.org\"}");
        var id = mail.path("id").asText();
        api.copyWithStatus(id, "not-seen");
        var answer = api.asMailClient(mail.at("/copies/1/openUrl").asText(), THUNDERBIRD);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new String(answer.body(), StandardCharsets.ISO_8859_1))
                .startsWith(PIXEL)
                .hasSize(43);
        var copies = ApiClient.eventually(
                () -> api.get("/messages/" + id).at("/copies"),
                all -> all.findValuesAsText("statusLabel").contains("Opened"));
        assertThat(StreamSupport.stream(copies.spliterator(), false)
                        .map(copy -> copy.at("/recipient/email").asText() + " "
                                + copy.path("statusLabel").asText()))
                .containsExactlyInAnyOrder("one@example.org Not seen", "two@example.org Opened");
    }

    @Test
    void a_click_leads_to_exactly_the_destination_and_counts_as_an_open() {
        var mail = sendOne("Click");
        var id = mail.path("id").asText();
        api.copyWithStatus(id, "not-seen");
        var answer = api.asMailClient(mail.at("/copies/0/links/0/trackedUrl").asText(), THUNDERBIRD);
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).contains("https://shop.example/?a=1&b=2");
        var copy = api.copyWithStatus(id, "clicked");
        assertThat(copy.at("/clicks/human").asInt()).isEqualTo(1);
        assertThat(copy.at("/opens/inferred").asBoolean()).isTrue();
    }

    @Test
    void a_changed_destination_and_a_damaged_token_show_a_page_and_lead_nowhere() {
        var tracked = sendOne("Changed").at("/copies/0/links/0/trackedUrl").asText();
        for (var changed : List.of(
                tracked.replace("shop.example", "evil.example"),
                tracked.replaceFirst("/t/c/.", "/t/c/x"),
                tracked.substring(0, tracked.indexOf('?')))) {
            var answer = api.asMailClient(changed, THUNDERBIRD);
            assertThat(answer.statusCode()).as(changed).isEqualTo(404);
            assertThat(answer.headers().firstValue("Location")).isEmpty();
            assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                    .contains("<html")
                    .doesNotContain("<a ");
        }
    }

    @Test
    void a_damaged_pixel_is_still_a_picture_and_counts_nothing() {
        var mail = sendOne("Damaged pixel");
        var damaged = mail.at("/copies/0/openUrl").asText().replaceFirst("..\\.gif$", "xx.gif");
        assertThat(api.asMailClient(damaged, THUNDERBIRD).statusCode()).isEqualTo(200);
        assertThat(api.copyWithStatus(mail.path("id").asText(), "not-seen")
                        .at("/opens/human")
                        .asInt())
                .isZero();
    }

    @Test
    void machines_that_load_the_picture_are_told_from_people() {
        var mail = sendOne("Machines");
        var id = mail.path("id").asText();
        api.copyWithStatus(id, "not-seen");
        var pixel = mail.at("/copies/0/openUrl").asText();
        api.asMailClient("HEAD", pixel, THUNDERBIRD);
        // Apple's privacy proxy names itself like this and no more.
        api.asMailClient(pixel, "Mozilla/5.0");
        var copy = api.copyWithStatus(id, "opened-by-machine");
        assertThat(copy.path("statusLabel").asText()).isEqualTo("Opened by a machine only");
        assertThat(copy.at("/opens/human").asInt()).isZero();
        assertThat(copy.path("statusReason").asText()).isNotBlank();
    }

    static Stream<byte[]> mails() throws IOException {
        var corpus = System.getProperty("tinypixel.corpus");
        var found = corpus == null
                ? List.<Path>of()
                : Stream.of("alternative-related-inline", "iso-2022-jp-plain", "shift-jis-plain", "plain-reply")
                        .map(name -> Path.of(corpus, "detection", "mime", name + ".eml"))
                        .filter(Files::isRegularFile)
                        .toList();
        System.err.println("MainJobIT: " + found.size() + " mails of the corpus");
        var mails = Stream.<byte[]>builder();
        for (var file : found) {
            mails.add(Files.readAllBytes(file));
        }
        mails.add(related());
        mails.add(
                "From: a@example.com\r\nTo: b@example.org\r\nSubject: =?UTF-8?B?0J/RgNC40LLQtdGC?=\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nПривет\r\n"
                        .getBytes(StandardCharsets.UTF_8));
        return mails.build();
    }

    private static byte[] related() {
        return String.join(
                        "\r\n",
                        "From: a@example.com",
                        "To: b@example.org",
                        "Subject: Picture",
                        "MIME-Version: 1.0",
                        "Content-Type: multipart/related; boundary=\"b\"",
                        "",
                        "--b",
                        "Content-Type: text/html; charset=ISO-8859-1",
                        "Content-Transfer-Encoding: quoted-printable",
                        "",
                        "<html><body><p>caf=E9 <img src=3D\"cid:x\"> <a href=3D\"https://shop.example/\">=",
                        "shop</a></p></body></html>",
                        "--b",
                        "Content-Type: image/gif",
                        "Content-ID: <x>",
                        "Content-Transfer-Encoding: base64",
                        "",
                        "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7",
                        "--b--",
                        "")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @MethodSource("mails")
    void a_real_mail_arrives_with_every_part_but_the_html_unchanged(byte[] mail) {
        var sent = api.post("/messages/raw?from=anna@example.com&to=raw@example.org", "message/rfc822", mail);
        assertThat(sent.status()).as(sent.body().toString()).isEqualTo(201);
        var id = sent.at("/id").asText();
        var captured = ApiClient.eventually(
                () -> StreamSupport.stream(api.get("/captured").at("/items").spliterator(), false)
                        .filter(item -> item.path("messageId").asText().equals(id))
                        .findFirst(),
                java.util.Optional::isPresent);
        var raw = new String(
                api.bytes("/captured/" + captured.orElseThrow().path("id").asText() + "/raw"),
                StandardCharsets.ISO_8859_1);
        var original = new String(mail, StandardCharsets.ISO_8859_1);
        var pixel = sent.at("/copies/0/openUrl").asText();
        if (pixel.isEmpty() || pixel.equals("null")) {
            assertThat(sent.at("/copies/0/notTracked").asText()).isNotBlank();
            assertThat(api.get("/messages/" + id).at("/copies/0/statusLabel").asText())
                    .isEqualTo("Not tracked");
            assertThat(body(raw)).isEqualTo(body(original));
        } else {
            assertThat(lines(raw))
                    .containsAll(lines(original)
                            .filter(line -> line.matches("[A-Za-z0-9+/]{50,}=*"))
                            .toList());
            assertThat(raw.replace("=\r\n", "").replace("=3D", "=")).contains("/t/o/");
            api.asMailClient(pixel, THUNDERBIRD);
            assertThat(api.copyWithStatus(id, "opened").path("statusLabel").asText())
                    .isEqualTo("Opened");
        }
    }

    private static String body(String mail) {
        return mail.replace("\r\n", "\n").replaceFirst("(?s)^.*?\n\n", "").stripTrailing();
    }

    private static Stream<String> lines(String mail) {
        return mail.lines();
    }

    private static Stream<List<String>> badMails() {
        return Stream.of(
                List.of("{\"to\": [{\"email\": \"no address\"}], \"subject\": \"x\", \"text\": \"x\"}", "to[0].email"),
                List.of("{\"to\": [], \"subject\": \"x\", \"text\": \"x\"}", "to"),
                List.of("{\"to\": [{\"email\": \"a@example.org\"}], \"subjekt\": \"x\"}", "subjekt"),
                List.of(
                        "{\"to\": [{\"email\": \"a@example.org\"}], \"subject\": \"x\\r\\nBcc: b@example.org\", \"text\": \"x\"}",
                        "subject"),
                List.of(
                        "{\"to\": [{\"email\": \"a@example.org\"}], \"subject\": \"x\", \"text\": \"x\", \"headers\": {\"X-A\": \"x\\r\\nBcc: b@example.org\"}}",
                        "headers.X-A"),
                List.of(
                        "{\"to\": [{\"email\": \"a@example.org\"}], \"subject\": \"x\", \"text\": \"x\", \"sequence\": \"nothing like this\"}",
                        "sequence"));
    }

    @ParameterizedTest
    @MethodSource("badMails")
    void a_wrong_field_is_named_and_nothing_is_stored(List<String> jsonAndField) {
        var before = api.get("/messages?limit=200").at("/items").size();
        var answer = api.post("/messages", jsonAndField.get(0));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.wrongFields()).as(answer.body().toString()).containsExactly(jsonAndField.get(1));
        assertThat(answer.at("/requestId").asText()).isNotBlank();
        assertThat(api.get("/messages?limit=200").at("/items").size()).isEqualTo(before);
    }

    @Test
    void an_empty_body_and_one_of_30_mb_are_refused_with_a_sentence() {
        assertThat(api.post("/messages", "").status()).isEqualTo(400);
        assertThat(api.post("/messages/raw?from=anna@example.com&to=a@example.org", "message/rfc822", new byte[0])
                        .status())
                .isEqualTo(400);
        var large = new byte[30_000_000];
        Arrays.fill(large, (byte) 'x');
        var answer = api.post("/messages/raw?from=anna@example.com&to=a@example.org", "message/rfc822", large);
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.at("/detail").asText()).contains("25 MB");
    }

    @Test
    void a_report_that_ends_before_it_starts_is_refused_with_a_sentence() {
        var answer = api.get("/reports/engagement?from=2026-03-02&to=2026-03-01");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.wrongFields()).containsExactly("to");
    }

    @Test
    void the_workbook_says_what_the_screen_says_cell_by_cell() throws IOException {
        var mail = sendOne("=cmd|'calc'!A1");
        api.copyWithStatus(mail.path("id").asText(), "not-seen");
        api.asMailClient(mail.at("/copies/0/openUrl").asText(), THUNDERBIRD);
        api.copyWithStatus(mail.path("id").asText(), "opened");
        var query = "zone=UTC&campaign=spring&limit=200";
        var screen = api.get("/reports/engagement?" + query);
        var file = api.bytes("/reports/engagement.xlsx?" + query);
        var again = api.get("/reports/engagement?" + query);
        assertThat(again.at("/rows")).as("nothing changed meanwhile").isEqualTo(screen.at("/rows"));
        try (var book = new XSSFWorkbook(new ByteArrayInputStream(file))) {
            var data = book.getSheet("Data");
            assertThat(data.getLastRowNum())
                    .isEqualTo(screen.at("/rowCount").asInt())
                    .isPositive();
            var columns = screen.at("/columns");
            for (var row = 0; row < screen.at("/rows").size(); row++) {
                for (var column = 0; column < columns.size(); column++) {
                    var shown = screen.at("/rows")
                            .get(row)
                            .path(columns.get(column).path("key").asText());
                    assertThat(text(data.getRow(row + 1).getCell(column)))
                            .as(columns.get(column).path("label").asText() + " of row " + row)
                            .isEqualTo(text(shown));
                }
            }
            var totals = book.getSheet("Summary").getRow(4);
            var counts = screen.at("/totals/counts");
            var keys = List.of("sent", "tracked", "bounced", "uniqueOpens", "machineOnly", "clicked", "replied");
            for (var i = 0; i < keys.size(); i++) {
                assertThat(totals.getCell(i + 1).getNumericCellValue())
                        .as(keys.get(i))
                        .isEqualTo(counts.path(keys.get(i)).asDouble());
            }
            assertThat(totals.getCell(8).getNumericCellValue())
                    .isEqualTo(screen.at("/totals/openRate/value").asDouble());
        }
        opensInLibreOffice(file);
    }

    private static String text(Cell cell) {
        if (cell == null) {
            return "";
        }
        if (cell.getCellType() == CellType.STRING) {
            return cell.getStringCellValue();
        }
        if (org.apache.poi.ss.usermodel.DateUtil.isCellDateFormatted(cell)) {
            return cell.getLocalDateTimeCellValue()
                    .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                    .toString();
        }
        return Double.toString(cell.getNumericCellValue());
    }

    private static String text(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return "";
        }
        if (value.isNumber()) {
            return Double.toString(value.asDouble());
        }
        if (value.asText().matches("\\d{4}-\\d\\d-\\d\\dT.*Z")) {
            return LocalDateTime.ofInstant(Instant.parse(value.asText()), ZoneOffset.UTC)
                    .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                    .toString();
        }
        return value.asText();
    }

    /** LibreOffice, without a window, reads the file and writes the summary as text; a damaged file gives none. */
    private static void opensInLibreOffice(byte[] file) throws IOException {
        var book = Files.write(folder.resolve("report.xlsx"), file);
        var process = new ProcessBuilder(
                        "soffice",
                        "-env:UserInstallation=" + folder.resolve("profile").toUri(),
                        "--headless",
                        "--convert-to",
                        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2",
                        "--outdir",
                        folder.toString(),
                        book.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("soffice.log").toFile())
                .start();
        try {
            assertThat(process.waitFor(Duration.ofMinutes(3).toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
        var summary = Files.readString(folder.resolve("report-Summary.csv"));
        assertThat(summary).contains("Unique opens").doesNotContain("#REF", "#NAME", "#VALUE", "Err:");
    }

    @Test
    void a_restart_keeps_mails_opens_and_links() {
        var mail = sendOne("Kept over a restart");
        var id = mail.path("id").asText();
        api.copyWithStatus(id, "not-seen");
        api.asMailClient(mail.at("/copies/0/openUrl").asText(), THUNDERBIRD);
        server.stop();
        server.startAgain();
        assertThat(api.copyWithStatus(id, "opened").path("statusLabel").asText())
                .isEqualTo("Opened");
        assertThat(api.asMailClient(mail.at("/copies/0/links/0/trackedUrl").asText(), THUNDERBIRD)
                        .statusCode())
                .isEqualTo(302);
    }
}
