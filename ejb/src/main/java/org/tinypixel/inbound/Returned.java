package org.tinypixel.inbound;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The mail that came back inside of another: as a part of its own, or in the text behind a line that says so. */
final class Returned {
    private static final Set<String> TYPES = Set.of(
            "message/rfc822",
            "message/global",
            "text/rfc822-headers",
            "text/rfc822-header",
            "message/rfc822-headers",
            "message/global-headers",
            "message/partial");

    /** Lines behind which a notice quotes the mail. */
    private static final Pattern BEGINS = Pattern.compile(
            "(?i)(?:[>#\\s]*+[-=*_]{2,}+.{0,40}?(?:original|returned|unsent|undelivered|bounced|copy of (?:the|your)|message (?:header|body|text|copy|content)|headers? of).{0,60}+"
                    + "|[-=*_>#\\s]*+(?:(?:(?:your |the )?(?:original|undelivered|returned|rejected|bounced) (?:message|e-?mail|mail|header)s?(?: header| info)?s?(?: is| are)? ?(?:follows?|below|included|attached|headers|:|-{2,}).{0,40})"
                    + "|(?:message headers? follows?.{0,20})"
                    + "|(?:(?:below|included|enclosed|attached|here|this|following) (?:this line )?is (?:a |the )?(?:full |complete )?(?:copy|header|text|content)s? of (?:the |your )?.{0,60})"
                    + "|(?:original message headers?:?.{0,10})|(?:bounced e-?mail:)"
                    + "|(?:urspr(?:ü|ue)ngliche (?:nachricht|kopf).{0,40})|(?:en-t(?:ê|e)tes (?:de|du) message.{0,40})|(?:encabezados .{0,20}mensaje original.{0,10})|(?:元のメッセージ.{0,20})"
                    + "))\\s*+");

    private static final Pattern NOT_YET = Pattern.compile(
            "(?i)transcript|session|addresses|failure|recipients?\\b|delivery (?:status|report)|received (?:at|on|from)");

    private static final Pattern TRACE = Pattern.compile(
            "(?:Received|Return-[Pp]ath|DKIM-Signature|ARC-Seal|Delivered-To|X-Received|MIME-Version|Mime-Version): ?\\S.*");

    private static final int LONGEST_HEADER = 200_000;

    /** @param notice what stands before it */
    record Split(String notice, String original) {}

    private Returned() {}

    static boolean isOne(Letter.Part part) {
        return TYPES.contains(part.type());
    }

    /** Its header, where it is a part; null where there is none. */
    static @Nullable Fields attached(Letter letter) {
        return letter.parts().stream()
                .filter(Returned::isOne)
                .map(part -> header(part.text()))
                .filter(fields -> !fields.isEmpty())
                .findFirst()
                .orElse(null);
    }

    /** Parts a notice's text from the mail that it quotes; without one, all of it is notice. */
    static Split split(String text) {
        var at = 0;
        while (at < Math.min(text.length(), LONGEST_HEADER)) {
            var end = text.indexOf('\n', at);
            end = end < 0 ? text.length() : end;
            var line = text.substring(at, Math.min(end, at + 200));
            if (TRACE.matcher(line).matches()) {
                return new Split(text.substring(0, at), text.substring(at));
            }
            if (line.length() > 10
                    && BEGINS.matcher(line).matches()
                    && !NOT_YET.matcher(line).find()) {
                return new Split(text.substring(0, at), text.substring(Math.min(text.length(), end + 1)));
            }
            at = end + 1;
        }
        return new Split(text, "");
    }

    /** The header of what is left of a mail: lines before it, and a mailbox file's {@code From} line, are passed over. */
    static Fields header(String original) {
        var text = original.length() > LONGEST_HEADER ? original.substring(0, LONGEST_HEADER) : original;
        var block = new StringBuilder();
        var known = false;
        for (var line : Lines.of(text)) {
            var shown = line.startsWith("> ") ? line.substring(2) : line;
            if (shown.isBlank()) {
                if (known) {
                    break;
                }
                block.setLength(0);
                continue;
            }
            var name = Fields.name(shown);
            known |= name != null
                    && Stream.of("received", "from", "to", "subject", "message-id", "date", "return-path")
                            .anyMatch(name.strip()::equalsIgnoreCase);
            block.append(shown).append('\n');
        }
        return known ? Fields.read(block.toString()) : Fields.none();
    }

    /** What the header tells of it. */
    static Incoming.Original original(Fields fields) {
        var sender = fields.addresses("From").stream()
                .findFirst()
                .or(() -> fields.addresses("Return-Path").stream().findFirst());
        return new Incoming.Original(
                MessageIds.only(fields.first("Message-ID")),
                empty(fields.get("X-Tinypixel-Id")),
                sender.orElse(null),
                Stream.of("To", "Cc")
                        .flatMap(name -> fields.addresses(name).stream())
                        .distinct()
                        .toList(),
                empty(fields.readable("Subject")));
    }

    static @Nullable String empty(String text) {
        return text.isBlank() ? null : text.strip();
    }

    static List<String> ids(Incoming.@Nullable Original original) {
        return original == null || original.messageId() == null ? List.of() : List.of(original.messageId());
    }
}
