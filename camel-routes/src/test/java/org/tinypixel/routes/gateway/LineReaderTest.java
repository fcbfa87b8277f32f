package org.tinypixel.routes.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("S5")
final class LineReaderTest {
    private static final Pattern WHOLE_LINES = Pattern.compile("(?:[^\r\n\0]*\r\n)*", Pattern.DOTALL);

    private static LineReader reader(String octets) {
        return new LineReader(in(octets), OutputStream.nullOutputStream());
    }

    private static ByteArrayInputStream in(String octets) {
        return new ByteArrayInputStream(octets.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String text(LineReader reader) throws IOException {
        var text = new ByteArrayOutputStream();
        reader.text(text, 1_000_000);
        return text.toString(StandardCharsets.ISO_8859_1);
    }

    private static String line(LineReader reader) throws IOException {
        var line = reader.line(100);
        return line == null ? "the end" : new String(line, StandardCharsets.ISO_8859_1);
    }

    @Test
    void a_line_ends_with_both_characters() throws IOException {
        var reader = reader("NOOP\r\n\r\nQUIT\r\n");
        assertThat(line(reader)).isEqualTo("NOOP");
        assertThat(line(reader)).isEmpty();
        assertThat(line(reader)).isEqualTo("QUIT");
        assertThat(line(reader)).isEqualTo("the end");
    }

    @Test
    void anything_else_is_no_line() {
        for (var wrong : List.of("NOOP\n", "NO\rOP\r\n", "\r\r\n", "NO\0OP\r\n", "x".repeat(101) + "\r\n")) {
            assertThatThrownBy(() -> line(reader(wrong))).as(wrong).isInstanceOf(BadLine.class);
        }
        assertThatThrownBy(() -> line(reader("NOOP\r"))).isInstanceOf(BadLine.class);
        assertThatThrownBy(() -> line(reader("NOOP"))).isInstanceOf(EOFException.class);
    }

    @Test
    void dots_are_undone_and_one_alone_ends_the_text() throws IOException {
        var reader = reader("a\r\n..b\r\n...\r\n.c\r\n.\r\nQUIT\r\n");
        assertThat(text(reader)).isEqualTo("a\r\n.b\r\n..\r\nc\r\n");
        assertThat(line(reader)).isEqualTo("QUIT");
        assertThat(text(reader(".\r\n"))).isEmpty();
    }

    @Test
    void a_text_without_its_end_is_none() {
        for (var wrong : List.of("", "a", "a\r\n", "a\r\n.", "a.\r\n")) {
            assertThatThrownBy(() -> text(reader(wrong))).as(wrong).isInstanceOf(EOFException.class);
        }
        assertThatThrownBy(() -> text(reader("a\r\n.\r"))).isInstanceOf(BadLine.class);
    }

    @Test
    void a_long_text_ends_at_its_limit_without_reading_on() {
        var endless = new InputStream() {
            private long given;

            @Override
            public int read() {
                given++;
                return 'x';
            }

            @Override
            public int read(byte[] to, int from, int most) {
                Arrays.fill(to, from, from + most, (byte) 'x');
                given += most;
                return most;
            }
        };
        assertThatThrownBy(() -> new LineReader(endless, OutputStream.nullOutputStream())
                        .text(OutputStream.nullOutputStream(), 100_000))
                .isInstanceOfSatisfying(
                        BadLine.class, bad -> assertThat(bad.reply().code()).isEqualTo(552));
        assertThat(endless.given).isLessThan(200_000);
    }

    @Test
    void answers_go_out_before_the_reader_waits() throws IOException {
        var flushed = new int[1];
        var answers = new ByteArrayOutputStream() {
            @Override
            public void flush() {
                flushed[0]++;
            }
        };
        var reader = new LineReader(in("NOOP\r\nNOOP\r\n"), answers);
        line(reader);
        line(reader);
        assertThat(flushed[0])
                .as("commands that came together are answered together")
                .isEqualTo(1);
        line(reader);
        assertThat(flushed[0]).isEqualTo(2);
    }

    /** Everything that matters, thickly strewn. */
    @Provide
    Arbitrary<String> streams() {
        return Arbitraries.of("\r\n", "\r\n.\r\n", ".", "\r", "\n", "\0", "x", "MAIL", "\r\n.", "\r\n..", "\u00ff")
                .list()
                .ofMaxSize(20)
                .map(parts -> String.join("", parts));
    }

    /**
     * The plain model: the text reaches to the first CR LF . CR LF (or begins with . CR LF); a wrong character before that end is found.
     */
    @Property(tries = 5000)
    void it_agrees_with_the_plain_model_however_the_network_cuts(@ForAll("streams") String octets, @ForAll long seed) {
        var framed = "\r\n" + octets;
        var end = framed.indexOf("\r\n.\r\n");
        var whole = end < 0 ? framed : framed.substring(0, end + 2);
        var reader = new LineReader(new Cutting(in(octets), seed), OutputStream.nullOutputStream());
        var text = new ByteArrayOutputStream();
        try {
            reader.text(text, 1_000_000);
            assertThat(end).as("an end was found").isNotNegative();
            assertThat(whole).matches(WHOLE_LINES);
            var expected = whole.substring(2)
                    .lines()
                    .map(line -> (line.startsWith(".") ? line.substring(1) : line) + "\r\n")
                    .collect(Collectors.joining());
            assertThat(text.toString(StandardCharsets.ISO_8859_1)).isEqualTo(expected);
        } catch (BadLine bad) {
            assertThat(whole.matches(WHOLE_LINES.pattern()) && end >= 0).isFalse();
        } catch (EOFException cut) {
            assertThat(end).isNegative();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Gives a few octets at a time, as networks do. */
    private static final class Cutting extends FilterInputStream {
        private final Random random;

        Cutting(InputStream in, long seed) {
            super(in);
            random = new Random(seed);
        }

        @Override
        public int read(byte[] to, int from, int most) throws IOException {
            return super.read(to, from, Math.min(most, 1 + random.nextInt(4)));
        }
    }
}
