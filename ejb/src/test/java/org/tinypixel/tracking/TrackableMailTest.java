package org.tinypixel.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tinypixel.base.Json;

final class TrackableMailTest {
    private static final String OPEN = "https://t.example.com/t/o/" + "A".repeat(48) + ".gif";
    private static final String CLICK = "https://t.example.com/t/c/" + "B".repeat(48) + "?u=x";

    private static byte[] bytes(String text) {
        return text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static TrackableMail read(byte[] message) {
        return Samples.mail(message);
    }

    private static String tracked(byte[] message) {
        var mail = read(message);
        assertThat(mail.obstacle()).isNull();
        return text(Samples.copy(
                mail, OPEN, mail.links().stream().map(link -> CLICK).toList()));
    }

    private static byte[] htmlMail(String header, String body) {
        return bytes("Subject: x\nMIME-Version: 1.0\n" + header + "\n\n" + body);
    }

    @Test
    void an_unencoded_part_changes_in_its_links_and_pixel_only() {
        var mail = htmlMail(
                "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit",
                "<body>\n<a href=\"https://shop.example/\">x</a> \u00c3\u00a4\n</body>\n");
        assertThat(tracked(mail))
                .isEqualTo(text(mail)
                        .replace("https://shop.example/", CLICK)
                        .replace("</body>", TrackableHtml.pixel(OPEN) + "</body>"));
    }

    @Test
    void a_quoted_printable_part_keeps_the_encoding_of_all_the_rest() {
        var body = "<body>=C3=A4=c3=B6 odd=20blank=\n <a href=3D\"https://shop.exam=\nple/=3Fx\">go</a>&=\nnbsp;"
                + "y".repeat(71) + "\n</body>  \n";
        var mail =
                htmlMail("Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable;", body);
        var changed = tracked(mail);
        assertThat(changed).contains("<body>=C3=A4=c3=B6 odd=20blank=\r\n <a href=3D\"=\r\nhttps://t.example.com/t/c/");
        assertThat(changed).contains("=\r\n\">go</a>&=\r\nnbsp;" + "y".repeat(71) + "\r\n");
        assertThat(changed).endsWith("=\r\n</body>  \r\n");
        assertThat(changed.lines()).allMatch(line -> line.length() <= 76);
        var decoded = text(
                new QuotedPrintable(changed.substring(changed.indexOf("<body>")).getBytes(StandardCharsets.ISO_8859_1))
                        .decoded());
        assertThat(decoded)
                .contains("<a href=\"" + CLICK + "\">go</a>&nbsp;")
                .contains(TrackableHtml.pixel(OPEN) + "</body>\r\n");
    }

    @Test
    void a_base64_part_stays_base64() {
        var html = "<body><a href=\"https://shop.example/\">\u65e5\u672c</a></body>";
        var body = Base64.getMimeEncoder().encodeToString(html.getBytes(StandardCharsets.UTF_8));
        var changed = tracked(
                htmlMail("Content-Type: text/html; charset=UTF-8\nContent-Transfer-Encoding: BASE64", body + "\n"));
        var decoded = Base64.getMimeDecoder().decode(changed.substring(changed.indexOf("\r\n\r\n") + 4));
        assertThat(new String(decoded, StandardCharsets.UTF_8))
                .isEqualTo("<body><a href=\"" + CLICK + "\">\u65e5\u672c</a>" + TrackableHtml.pixel(OPEN) + "</body>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "utf-8",
                "iso-8859-15",
                "windows-1252",
                "Shift_JIS",
                "ISO-2022-JP",
                "EUC-JP",
                "GBK",
                "Big5",
                "EUC-KR",
                "GB18030"
            })
    void every_character_set_keeps_its_bytes(String name) {
        var charset = Charset.forName(name);
        var words = charset.newEncoder().canEncode('\u65e5') ? "\u65e5\u672c\u8868" : "d\u00e9j\u00e0";
        var html = "<body><p>" + words + "</p><a href=\"https://shop.example/\">" + words + "</a>" + words + "</body>";
        var head = bytes("Content-Type: text/html; charset=\"" + name + "\"\nContent-Transfer-Encoding: 8bit\n\n");
        var changed = tracked(concat(head, html.getBytes(charset)));
        var expected =
                html.replace("https://shop.example/", CLICK).replace("</body>", TrackableHtml.pixel(OPEN) + "</body>");
        assertThat(changed).isEqualTo(text(concat(head, expected.getBytes(charset))));
    }

    @Test
    void damaged_text_keeps_its_damage() {
        var mail = htmlMail(
                "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit", "<body>\u00ff\u00e4</body>");
        assertThat(tracked(mail)).contains("<body>\u00ff\u00e4<img");
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain, plain text",
        "application/pkcs7-mime; smime-type=enveloped-data, encrypted",
        "application/pkcs7-mime; smime-type=signed-data, signed",
        "multipart/encrypted; boundary=b, encrypted",
        "multipart/signed; boundary=b, signed",
        "text/html; charset=utf-7, 'it cannot be changed safely, its character set is not known'",
        "multipart/mixed, 'it cannot be changed safely, its parts have no boundary'"
    })
    void what_stays_says_why(String type, String reason) {
        var message = htmlMail("Content-Type: " + type, "--b\nContent-Type: text/html\n\n<body>x</body>\n--b--\n");
        var mail = read(message);
        assertThat(mail.obstacle()).isEqualTo(reason);
        assertThat(Samples.copy(mail, null, null)).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "message/rfc822",
                "text/calendar",
                "multipart/report; boundary=c",
                "text/html; name=a\nContent-Disposition: attachment; filename=a"
            })
    void parts_that_are_no_body_are_never_touched(String type) {
        var inner = "Content-Type: text/html\n\n<body><a href='https://shop.example/'>x</a></body>";
        var message = htmlMail(
                "Content-Type: multipart/mixed; boundary=b",
                "--b\nContent-Type: " + type + "\n\n--c\n" + inner + "\n--c--\n--b--\n");
        assertThat(read(message).obstacle()).isEqualTo("plain text");
    }

    @Test
    void of_parts_shown_together_one_has_the_pixel_and_of_alternatives_each() {
        var part = "Content-Type: text/html\n\n<body>x</body>\n";
        var mixed = tracked(
                htmlMail("Content-Type: multipart/mixed; boundary=b", "--b\n" + part + "--b\n" + part + "--b--\n"));
        assertThat(mixed.split("<img", -1)).hasSize(2);
        assertThat(mixed.indexOf("<img")).isLessThan(mixed.indexOf("--b", mixed.indexOf("--b\r\n") + 3));
        var either = tracked(htmlMail(
                "Content-Type: multipart/alternative; boundary=b", "--b\n" + part + "--b\n" + part + "--b--\n"));
        assertThat(either.split("<img", -1)).hasSize(3);
    }

    @Test
    @Tag("S7")
    void bombs_go_out_as_they_came() {
        var deep = new StringBuilder();
        for (var i = 0; i < 200; i++) {
            deep.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\n\n--b")
                    .append(i)
                    .append('\n');
        }
        assertThat(read(bytes(deep + "Content-Type: text/html\n\n<p>x")).obstacle())
                .contains("too many parts");
        var many = "--b\nContent-Type: text/html\n\n<p>x\n".repeat(10_000);
        assertThat(read(htmlMail("Content-Type: multipart/mixed; boundary=b", many + "--b--\n"))
                        .obstacle())
                .contains("too many parts");
        var nested = "<div>".repeat(100_000) + "x";
        assertThat(Samples.copy(read(htmlMail("Content-Type: text/html", nested)), null, null))
                .isEqualTo(htmlMail("Content-Type: text/html", nested));
        assertThat(read(bytes("Subject: " + "x".repeat(2_000_000) + "\nContent-Type: text/html\n\n<p>x"))
                        .obstacle())
                .contains("header is too long");
        assertThat(read(new byte[0]).obstacle()).isEqualTo("plain text");
    }

    @Test
    void a_link_that_would_make_its_line_too_long_stays() {
        var query = "y".repeat(400);
        var line = "<a href='https://shop.example/?" + query + "'>x</a>";
        var mail = htmlMail("Content-Type: text/html", "<body>\n" + line + "\n" + line + line + "\n</body>");
        assertThat(read(mail).links()).hasSize(2);
        assertThat(tracked(mail).lines()).allMatch(text -> text.length() <= 998);
    }

    @Test
    void unsubscribe_addresses_of_the_header_stay() {
        var mail = htmlMail(
                "List-Unsubscribe: <mailto:a@b.example>,\n <https://shop.example/x>\nContent-Type: text/html",
                "<a href='https://shop.example/x'>Leave</a><a href='https://shop.example/y'>Stay</a>");
        assertThat(read(mail).links()).extracting(TrackableHtml.Link::label).containsExactly("Stay");
    }

    @Test
    void the_hard_messages_of_the_corpus_are_changed_or_left_as_their_labels_say() throws IOException {
        var corpus = System.getProperty("tinypixel.corpus");
        Assumptions.assumeTrue(corpus != null, "no -Dtinypixel.corpus");
        var folder = Path.of(corpus, "detection", "mime");
        var wrong = new ArrayList<String>();
        var seen = 0;
        for (var line : Files.readAllLines(folder.resolve("labels.jsonl"))) {
            var label = Json.MAPPER.readTree(line);
            var file = label.get("file").asText();
            var message = CanonicalLines.of(Files.readAllBytes(folder.resolve(file)));
            var mail = read(message);
            var insert = label.get("expected").asText().equals("insert");
            if (insert != (mail.obstacle() == null)) {
                wrong.add(file + ": " + mail.obstacle());
            } else if (insert) {
                checkChanged(file, message, mail, wrong);
            } else if (!Arrays.equals(Samples.copy(mail, null, null), message)) {
                wrong.add(file + " changed");
            }
            seen++;
        }
        System.out.println("mime corpus: " + seen + " messages");
        assertThat(seen).isPositive();
        assertThat(wrong).isEmpty();
    }

    /** Everything before the first and behind the last HTML body is the same, and nothing of the original is lost in between. */
    private static void checkChanged(String file, byte[] message, TrackableMail mail, List<String> wrong) {
        var filling = new TrackableMail.Filling(
                OPEN, mail.links().stream().map(link -> CLICK).toList(), null);
        var before = text(message);
        var after = text(mail.make(filling).bytes());
        var head = 0;
        while (head < before.length() && before.charAt(head) == after.charAt(head)) {
            head++;
        }
        if (head < before.indexOf("\r\n\r\n")) {
            wrong.add(file + ": header changed");
        }
        if (!Objects.requireNonNull(mail.html(filling)).contains(OPEN)) {
            wrong.add(file + ": no pixel");
        }
        var untouched = Samples.copy(mail, null, null);
        if (!text(untouched).equals(before)) {
            wrong.add(file + ": changed without tracking");
        }
    }

    private static byte[] concat(byte[] one, byte[] other) {
        var both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
