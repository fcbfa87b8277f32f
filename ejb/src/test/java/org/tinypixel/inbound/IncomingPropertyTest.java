package org.tinypixel.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever lies in a mailbox can be read. */
final class IncomingPropertyTest {
    private static final List<String> SAMPLES = List.of(
            "dsn-two-recipients.eml",
            "dsn-base64.eml",
            "qmail.eml",
            "exim.eml",
            "gateway-japanese.eml",
            "complaint.eml",
            "receipt.eml",
            "out-of-office-german.eml",
            "reply-quotes-bounce.eml");

    private static final List<String> PIECES = List.of(
            "From: ",
            "Subject: =?utf-8?B?",
            "Content-Type: multipart/mixed; boundary=",
            "--b",
            "--b--",
            "\n",
            "\r\n\r\n",
            " ",
            "a@example.net",
            "<",
            ">",
            "550 5.1.1 ",
            "Final-Recipient: rfc822; ",
            "Action: failed\n",
            "Status: 5.",
            "until 31.",
            "<style>",
            "Content-Transfer-Encoding: base64\n\n",
            "message/delivery-status",
            "Date: Tue, 99 Foo",
            "=?",
            "\u0000");

    @Property(tries = 300)
    void any_bytes_are_understood_as_something(@ForAll @Size(max = 3_000) byte[] bytes) {
        assertThat(Mime.read(bytes)).isNotNull();
    }

    @Property(tries = 500)
    void any_order_of_what_messages_are_made_of_is_understood_as_something(@ForAll("pieces") String text) {
        var read = Mime.read(text.getBytes(StandardCharsets.UTF_8));
        assertThat(read.reports()).allMatch(report -> report.text().length() <= 2_000);
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.of(PIECES).list().ofMaxSize(80).map(pieces -> String.join("", pieces));
    }

    @Property(tries = 300)
    void a_message_cut_anywhere_is_understood_as_something(
            @ForAll @IntRange(max = 8) int sample, @ForAll @IntRange(max = 3_000) int length) throws IOException {
        var whole = sample(SAMPLES.get(sample));
        var cut = new byte[Math.min(length, whole.length)];
        System.arraycopy(whole, 0, cut, 0, cut.length);
        assertThat(Mime.read(cut)).isNotNull();
    }

    @Property(tries = 100)
    void the_same_message_means_the_same_with_any_line_ends(@ForAll @IntRange(max = 8) int sample) throws IOException {
        var text = Lines.unified(new String(sample(SAMPLES.get(sample)), StandardCharsets.ISO_8859_1));
        var network = Mime.read(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(Mime.read(text.getBytes(StandardCharsets.ISO_8859_1))).isEqualTo(network);
        assertThat(Mime.read(text.replace('\n', '\r').getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo(network);
    }

    @Property(tries = 100)
    void words_that_a_person_quotes_never_change_what_the_mail_is(@ForAll @IntRange(max = 8) int sample)
            throws IOException {
        var quoted = Lines.unified(new String(sample(SAMPLES.get(sample)), StandardCharsets.ISO_8859_1))
                .lines()
                .map(line -> "> " + line)
                .toList();
        assertThat(Mime.person("Re: Offer", "What is this?\n\n" + String.join("\n", quoted))
                        .kind())
                .isEqualTo(IncomingKind.REPLY);
    }

    private static byte[] sample(String name) throws IOException {
        try (var stream = Objects.requireNonNull(IncomingPropertyTest.class.getResourceAsStream(name), name)) {
            return stream.readAllBytes();
        }
    }
}
