package org.tinypixel.tracking;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.QuotedPrintableInputStream;

/**
 * Of any message only the bodies with HTML change, and in them only the links' addresses and the pixel: a generated message is known piece by piece, so a copy is taken
 * apart the same way, the edits are undone, and what is left is the original.
 */
final class RewritingPropertyTest {
    private static final String OPEN = "https://t.example.com/t/o/" + "A".repeat(48) + ".gif";
    private static final String WITH_MARKS = String.join(
            " ",
            OPEN,
            StyleMarks.named(StyleMarks.FORWARDED, OPEN),
            StyleMarks.named(StyleMarks.QUOTED, OPEN),
            StyleMarks.named(StyleMarks.PRINTED, OPEN));
    private static final List<String> CHARSETS = List.of(
            "utf-8", "iso-8859-1", "windows-1252", "windows-1251", "iso-2022-jp", "gb18030", "shift_jis", "us-ascii");
    private static final List<String> ENCODINGS = List.of("7bit", "8bit", "quoted-printable", "base64");

    private static String click(int number) {
        return "https://t.example.com/t/c/" + "B".repeat(44) + String.format(Locale.ROOT, "%04d", number) + "?u=x";
    }

    /** A piece of a message: bytes as ISO 8859-1, and for an HTML leaf how its content is written. */
    private record Piece(String bytes, boolean html, String encoding, String charset) {}

    @Property(tries = 400)
    void what_is_changed_in_a_copy_can_be_undone_to_the_byte(@ForAll @LongRange(min = 0) long seed) throws IOException {
        var pieces = new Message(new Random(seed)).pieces();
        var original = text(pieces);
        var message = original.getBytes(ISO_8859_1);
        var mail = Samples.mail(message);
        var links = mail.links();
        var urls = new ArrayList<String>();
        for (var number = 0; number < links.size(); number++) {
            urls.add(click(number));
        }
        var pictures = seed % 2 == 0 ? OPEN : WITH_MARKS;
        var copy = new String(Samples.copy(mail, mail.obstacle() == null ? pictures : null, urls), ISO_8859_1);
        if (mail.obstacle() != null) {
            assertThat(copy).isEqualTo(original);
            return;
        }
        assertThat(copy).isNotEqualTo(original);
        var at = 0;
        for (var place = 0; place < pieces.size(); place++) {
            var piece = pieces.get(place);
            if (piece.html()) {
                var next = pieces.get(place + 1).bytes();
                var end = place + 2 == pieces.size() ? copy.length() - next.length() : copy.indexOf(next, at);
                assertThat(end).as("what follows the HTML stays").isNotNegative();
                var made = copy.substring(at, end);
                if (!made.equals(piece.bytes())) {
                    assertThat(undone(decoded(made, piece), pictures, links)).isEqualTo(decoded(piece.bytes(), piece));
                }
                at = end;
            } else {
                assertThat(copy.startsWith(piece.bytes(), at)).as(piece.bytes()).isTrue();
                at += piece.bytes().length();
            }
        }
        assertThat(at).isEqualTo(copy.length());
    }

    private static String text(List<Piece> pieces) {
        var all = new StringBuilder();
        pieces.forEach(piece -> all.append(piece.bytes()));
        return all.toString();
    }

    private static String undone(String html, String pictures, List<TrackableHtml.Link> links) {
        var text = html.replace(TrackableHtml.pixel(pictures), "");
        for (var number = 0; number < links.size(); number++) {
            text = text.replace(click(number), links.get(number).destination().value());
        }
        return text;
    }

    private static String decoded(String bytes, Piece piece) throws IOException {
        var charset = Charset.forName(piece.charset());
        return switch (piece.encoding()) {
            case "base64" -> new String(Base64.getMimeDecoder().decode(bytes.getBytes(ISO_8859_1)), charset);
            case "quoted-printable" -> {
                try (var in = new QuotedPrintableInputStream(
                        new ByteArrayInputStream(bytes.getBytes(ISO_8859_1)), DecodeMonitor.SILENT)) {
                    yield new String(in.readAllBytes(), charset);
                }
            }
            default -> new String(bytes.getBytes(ISO_8859_1), charset);
        };
    }

    /** Writes a message as mail programs do, with everything that must stay and something that may change. */
    private static final class Message {
        private final Random random;
        private final List<Piece> pieces = new ArrayList<>();
        private final StringBuilder fixed = new StringBuilder();
        private int boundaries;

        Message(Random random) {
            this.random = random;
        }

        List<Piece> pieces() {
            fixed.append(
                    "From: a@example.com\r\nSubject: =?utf-8?q?caf=C3=A9?=\r\n\tfolded \r\nX-Odd:  two  blanks\r\nMIME-Version: 1.0\r\n");
            entity(0);
            if (fixed.length() == 0) {
                // A message without parts is its body to the last byte.
                var body = pieces.remove(pieces.size() - 1);
                pieces.add(new Piece(body.bytes() + "\r\n", true, body.encoding(), body.charset()));
                pieces.add(new Piece("", false, "", ""));
            } else {
                fixed.append("\r\n");
                flush();
            }
            return pieces;
        }

        private void flush() {
            if (fixed.length() > 0) {
                pieces.add(new Piece(fixed.toString(), false, "", ""));
                fixed.setLength(0);
            }
        }

        private void entity(int depth) {
            switch (depth > 3 ? random.nextInt(5) : random.nextInt(9)) {
                case 0, 1 -> html();
                case 2 ->
                    fixed.append(
                            "Content-Type: text/plain; charset=utf-8\r\n\r\nhttps://shop.example/ \u00c3\u00a4 \r\n-- \r\nAnna");
                case 3 ->
                    fixed.append(
                            "Content-Type: text/html\r\nContent-Disposition: attachment; filename=a.html\r\n\r\n<a href=\"https://shop.example/kept\">x</a>");
                case 4 ->
                    fixed.append(
                            "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-ID: <1@x>\r\n\r\niVBORw0KGgo=");
                case 5 ->
                    fixed.append(
                            "Content-Type: message/rfc822\r\n\r\nSubject: inner\r\nContent-Type: text/html\r\n\r\n<a href=\"https://shop.example/kept\">x</a>");
                case 6 ->
                    fixed.append(
                            "Content-Type: multipart/signed; protocol=\"application/pgp-signature\"; boundary=s1g\r\n\r\n--s1g\r\nContent-Type: text/html\r\n\r\n<a href=\"https://shop.example/kept\">x</a>\r\n--s1g\r\nContent-Type: application/pgp-signature\r\n\r\nabc\r\n--s1g--");
                default -> multipart(depth);
            }
        }

        private void multipart(int depth) {
            var boundary = "=_b" + boundaries++ + "_" + random.nextInt(1000);
            var kind = List.of("mixed", "alternative", "related", "x-unknown").get(random.nextInt(4));
            fixed.append(
                    "Content-Type: multipart/" + kind + ";\r\n\tboundary=\"" + boundary + "\"\r\n\r\npreamble\r\n");
            for (var count = 1 + random.nextInt(3); count > 0; count--) {
                fixed.append("--" + boundary + "\r\n");
                entity(depth + 1);
                fixed.append("\r\n");
            }
            fixed.append("--" + boundary + "--\r\nepilogue");
        }

        private void html() {
            var charset = CHARSETS.get(random.nextInt(CHARSETS.size()));
            var encoding = ENCODINGS.get(random.nextInt(ENCODINGS.size()));
            fixed.append("Content-Type: text/html; charset=\"" + charset + "\"\r\nContent-Transfer-Encoding: "
                    + encoding + "\r\n\r\n");
            flush();
            pieces.add(new Piece(encoded(page(), charset, encoding), true, encoding, charset));
        }

        private String page() {
            var words = List.of(
                    "Hi",
                    "\u00e4\u00f6\u00fc",
                    "\u65e5\u672c\u8a9e",
                    "\u041f\u0440\u0438",
                    "a = b",
                    ".",
                    "&amp;",
                    "=20",
                    "  ",
                    "\t");
            var page = new StringBuilder(random.nextBoolean() ? "<html><body>\r\n" : "");
            for (var count = random.nextInt(8); count >= 0; count--) {
                switch (random.nextInt(4)) {
                    case 0 ->
                        page.append("<a href=\"https://shop.example/")
                                .append(random.nextInt(100))
                                .append("\">go</a>");
                    case 1 -> page.append("<a class='x' href='mailto:a@b.example'>m</a>");
                    case 2 -> page.append("<img src=\"cid:1@x\">\r\n");
                    default ->
                        page.append("<p>")
                                .append(words.get(random.nextInt(words.size())))
                                .append("</p>\r\n");
                }
            }
            return page.append(random.nextBoolean() ? "</body></html>" : "").toString();
        }

        private static String encoded(String page, String charset, String encoding) {
            var bytes = page.getBytes(Charset.forName(charset));
            return switch (encoding) {
                case "base64" -> new String(Base64.getMimeEncoder().encode(bytes), ISO_8859_1);
                case "quoted-printable" -> quotedPrintable(bytes);
                default -> new String(bytes, ISO_8859_1);
            };
        }

        private static String quotedPrintable(byte[] bytes) {
            var text = new StringBuilder();
            var column = 0;
            for (var place = 0; place < bytes.length; place++) {
                var b = bytes[place] & 0xff;
                if (b == '\r' && place + 1 < bytes.length && bytes[place + 1] == '\n') {
                    text.append("\r\n");
                    place++;
                    column = 0;
                    continue;
                }
                var beforeEnd = place + 1 == bytes.length || bytes[place + 1] == '\r';
                var plain = (b > ' ' && b < 127 && b != '=') || (b == ' ' && !beforeEnd);
                var written = plain ? String.valueOf((char) b) : String.format(Locale.ROOT, "=%02X", b);
                if (column + written.length() > 72) {
                    text.append("=\r\n");
                    column = 0;
                }
                text.append(written);
                column += written.length();
            }
            return text.toString();
        }
    }
}
