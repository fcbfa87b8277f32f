package org.tinypixel.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class MimeReaderTest {
    @Test
    void the_subject_is_shown_as_people_read_it() {
        assertThat(MimeReader.subject(mail("Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe_?=\r\n =?UTF-8?B?8J+YgA==?=\r\n\r\n")))
                .isEqualTo("Grüße 😀");
        assertThat(MimeReader.subject(mail("Subject: Grüße\r\n\r\n"))).isEqualTo("Grüße");
        assertThat(MimeReader.subject(mail("From: a@example.com\r\n\r\n"))).isEmpty();
        assertThat(MimeReader.subject(new byte[0])).isEmpty();
    }

    @Test
    void html_text_pictures_and_attachments_are_told_apart() {
        var content = MimeReader.read(mail("""
                        Content-Type: multipart/mixed; boundary=m

                        --m
                        Content-Type: multipart/related; boundary=r

                        --r
                        Content-Type: multipart/alternative; boundary=a

                        --a
                        Content-Type: text/plain; charset=iso-8859-1
                        Content-Transfer-Encoding: quoted-printable

                        Gr=FC=DFe
                        --a
                        Content-Type: text/html; charset=utf-8
                        Content-Transfer-Encoding: base64

                        PGI+R3LDvMOfZTwvYj4=
                        --a--
                        --r
                        Content-Type: image/png; name=logo.png
                        Content-ID: <logo@x>
                        Content-Transfer-Encoding: base64

                        AQID
                        --r--
                        --m
                        Content-Type: application/pdf
                        Content-Disposition: attachment; filename*=utf-8''Gr%C3%BC%C3%9Fe.pdf
                        Content-Transfer-Encoding: base64

                        AQIDBA==
                        --m
                        Content-Type: message/rfc822

                        Subject: inside

                        text
                        --m--
                        """.replace("\n", "\r\n")));
        assertThat(content.html()).isEqualTo("<b>Grüße</b>");
        assertThat(content.text()).isEqualTo("Grüße");
        assertThat(content.inline().get("logo@x").bytes()).containsExactly(1, 2, 3);
        assertThat(content.attachments())
                .containsExactly(
                        new CapturedMail.Attachment("logo.png", "image/png", 3),
                        new CapturedMail.Attachment("Grüße.pdf", "application/pdf", 4),
                        new CapturedMail.Attachment("message.eml", "message/rfc822", 0));
    }

    @Test
    void a_missing_or_unknown_charset_is_guessed() {
        var utf8 = "Grüße".getBytes(StandardCharsets.UTF_8);
        var windows = "Grüße".getBytes(Charset.forName("windows-1252"));
        assertThat(MimeReader.decode(utf8, null)).isEqualTo("Grüße");
        assertThat(MimeReader.decode(utf8, "x-no-such")).isEqualTo("Grüße");
        assertThat(MimeReader.decode(utf8, "not a name!")).isEqualTo("Grüße");
        assertThat(MimeReader.decode(utf8, "us-ascii")).isEqualTo("Grüße");
        assertThat(MimeReader.decode(windows, null)).isEqualTo("Grüße");
        assertThat(MimeReader.decode(windows, "iso-8859-1")).isEqualTo("Grüße");
        assertThat(MimeReader.read(mail("Content-Type: text/html; charset=x-no-such\r\n\r\nGrüße"))
                        .html())
                .isEqualTo("Grüße");
    }

    @Test
    void a_damaged_message_is_shown_as_far_as_it_goes() {
        var random = new Random(7);
        var start = mail("Content-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\nContent-Type: text/html\r\n\r\n<b>x");
        for (var round = 0; round < 300; round++) {
            var damaged = start.clone();
            for (var hits = 0; hits < 5; hits++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            assertThat(MimeReader.read(damaged)).isNotNull();
        }
    }

    private static byte[] mail(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
