package org.tinypixel.tracking;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.EncoderUtil;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.address.Address;
import org.apache.james.mime4j.field.Fields;
import org.apache.james.mime4j.field.LenientFieldParser;
import org.apache.james.mime4j.message.BodyPart;
import org.apache.james.mime4j.message.BodyPartBuilder;
import org.apache.james.mime4j.message.DefaultMessageWriter;
import org.apache.james.mime4j.message.MultipartBuilder;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.util.MimeUtil;
import org.jspecify.annotations.Nullable;

/** Writes a MIME message from the parts of a draft: UTF-8 in quoted-printable, so that no mail server needs to change it on the way. */
final class ComposedMail {
    /** As RFC 5322, section 3.3 wants it. */
    static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

    private ComposedMail() {}

    /**
     * The complete message; every recipient stands in its visible {@code To}.
     *
     * @param messageIdHeader without angle brackets
     */
    static byte[] write(Draft draft, String messageIdHeader, Instant now) {
        try {
            var message = Message.Builder.of();
            header(draft, messageIdHeader, now).forEach(message::addField);
            var html = draft.html();
            var text = draft.text();
            if (html != null && text != null) {
                message.setBody(MultipartBuilder.create("alternative")
                        .addBodyPart(part("plain", text))
                        .addBodyPart(part("html", html))
                        .build());
            } else {
                message.setBody(
                                lines(html != null ? html : text),
                                html != null ? "html" : "plain",
                                StandardCharsets.UTF_8)
                        .setContentTransferEncoding("quoted-printable");
            }
            var out = new ByteArrayOutputStream();
            new DefaultMessageWriter().writeMessage(message.build(), out);
            return CanonicalLines.of(out.toByteArray());
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing into memory", impossible);
        }
    }

    private static List<Field> header(Draft draft, String messageIdHeader, Instant now) {
        var header = new ArrayList<Field>();
        header.add(Fields.from(draft.from().field()));
        header.add(Fields.to(
                draft.to().stream().<Address>map(to -> to.named().field()).toList()));
        header.add(Fields.subject(draft.subject()));
        header.add(field("Date", DATE.format(now.atOffset(ZoneOffset.UTC))));
        header.add(field("Message-ID", "<" + messageIdHeader + ">"));
        draft.headers()
                .forEach((name, value) -> header.add(
                        name.equalsIgnoreCase("reply-to") ? replyTo(value) : field(name, encoded(name, value))));
        header.add(Fields.version("1.0"));
        return header;
    }

    private static Field replyTo(String value) {
        return Fields.replyTo(NamedAddress.parse(value).orElseThrow().field());
    }

    private static String encoded(String name, String value) {
        return EncoderUtil.encodeIfNecessary(value, EncoderUtil.Usage.TEXT_TOKEN, name.length() + 2);
    }

    private static Field field(String name, String value) {
        try {
            var folded = MimeUtil.fold(name + ": " + value, 0);
            return LenientFieldParser.parse(folded);
        } catch (MimeException impossible) {
            throw new IllegalStateException("the name of a header was checked", impossible);
        }
    }

    private static BodyPart part(String type, String text) throws IOException {
        return BodyPartBuilder.create()
                .setBody(lines(text), type, StandardCharsets.UTF_8)
                .setContentTransferEncoding("quoted-printable")
                .build();
    }

    /** Lines end with CR LF inside a mail, whatever the client uses; a last line end keeps the delimiter apart. */
    private static String lines(@Nullable String text) {
        return text == null
                ? ""
                : text.replace("\r\n", "\n").replace('\r', '\n').replace("\n", "\r\n");
    }
}
