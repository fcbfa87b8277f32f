package org.tinypixel.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tinypixel.tracking.Samples.COPY;
import static org.tinypixel.tracking.Samples.OURS;
import static org.tinypixel.tracking.Samples.TOKENS;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StyleMarksTest {
    private static final Pattern RULE =
            Pattern.compile("(?m)^([^{@<\\r\\n]+)\\{background-image:url\\(([^)]+)\\)}\\r?$");

    private static TrackingDecision decision(boolean marks) {
        return new TrackingDecision(TOKENS, OURS.toString(), COPY, new TrackingRule.Verdict(true, true, null), marks);
    }

    private static String mail(String html) {
        return "From: a@example.com\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=us-ascii\r\n\r\n" + html
                + "\r\n";
    }

    private static String copy(String mail, boolean marks) {
        var read = Samples.mail(mail.getBytes(StandardCharsets.US_ASCII));
        return new String(Samples.copy(read, decision(marks).pictures(), null), StandardCharsets.US_ASCII);
    }

    @Test
    void only_the_pixel_and_the_style_sheet_are_put_in_and_every_other_byte_stays() {
        var mail =
                mail("<html><head><style>p{color:red}</style></head><body>\r\n<p>Hi &amp; bye</p>\r\n</body></html>");
        var pictures = decision(true).pictures();
        assertThat(pictures).isNotNull();
        var put = TrackableHtml.pixel(pictures);
        assertThat(copy(mail, true)).contains(put + "</body>");
        assertThat(copy(mail, true).replace(put, "")).isEqualTo(mail);
        assertThat(copy(mail, true).lines()).allMatch(line -> line.length() <= 998);
    }

    @Test
    void without_the_switch_or_without_a_pixel_there_is_none() {
        assertThat(copy(mail("<p>Hi"), false)).doesNotContain("<style", "tpx-m");
        var untracked = new TrackingDecision(
                TOKENS, OURS.toString(), COPY, new TrackingRule.Verdict(false, true, "switched off"), true);
        assertThat(untracked.pictures()).isNull();
    }

    @Test
    void each_mark_has_a_token_that_is_good_for_nothing_else() {
        var purposes = new ArrayList<Purpose>();
        for (var picture : List.of(decision(true).pictures().split(" "))) {
            var token = picture.substring(picture.lastIndexOf('/') + 1, picture.length() - ".gif".length());
            for (var purpose : Purpose.values()) {
                if (purpose != Purpose.CLICK
                        && TOKENS.verify(token, purpose, null).isPresent()) {
                    purposes.add(purpose);
                }
            }
        }
        assertThat(purposes).containsExactly(Purpose.OPEN, Purpose.FORWARDED, Purpose.QUOTED, Purpose.PRINTED);
    }

    /** What clients make of a mail, shortened to what wraps it; which of the pictures they then load. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "%s|",
                "<div>%s</div>|",
                "<div class=\"moz-forward-container\">-------- Forwarded Message --------<div>%s</div></div>|FORWARDED",
                "<table class=\"moz-email-headers-table\"><tr><td>Subject</td></tr></table><br><div>%s</div>|FORWARDED",
                "<div class=\"OutlookMessageHeader\">From: a</div><div>%s</div>|FORWARDED",
                "<div id=\"MailContainerBody\"><div>%s</div></div>|FORWARDED",
                "<blockquote type=\"cite\"><div>%s</div></blockquote>|QUOTED",
                "<div class=\"gmail_quote\"><div>%s</div></div>|QUOTED"
            })
    void a_picture_is_asked_for_only_where_a_client_has_wrapped_the_mail(String wrapped, String purpose) {
        var sent = TrackableHtml.pixel(decision(true).pictures());
        var shown = Jsoup.parse(wrapped.replace("%s", sent));
        var asked = new ArrayList<String>();
        var rules = RULE.matcher(sent);
        var selectors = 0;
        while (rules.find()) {
            selectors++;
            if (!shown.select(rules.group(1)).isEmpty()) {
                asked.add(rules.group(2));
            }
        }
        assertThat(selectors).isEqualTo(6);
        if (purpose == null) {
            assertThat(asked).isEmpty();
        } else {
            assertThat(asked)
                    .isNotEmpty()
                    .allMatch(address -> TOKENS.verify(
                                    address.substring(address.lastIndexOf('/') + 1, address.length() - 4),
                                    Purpose.valueOf(purpose),
                                    null)
                            .isPresent());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"url(%s)", "url( '%s' )", "URL(\"%s\")"})
    void marks_in_quoted_text_are_emptied_before_a_mail_leaves(String form) {
        var own = form.replace("%s", OURS + "/t/o/" + "A".repeat(48) + ".gif");
        var html = "<p>Yes</p><blockquote><style>blockquote #tpx-m{background-image:" + own
                + "} p{background:url(https://shop.example/t/o/x.gif)}</style>Old</blockquote>";
        var edits = Samples.html(html, OURS, Set.of()).orElseThrow().edits(null, null);
        assertThat(Edit.apply(html, edits)).isEqualTo(html.replace(own, "none"));
    }

    @Test
    void a_mail_that_cannot_be_changed_safely_gets_no_marks_either() {
        var signed = """
                From: a@example.com
                Content-Type: multipart/signed; boundary=x; protocol="application/pgp-signature"

                --x
                Content-Type: text/html

                <p>Hi
                --x
                Content-Type: application/pgp-signature

                abc
                --x--
                """.replace("\n", "\r\n");
        var read = Samples.mail(signed.getBytes(StandardCharsets.US_ASCII));
        assertThat(read.obstacle()).isNotNull();
    }
}
