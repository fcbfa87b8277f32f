package org.tinypixel.mail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Header;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.dom.field.ContentTypeField;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.util.MimeUtil;
import org.jspecify.annotations.Nullable;

/** Reads a MIME message for people: which text is shown, what is attached. Anything can be read; what is damaged is shown as far as it goes. */
final class MimeReader {
    /**
     * What is in a message.
     *
     * @param html the HTML to show, null where there is none
     * @param text the plain text, empty where there is none
     * @param inline pictures that the HTML names by Content-ID (without angle brackets)
     */
    record Content(
            List<CapturedMail.Header> headers,
            @Nullable String html,
            String text,
            Map<String, Inline> inline,
            List<CapturedMail.Attachment> attachments) {
        Content {
            headers = List.copyOf(headers);
            inline = Map.copyOf(inline);
            attachments = List.copyOf(attachments);
        }
    }

    /** A picture inside the message. */
    record Inline(String type, byte[] bytes) {}

    private @Nullable String html;
    private final StringBuilder text = new StringBuilder();
    private final Map<String, Inline> inline = new HashMap<>();
    private final List<CapturedMail.Attachment> attachments = new ArrayList<>();

    private MimeReader() {}

    static Content read(byte[] mime) {
        var message = parse(mime);
        var reader = new MimeReader();
        try {
            reader.visit(message);
        } catch (IOException damaged) {
            throw new IllegalStateException("a message in memory can be read", damaged);
        }
        return new Content(headers(message), reader.html, reader.text.toString(), reader.inline, reader.attachments);
    }

    /** The subject as people read it; empty where there is none. */
    static String subject(byte[] mime) {
        return headers(parse(mime)).stream()
                .filter(header -> header.name().equalsIgnoreCase("Subject"))
                .map(CapturedMail.Header::value)
                .findFirst()
                .orElse("");
    }

    private static Message parse(byte[] mime) {
        var builder = new DefaultMessageBuilder();
        // Lengths and depths are ours to limit; a header that a strict parser refuses is still shown.
        builder.setMimeEntityConfig(MimeConfig.custom()
                .setMaxLineLen(-1)
                .setMaxHeaderLen(-1)
                .setMaxHeaderCount(-1)
                .setMalformedHeaderStartsBody(false)
                .build());
        builder.setDecodeMonitor(DecodeMonitor.SILENT);
        try {
            return builder.parseMessage(new ByteArrayInputStream(mime));
        } catch (IOException damaged) {
            throw new IllegalStateException("a message in memory can be read", damaged);
        }
    }

    private static List<CapturedMail.Header> headers(Message message) {
        Header header = message.getHeader();
        return header == null
                ? List.of()
                : header.getFields().stream()
                        .map(field -> new CapturedMail.Header(field.getName(), readable(field.getBody())))
                        .toList();
    }

    private static String readable(@Nullable String body) {
        return body == null
                ? ""
                : DecoderUtil.decodeEncodedWords(MimeUtil.unfold(body), DecodeMonitor.SILENT)
                        .strip();
    }

    private void visit(Entity entity) throws IOException {
        if (entity.getBody() instanceof Multipart parts) {
            for (var part : parts.getBodyParts()) {
                visit(part);
            }
            return;
        }
        if (!(entity.getBody() instanceof SingleBody body)) {
            // A whole message inside: shown as an attachment, never as part of this one.
            attachments.add(new CapturedMail.Attachment(name(entity, "message.eml"), type(entity), 0));
            return;
        }
        var bytes = bytes(body);
        var type = type(entity);
        var named = entity.getFilename() != null || "attachment".equalsIgnoreCase(entity.getDispositionType());
        if (!named && type.equals("text/html") && html == null) {
            html = decode(bytes, entity.getCharset());
        } else if (!named && type.equals("text/plain")) {
            text.append(text.isEmpty() ? "" : "\n").append(decode(bytes, entity.getCharset()));
        } else {
            var id = contentId(entity);
            if (id != null && type.startsWith("image/")) {
                inline.put(id, new Inline(type, bytes));
            }
            attachments.add(new CapturedMail.Attachment(name(entity, "unnamed"), type, bytes.length));
        }
    }

    private static @Nullable String contentId(Entity entity) {
        var field = entity.getHeader() == null ? null : entity.getHeader().getField("Content-ID");
        return field == null ? null : field.getBody().strip().replaceAll("^<|>$", "");
    }

    /** Older programs name a part only in its type. */
    private static String name(Entity entity, String otherwise) {
        if (entity.getFilename() != null) {
            return readable(entity.getFilename());
        }
        var field = entity.getHeader() == null ? null : entity.getHeader().getField("Content-Type");
        var name = field instanceof ContentTypeField type ? type.getParameter("name") : null;
        return name == null ? otherwise : readable(name);
    }

    private static String type(Entity entity) {
        return entity.getMimeType() == null
                ? "application/octet-stream"
                : entity.getMimeType().toLowerCase(Locale.ROOT);
    }

    private static byte[] bytes(SingleBody body) throws IOException {
        var bytes = new ByteArrayOutputStream();
        body.writeTo(bytes);
        return bytes.toByteArray();
    }

    /** With a missing or wrong charset most mails are UTF-8, and what is not is nearly always Windows-1252. */
    static String decode(byte[] bytes, @Nullable String charset) {
        if (charset != null && !charset.equalsIgnoreCase("us-ascii")) {
            try {
                return new String(bytes, Charset.forName(charset));
            } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
                // Falls through to the guess below.
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException other) {
            return new String(bytes, Charset.forName("windows-1252"));
        }
    }
}
