package org.tinypixel.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tinypixel.tracking.Samples.OURS;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.database.TestDatabase;

/** What the copies of one mail share, and how long and how much a hard mail may take. */
final class SharedWorkTest {
    private Office office;

    @BeforeEach
    void open() {
        office = new Office(TestDatabase.h2());
    }

    @AfterEach
    void close() {
        office.close();
    }

    private Messages.Created raw(byte[] mime, int recipients) {
        var to = IntStream.range(0, recipients)
                .mapToObj(i -> EmailAddress.of("r" + i + "@customer.example"))
                .toList();
        return office.messages(
                messages -> messages.createRaw(office.anna, mime, EmailAddress.of("anna@sales.example"), to));
    }

    private static byte[] mail(int attachment) {
        return new String(TestCopies.large(attachment), StandardCharsets.ISO_8859_1)
                .replace("anna@example.com", "anna@sales.example")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void a_mail_is_read_and_planned_once_however_many_copies_it_has() {
        raw(mail(1000), 1);
        var looksOfOne = office.looksAtTheClock.get();
        assertThat(office.plans.get()).isEqualTo(1);
        assertThat(looksOfOne).as("each step of reading looks at the clock").isGreaterThan(5);

        var created = raw(mail(1000), 100);
        created.copies().forEach(TrackedCopy::content);
        assertThat(office.plans.get()).isEqualTo(2);
        assertThat(office.looksAtTheClock.get() - looksOfOne).isEqualTo(looksOfOne);
    }

    @Test
    void copies_share_all_bytes_but_their_pixel_links_and_header() {
        var message = mail(200_000);
        var copies = raw(message, 100).copies();
        var shared = copies.get(0).content().shared();
        var own = 0L;
        var distinct = new HashSet<String>();
        for (var copy : copies) {
            var content = copy.content();
            assertThat(content.shared()).isSameAs(shared);
            own += content.own().length;
            var text = new String(content.bytes(), StandardCharsets.ISO_8859_1);
            assertThat(text.length()).isEqualTo(content.length());
            assertThat(text)
                    .contains(copy.openUrl(), copy.links().get(0).trackedUrl())
                    .contains("\r\nList-Unsubscribe: <https://t.example.com/t/u/");
            distinct.add(text);
            assertThat(undone(text, copy)).isEqualTo(new String(message, StandardCharsets.ISO_8859_1));
        }
        assertThat(distinct).hasSize(100);
        assertThat(own).isLessThan(100 * 1500L);
    }

    /** Takes out what the copy says that it has of its own. */
    private static String undone(String text, TrackedCopy copy) {
        return text.replaceAll("List-Unsubscribe[^\r]*\r\n", "")
                .replace(TrackableHtml.pixel(copy.openUrl()), "")
                .replace(copy.links().get(0).trackedUrl(), "https://shop.example/plans?a=1&amp;b=2");
    }

    @Test
    void a_copy_that_was_kept_in_two_parts_is_the_same_to_the_byte_and_damage_is_found() throws Exception {
        var message = mail(50_000);
        for (var copy : TestCopies.of(message, 3)) {
            var again = CopyContent.of(copy.own(), copy.shared()::open);
            assertThat(again.bytes()).isEqualTo(copy.bytes());
            assertThat(again.length()).isEqualTo(copy.length());
            var other = message.clone();
            other[message.length - 100] ^= 1;
            var damaged = CopyContent.of(copy.own(), () -> new java.io.ByteArrayInputStream(other));
            try (var in = damaged.open()) {
                org.assertj.core.api.Assertions.assertThatThrownBy(in::readAllBytes)
                        .isInstanceOf(java.io.IOException.class)
                        .hasMessageContaining("damaged");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"8bit", "quoted-printable", "base64"})
    void letters_beyond_ascii_are_known_without_looking_again(String encoding) {
        var body = encoding.equals("8bit") ? "<body>\u00e4</body>" : "<body>=C3=A4</body>";
        var head = "From: a@example.com\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: "
                + encoding + "\r\n\r\n";
        var bytes = (head + (encoding.equals("base64") ? "PGJvZHk+eDwvYm9keT4=\r\n" : body))
                .getBytes(StandardCharsets.UTF_8);
        for (var copy : TestCopies.of(bytes, 1)) {
            var kept = CopyContent.of(copy.own(), copy.shared()::open);
            assertThat(kept.hasEightBit()).isEqualTo(encoding.equals("8bit"));
            assertThat(kept.hasEightBitHeader()).isFalse();
        }
        var header = CopyContent.of("Subject: \u00e4\r\n\r\nx\r\n".getBytes(StandardCharsets.UTF_8));
        assertThat(header.hasEightBitHeader()).isTrue();
        assertThat(CopyContent.of(header.own(), header.shared()::open).hasEightBitHeader())
                .isTrue();
    }

    /** At whichever look the two seconds turn out to be over. */
    @Test
    @Tag("S7")
    void a_mail_that_takes_longer_than_two_seconds_goes_out_as_it_came_and_says_so() {
        var message = mail(1000);
        var looks = new AtomicLong();
        TrackableMail.read(ReadContent.of(message), OURS, new Patience(looks::getAndIncrement));
        var all = looks.get();
        assertThat(all).isGreaterThan(5);
        for (var last = 1; last < all; last++) {
            var patient = last;
            var count = new AtomicLong();
            var patience = new Patience(() -> count.getAndIncrement() < patient
                    ? 0
                    : Duration.ofSeconds(2).toNanos() + 1);
            var mail = TrackableMail.read(ReadContent.of(message), OURS, patience);
            assertThat(mail.obstacle())
                    .as("at look " + last)
                    .isEqualTo("it cannot be changed safely, changing it takes more than 2 seconds");
            assertThat(Samples.copy(mail, null, null)).isEqualTo(message);
        }
    }

    @Test
    @Tag("S7")
    void bombs_of_many_kinds_go_out_as_they_came_with_a_reason() {
        var bombs = new ArrayList<List<String>>();
        var html = "Content-Type: text/html\r\n\r\n";
        bombs.add(List.of(html + "<b>x</b>".repeat(100_000), "tags"));
        bombs.add(List.of(html + "x".repeat(5_000_000), "longer than 4 MB"));
        bombs.add(List.of("X: y\r\n".repeat(200_000) + html + "<p>x", "header is too long"));
        bombs.add(List.of("X: " + "y".repeat(3_000_000), "header is too long"));
        bombs.add(List.of(
                "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
                        + ("--b\r\nX: " + "y".repeat(400_000) + "\r\n" + html + "<p>x\r\n").repeat(4) + "--b--\r\n",
                "header is too long"));
        bombs.add(List.of(
                "Content-Type: multipart/alternative; boundary=b\r\n\r\n"
                        + ("--b\r\n" + html + "<p>" + "x".repeat(1_500_000) + "\r\n").repeat(4) + "--b--\r\n",
                "longer than 4 MB"));
        bombs.add(List.of(
                "Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n" + "%%%\u0000".repeat(1000) + "A",
                "base64 is damaged"));
        for (var bomb : bombs) {
            var bytes = bomb.get(0).getBytes(StandardCharsets.ISO_8859_1);
            var mail = Samples.mail(bytes);
            assertThat(mail.obstacle()).contains(bomb.get(1));
            assertThat(Samples.copy(mail, null, null)).isEqualTo(bytes);
        }
    }

    /** None of these costs more than its length. */
    @Test
    @Tag("S7")
    void a_mail_inside_a_mail_inside_a_mail_is_one_part_and_blanks_without_end_are_read_once() {
        var nested = new StringBuilder("Content-Type: multipart/mixed; boundary=b\r\n\r\n");
        nested.append("--b\r\nContent-Type: text/html\r\n\r\n<body>x</body>\r\n--b\r\n");
        for (var i = 0; i < 20_000; i++) {
            nested.append("Content-Type: message/rfc822\r\n\r\n");
        }
        var mail = Samples.mail(nested.append("x\r\n--b--\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        assertThat(mail.obstacle()).isNull();
        var blanks = "Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<body>"
                + " ".repeat(3_000_000) + "x</body>\r\n";
        assertThat(Samples.mail(blanks.getBytes(StandardCharsets.ISO_8859_1)).obstacle())
                .isNull();
    }
}
