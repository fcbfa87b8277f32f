package org.tinypixel.tracking;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.field.address.LenientAddressParser;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.EmailAddress;

/** A complete message as a client hands it in: what its header says, and the same message as it may leave. */
final class RawMail {
    private static final Pattern ID = Pattern.compile("<([^<>\\s]+)>");
    private static final Set<String> ADDRESSED = Set.of("to", "cc");
    private static final int LONGEST_SUBJECT = 998;

    private final byte[] message;
    private final MimeHeader header;

    /** Any line ends; {@link #outgoing} has the right ones. */
    RawMail(byte[] message) {
        this.message = CanonicalLines.of(message);
        this.header = MimeHeader.read(this.message, 0, this.message.length);
    }

    /** In bytes. */
    int length() {
        return message.length;
    }

    /** Whether the header is longer than any that is read. */
    boolean hasEndlessHeader() {
        return header.isEndless();
    }

    /** Whether the header holds a byte that no header may hold. */
    boolean hasNul() {
        for (var i = 0; i < header.end(); i++) {
            if (message[i] == 0) {
                return true;
            }
        }
        return false;
    }

    /** Whoever is said to have sent it for its author; usually nobody (RFC 5322, section 3.6.2). */
    List<NamedAddress> sender() {
        return mailboxes("sender");
    }

    /** All authors; a mail should have one. */
    List<NamedAddress> from() {
        return mailboxes("from");
    }

    /** Everybody in {@code To}, {@code Cc} and {@code Bcc}, each address once. */
    List<Draft.Recipient> recipients() {
        var found = new ArrayList<Draft.Recipient>();
        for (var field : List.of("to", "cc", "bcc")) {
            for (var mailbox : mailboxes(field)) {
                if (found.stream().noneMatch(known -> known.address().equals(mailbox.address()))) {
                    found.add(new Draft.Recipient(mailbox.address(), mailbox.name(), null, null));
                }
            }
        }
        return found;
    }

    String subject() {
        var text = decoded(header.first("subject").orElse(""))
                .codePoints()
                .filter(point -> !Character.isISOControl(point))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return text.length() <= LONGEST_SUBJECT ? text : text.substring(0, LONGEST_SUBJECT);
    }

    /** Without angle brackets; empty where the message has none that can be used. */
    Optional<String> messageIdHeader() {
        return header.first("message-id").map(RawMail::ids).stream()
                .flatMap(List::stream)
                .filter(id -> id.length() <= LONGEST_SUBJECT)
                .findFirst();
    }

    /** The mails that it answers, oldest first, without angle brackets. */
    List<String> references() {
        var ids = new ArrayList<>(ids(header.first("references").orElse("")));
        ids(header.first("in-reply-to").orElse("")).stream()
                .filter(id -> !ids.contains(id))
                .forEach(ids::add);
        // The oldest can be spared: a thread hangs on its newest.
        return ids.size() <= 100 ? ids : List.copyOf(ids.subList(ids.size() - 100, ids.size()));
    }

    /** What the header asks of us. */
    Switches switches() {
        return SwitchRule.read(header.fields().stream()
                .filter(field -> SwitchRule.isSwitch(field.name()))
                .map(field -> new SwitchRule.Field(field.name(), decoded(field.value())))
                .toList());
    }

    /**
     * The message without {@code Bcc} and without fields that are meant for us, with a date and an id where it had none; every other byte stays.
     *
     * @param hidden addresses that are taken out of {@code To} and {@code Cc}
     */
    ReadContent outgoing(String messageIdHeader, Instant now, Set<EmailAddress> hidden) {
        var out = new ByteArrayOutputStream(header.end() + 256);
        var end = 0;
        for (var field : header.fields()) {
            if (!hidden.isEmpty() && ADDRESSED.contains(field.name())) {
                out.writeBytes(without(field, hidden));
            } else if (!isDropped(field.name())) {
                out.write(message, field.from(), field.to() - field.from());
            }
            end = field.to();
        }
        if (end > 0 && message[end - 1] != '\n') {
            // A header that ends in the middle of its last line.
            write(out, "");
        }
        if (header.first("date").isEmpty()) {
            write(out, "Date: " + ComposedMail.DATE.format(now.atOffset(ZoneOffset.UTC)));
        }
        if (header.first("message-id").isEmpty()) {
            write(out, "Message-ID: <" + messageIdHeader + ">");
        }
        if (header.end() == end) {
            // A header without a body and without the empty line behind it.
            write(out, "");
        }
        return ReadContent.of(out.toByteArray(), message, end);
    }

    static List<String> ids(String text) {
        var ids = new ArrayList<String>();
        var found = ID.matcher(text);
        while (found.find()) {
            ids.add(found.group(1));
        }
        return ids;
    }

    private static boolean isDropped(String name) {
        return name.equals("bcc") || name.equals("resent-bcc") || SwitchRule.isSwitch(name);
    }

    /** The field without the hidden addresses; nothing where nobody else stands in it. */
    private byte[] without(MimeHeader.Field field, Set<EmailAddress> hidden) {
        var text = new String(message, field.from(), field.to() - field.from(), StandardCharsets.ISO_8859_1);
        var value = text.indexOf(':') + 1;
        var lineEnd = text.endsWith("\r\n") ? text.length() - 2 : text.length();
        var list = AddressList.without(
                text.substring(value, lineEnd),
                part -> mailboxesIn(part).stream().anyMatch(mailbox -> hidden.contains(mailbox.address())));
        return list.isEmpty()
                ? new byte[0]
                : (text.substring(0, value) + list + text.substring(lineEnd)).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void write(ByteArrayOutputStream out, String line) {
        out.writeBytes((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private List<NamedAddress> mailboxes(String field) {
        var found = new ArrayList<NamedAddress>();
        for (var value : header.all(field)) {
            found.addAll(mailboxesIn(value));
        }
        return found;
    }

    private static List<NamedAddress> mailboxesIn(String list) {
        var found = new ArrayList<NamedAddress>();
        for (Mailbox mailbox :
                LenientAddressParser.DEFAULT.parseAddressList(unicode(list)).flatten()) {
            EmailAddress.parse(String.valueOf(mailbox.getAddress()))
                    .map(address -> new NamedAddress(address, name(mailbox)))
                    .ifPresent(found::add);
        }
        return found;
    }

    private static @Nullable String name(Mailbox mailbox) {
        var name = mailbox.getName() == null ? "" : decoded(mailbox.getName()).strip();
        return name.isEmpty() || NamedAddress.hasControl(name) ? null : name;
    }

    private static String decoded(String value) {
        return DecoderUtil.decodeEncodedWords(unicode(value), DecodeMonitor.SILENT);
    }

    /** Headers hold UTF-8 today (RFC 6532), and were read one char a byte. */
    private static String unicode(String value) {
        if (value.chars().anyMatch(c -> c > 255)) {
            return value;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException other) {
            return value;
        }
    }
}
