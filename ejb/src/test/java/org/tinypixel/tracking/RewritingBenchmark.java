package org.tinypixel.tracking;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Random;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.message.DefaultMessageWriter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.tinypixel.base.CopyId;

/** Rewriting a mail beside reading and writing it with mime4j; {@link RewritingRounds} runs it as part of {@code mvn -Pbench}. */
@State(Scope.Benchmark)
public class RewritingBenchmark {
    private static final int MANY = 100;

    /** See {@link #mail(String)}. */
    @Param({"letter", "newsletter", "attachment"})
    public String kind;

    private byte[] message;
    private TrackableMail planned;

    @Setup
    public void read() {
        message = mail(kind);
        planned = plan();
    }

    /** Everything that a mail to one person costs: parse, plan, check, tokens, and one copy written. */
    @Benchmark
    public long rewriteOne() throws IOException {
        return copy(plan());
    }

    /** The same for a hundred: one plan, a hundred copies written. */
    @Benchmark
    public long rewriteHundred() throws IOException {
        var mail = plan();
        var written = 0L;
        for (var i = 0; i < MANY; i++) {
            written += copy(mail);
        }
        return written;
    }

    /** A further copy of a mail that was planned. */
    @Benchmark
    public long oneMore() throws IOException {
        return copy(planned);
    }

    /** The measure: what plain mime4j needs to read the mail and to write it unchanged. */
    @Benchmark
    public long mime4j() throws IOException {
        var out = new Count();
        new DefaultMessageWriter()
                .writeMessage(new DefaultMessageBuilder().parseMessage(new ByteArrayInputStream(message)), out);
        return out.written;
    }

    private TrackableMail plan() {
        return TrackableMail.read(ReadContent.of(message), Samples.OURS, Patience.begin());
    }

    private static long copy(TrackableMail mail) throws IOException {
        var decision = new TrackingDecision(
                Samples.TOKENS, Samples.OURS.toString(), CopyId.next(), new TrackingRule.Verdict(true, true, null));
        var urls = new ArrayList<String>();
        for (var link : mail.links()) {
            urls.add(decision.clickUrl(urls.size(), link.destination()));
        }
        var out = new Count();
        try (var in = mail.make(new TrackableMail.Filling(decision.pictures(), urls, decision.unsubscribeUrl()))
                .open()) {
            in.transferTo(out);
        }
        return out.written;
    }

    /** A letter of 4 kB with 3 links, a newsletter of 70 kB with 120, or the letter with an attachment of 5 MB. */
    static byte[] mail(String kind) {
        if (kind.equals("attachment")) {
            return TestCopies.large(5_000_000);
        }
        var random = new Random(11);
        var html = new StringBuilder("<html><body>\r\n");
        var links = kind.equals("letter") ? 3 : 120;
        for (var i = 0; i < links; i++) {
            html.append("<table width=3D\"100%\"><tr><td style=3D\"padding:8px\"><p>");
            for (var word = 0; word < 60; word++) {
                html.append((char) ('a' + random.nextInt(26))).append("bcde").append(word % 12 == 11 ? "=\r\n" : " ");
            }
            html.append("</p><a href=3D\"https://shop.example/offer?a=3D")
                    .append(i)
                    .append("&amp;b=3D2\">Gr=C3=BC=C3=9Fe</a></td></tr></table>\r\n");
        }
        return ("From: Anna <anna@example.com>\r\nTo: bert@example.net\r\nSubject: News\r\nMIME-Version: 1.0\r\n"
                        + "Message-ID: <news@example.com>\r\nDate: Mon, 2 Mar 2026 09:00:00 +0000\r\n"
                        + "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n"
                        + "Content-Type: text/plain; charset=utf-8\r\n\r\nHello\r\n--b\r\n"
                        + "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
                        + html + "</body></html>\r\n--b--\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static final class Count extends OutputStream {
        long written;

        @Override
        public void write(int octet) {
            written++;
        }

        @Override
        public void write(byte[] octets, int from, int length) {
            written += length;
        }
    }
}
