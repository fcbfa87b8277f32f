package org.tinypixel.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.james.mime4j.codec.QuotedPrintableInputStream;
import org.apache.james.mime4j.codec.QuotedPrintableOutputStream;

final class BodyTextPropertyTest {
    @Property(tries = 500)
    void a_changed_quoted_printable_body_reads_as_the_changed_text(
            @ForAll("texts") String text, @ForAll @IntRange(max = 300) int from, @ForAll @IntRange(max = 40) int length)
            throws Exception {
        var encoded = quotedPrintable(text);
        var edits = edits(text, from, length);
        var changed = changed(encoded, "quoted-printable", edits);
        try (var decoded = new QuotedPrintableInputStream(new ByteArrayInputStream(changed))) {
            assertThat(new String(decoded.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(Edit.apply(text, edits));
        }
        assertThat(new String(changed, StandardCharsets.US_ASCII).split("\r\n")).allMatch(line -> line.length() <= 76);
    }

    @Property(tries = 200)
    void a_changed_base64_body_reads_as_the_changed_text(
            @ForAll("texts") String text, @ForAll @IntRange(max = 300) int from, @ForAll @IntRange(max = 40) int length)
            throws Exception {
        var edits = edits(text, from, length);
        var encoded = Base64.getMimeEncoder().encode(text.getBytes(StandardCharsets.UTF_8));
        var changed = changed(encoded, "base64", edits);
        assertThat(new String(Base64.getMimeDecoder().decode(changed), StandardCharsets.UTF_8))
                .isEqualTo(Edit.apply(text, edits));
    }

    @Property(tries = 200)
    void without_edits_every_body_keeps_its_bytes(@ForAll byte[] bytes) throws Exception {
        for (var encoding : new String[] {"8bit", "quoted-printable"}) {
            assertThat(changed(bytes, encoding, List.of())).isEqualTo(bytes);
        }
    }

    private static byte[] changed(byte[] encoded, String encoding, List<Edit> edits) throws MimePart.Unclear {
        var body = BodyText.read(encoded, encoding, "utf-8");
        var changes =
                body.changes(body.places(edits), edits.stream().map(Edit::text).toList());
        return new CopyContent(ReadContent.of(encoded), changes).bytes();
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "a",
                        "Z",
                        "=",
                        " ",
                        "\t",
                        "\r\n",
                        "<a href=\"x\">",
                        "\u00e9",
                        "\u65e5",
                        "\ud83d\ude00",
                        ".",
                        "=3D",
                        "From ")
                .list()
                .ofMaxSize(200)
                .map(parts -> String.join("", parts))
                // Blanks before a line end are the encoder's to protect, and mime4j's leaves some bare.
                .map(text -> text.replaceAll("[ \t]+(?=\r\n|$)", ""));
    }

    private static List<Edit> edits(String text, int from, int length) {
        var edits = new ArrayList<Edit>();
        var start = boundary(text, Math.min(from, text.length()));
        var end = boundary(text, Math.min(start + length, text.length()));
        edits.add(new Edit(start, end, "https://t.example.com/?u=" + "x".repeat(length * 3)));
        edits.add(new Edit(text.length(), text.length(), "<img alt=\"\u00e9\">"));
        return edits;
    }

    /** Not inside a character or a line end. */
    private static int boundary(String text, int at) {
        return at > 0 && at < text.length() && (Character.isLowSurrogate(text.charAt(at)) || text.charAt(at) == '\n')
                ? at - 1
                : at;
    }

    private static byte[] quotedPrintable(String text) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var encoder = new QuotedPrintableOutputStream(out, false)) {
            encoder.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }
}
