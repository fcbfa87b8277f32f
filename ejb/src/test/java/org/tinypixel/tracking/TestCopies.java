package org.tinypixel.tracking;

import java.util.ArrayList;
import java.util.List;
import org.tinypixel.base.CopyId;

/** Copies of a mail as the tracking of this feature makes them, for the tests of those that keep and send them. */
public final class TestCopies {
    private TestCopies() {}

    /** So many copies of a mail whose lines end with CR LF, with a pixel, links and a header field of their own. */
    public static List<CopyContent> of(byte[] message, int count) {
        var mail = Samples.mail(message);
        var copies = new ArrayList<CopyContent>();
        for (var i = 0; i < count; i++) {
            var decision = new TrackingDecision(
                    Samples.TOKENS, Samples.OURS.toString(), CopyId.next(), new TrackingRule.Verdict(true, true, null));
            var urls = new ArrayList<String>();
            for (var link : mail.links()) {
                urls.add(decision.clickUrl(urls.size(), link.destination()));
            }
            copies.add(mail.make(new TrackableMail.Filling(decision.pictures(), urls, decision.unsubscribeUrl())));
        }
        return copies;
    }

    /** A mail with a body of HTML and an attachment of so many bytes, which no compression makes smaller. */
    public static byte[] large(int attachment) {
        var random = new java.util.Random(7);
        var lines = new StringBuilder(attachment + attachment / 38 + 1000)
                .append(
                        "From: Anna <anna@example.com>\r\nTo: bert@example.net\r\nSubject: Plans\r\nMIME-Version: 1.0\r\n")
                .append("Message-ID: <plans@example.com>\r\nDate: Mon, 2 Mar 2026 09:00:00 +0000\r\n")
                .append(
                        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n")
                .append(
                        "<body><p>Hi, see <a href=\"https://shop.example/plans?a=1&amp;b=2\">our plans</a>.</p></body>\r\n")
                .append("--b\r\nContent-Type: application/pdf; name=plans.pdf\r\nContent-Transfer-Encoding: base64\r\n")
                .append("Content-Disposition: attachment; filename=plans.pdf\r\n\r\n");
        var letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (var i = 0; i < attachment; i++) {
            lines.append(letters.charAt(random.nextInt(64)));
            if (i % 76 == 75) {
                lines.append("\r\n");
            }
        }
        return lines.append("\r\n--b--\r\n").toString().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    }
}
