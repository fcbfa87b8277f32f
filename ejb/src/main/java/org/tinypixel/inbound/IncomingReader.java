package org.tinypixel.inbound;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.james.mime4j.field.DateTimeFieldLenientImpl;
import org.apache.james.mime4j.stream.RawField;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.EmailAddress;

/**
 * Understands incoming messages (RFC 5322, 3464, 6522, 3834, 5965, 8098, and the forms from before them). Pure but for reading the stream; anything can be read, and what is
 * damaged is understood as far as it goes.
 *
 * <p>The order is the policy. What was asked of us by its address comes first; then what machines say with parts made for machines; then what only words say; and what is left from
 * a person is a reply.
 */
final class IncomingReader {
    /** What a kind needs besides what every message has. */
    private record Kind(
            IncomingKind kind,
            String because,
            List<Report> reports,
            @Nullable LocalDate returnsOn,
            boolean displayed,
            List<String> ids,
            List<EmailAddress> recipients) {
        static Kind of(IncomingKind kind, String because) {
            return new Kind(kind, because, List.of(), null, false, List.of(), List.of());
        }
    }

    private static final String UNSUBSCRIBE = "unsubscribe+";

    private static final Pattern OPT_OUT = Pattern.compile(
            "(?i)\\s*(?:unsubscribe|opt[- ]?out|abmelden|abbestellen|newsletter abbestellen|austragen|d(?:é|e)sabonner|se d(?:é|e)sabonner|d(?:é|e)sinscription)[.!]?\\s*");

    /** A person who asks for it in the subject writes little besides. */
    private static final int SHORT = 200;

    private static final Pattern NOBODY = Pattern.compile(
            "(?i)(?:no|do[-_.]?not|donot|dont|nicht|ne[-_.]?pas)[-_.]?(?:reply|respond|antworten|repondre)|^(?:mailer-daemon|notifications?|newsletter|bounces?|alerts?|automail(?:er)?)$");

    /** Mail that programs send through libraries; mail programs of people name themselves. */
    private static final Pattern PROGRAM = Pattern.compile(
            "(?i)\\b(?:curl|libcurl|phpmailer|php/|swift ?mailer|python|smtplib|nodemailer|javamail|perl|mime::lite|ruby|mailchimp|sendgrid|mailgun|mandrill|cron|wordpress)");

    private IncomingReader() {}

    /**
     * Reads one message.
     *
     * @param received when the mailbox took it; dates without a year are read beside it
     */
    static Incoming read(InputStream mime, Instant received) throws IOException {
        try (mime) {
            return understood(Letter.read(mime), received, 0);
        }
    }

    /** The whole message inside, where there is one. */
    private static Optional<Letter> inner(Letter letter) {
        return letter.parts().stream()
                .filter(part -> part.type().equals("message/rfc822"))
                .findFirst()
                .map(part -> Letter.read(part.raw()));
    }

    private static Incoming understood(Letter letter, Instant received, int depth) {
        var fields = letter.fields();
        var attached = Returned.attached(letter);
        var quoted =
                attached == null ? Returned.header(Returned.split(letter.text()).original()) : attached;
        var kind = kind(letter, attached == null ? Fields.none() : attached, received);
        if (depth == 0
                && kind.kind() == IncomingKind.BOUNCE
                && NoticeRule.isEmpty(new NoticeRule.Notice(kind.because(), kind.reports()))) {
            var inner = inner(letter);
            if (inner.isPresent()) {
                var read = understood(inner.get(), received, depth + 1);
                if (read.kind() == IncomingKind.BOUNCE) {
                    return read;
                }
            }
        }
        var machine = kind.kind() != IncomingKind.REPLY
                && kind.kind() != IncomingKind.OTHER
                && kind.kind() != IncomingKind.AUTO_REPLY;
        var original = machine && !quoted.isEmpty() ? Returned.original(quoted) : null;
        return new Incoming(
                kind.kind(),
                kind.because(),
                MessageIds.only(fields.first("Message-ID")),
                fields.addresses("From").stream()
                        .findFirst()
                        .or(() -> fields.addresses("Sender").stream().findFirst())
                        .orElse(null),
                to(fields),
                fields.readable("Subject"),
                date(fields.first("Date")),
                ids(fields, kind, original),
                with(original, kind),
                kind.reports(),
                kind.returnsOn(),
                kind.displayed());
    }

    private static Kind kind(Letter letter, Fields attached, Instant received) {
        var fields = letter.fields();
        var own = OwnWords.of(letter.text());
        if (to(fields).stream().anyMatch(address -> address.local().startsWith(UNSUBSCRIBE))) {
            // A server may also bounce to it what a program sent from it; that asks for nothing.
            var notice = NoticeRule.read(letter, attached);
            if (notice.isEmpty()) {
                return Kind.of(IncomingKind.UNSUBSCRIBE, "unsubscribe-address");
            }
        }
        var event = SesRule.read(letter);
        if (event.isPresent()) {
            var told = event.get();
            return new Kind(
                    told.kind(), "ses-notification", told.reports(), null, false, told.ids(), told.recipients());
        }
        var complaint = ComplaintRule.read(letter);
        if (complaint.isPresent()) {
            return new Kind(
                    IncomingKind.COMPLAINT,
                    complaint.get().because(),
                    List.of(),
                    null,
                    false,
                    List.of(),
                    complaint.get().recipients());
        }
        var receipt = ReceiptRule.read(letter);
        if (receipt.isPresent()) {
            var ids =
                    Optional.ofNullable(receipt.get().original()).map(List::of).orElse(List.of());
            return new Kind(
                    IncomingKind.READ_RECEIPT,
                    "disposition-notification",
                    List.of(),
                    null,
                    receipt.get().displayed(),
                    ids,
                    List.of());
        }
        var notice = NoticeRule.read(letter, attached);
        if (notice.isPresent()) {
            return new Kind(
                    notice.get().isFailure() ? IncomingKind.BOUNCE : IncomingKind.DELIVERY_REPORT,
                    notice.get().because(),
                    notice.get().reports(),
                    null,
                    false,
                    List.of(),
                    List.of());
        }
        var automatic = AutoReplyRule.because(letter, own);
        if (automatic.isPresent()) {
            var about = fields.readable("Subject") + "\n" + own;
            return new Kind(
                    IncomingKind.AUTO_REPLY,
                    automatic.get(),
                    List.of(),
                    ReturnDateRule.date(about, received.atZone(ZoneOffset.UTC).toLocalDate()),
                    false,
                    List.of(),
                    List.of());
        }
        return byPerson(letter, own);
    }

    private static Kind byPerson(Letter letter, String own) {
        var fields = letter.fields();
        var refers = fields.has("In-Reply-To") || fields.has("References");
        if (letter.parts().stream().anyMatch(IncomingReader::isCalendarAnswer)) {
            return Kind.of(IncomingKind.REPLY, "calendar-answer");
        }
        if (OPT_OUT.matcher(fields.readable("Subject")).matches() && own.length() <= SHORT) {
            return Kind.of(IncomingKind.UNSUBSCRIBE, "subject-words");
        }
        var list = fields.has("List-Id") || fields.has("List-Unsubscribe") || fields.has("Feedback-ID");
        var precedence = fields.word("Precedence");
        var bulk = precedence.equals("bulk") || precedence.equals("list") || precedence.equals("junk");
        if (refers) {
            var nobody = fields.addresses("From").stream()
                    .anyMatch(address -> NOBODY.matcher(address.local()).find());
            if (!list && (nobody || precedence.equals("bulk") || precedence.equals("junk"))) {
                return Kind.of(IncomingKind.AUTO_REPLY, nobody ? "no-reply" : "precedence");
            }
            return Kind.of(IncomingKind.REPLY, fields.has("In-Reply-To") ? "in-reply-to" : "references");
        }
        if (list || bulk) {
            return Kind.of(IncomingKind.OTHER, list ? "list" : "precedence");
        }
        if (fields.addresses("From").isEmpty()) {
            return Kind.of(IncomingKind.OTHER, "no-sender");
        }
        if (fields.addresses("From").stream()
                .anyMatch(address -> NOBODY.matcher(address.local()).find())) {
            return Kind.of(IncomingKind.OTHER, "no-reply");
        }
        if (PROGRAM.matcher(fields.get("X-Mailer") + " " + fields.get("User-Agent"))
                .find()) {
            return Kind.of(IncomingKind.OTHER, "program");
        }
        return Kind.of(IncomingKind.REPLY, "person");
    }

    /** A person accepted or declined an invitation (RFC 5546); the mail program wrote it, but the person chose. */
    private static boolean isCalendarAnswer(Letter.Part part) {
        if (!part.type().equals("text/calendar")) {
            return false;
        }
        var method = part.parameter("method");
        return "REPLY".equalsIgnoreCase(method)
                || (method == null && part.text().contains("METHOD:REPLY"));
    }

    private static List<EmailAddress> to(Fields fields) {
        var to = new LinkedHashSet<EmailAddress>();
        for (var name : List.of("To", "Cc", "Delivered-To", "X-Original-To")) {
            to.addAll(fields.addresses(name));
        }
        return List.copyOf(to);
    }

    private static List<String> ids(Fields fields, Kind kind, Incoming.@Nullable Original original) {
        var ids = new LinkedHashSet<String>();
        ids.addAll(MessageIds.in(fields.get("In-Reply-To")));
        ids.addAll(MessageIds.newestFirst(fields.get("References")));
        ids.addAll(kind.ids());
        ids.addAll(Returned.ids(original));
        return new ArrayList<>(ids);
    }

    /** What the report names beside what came back. */
    private static Incoming.@Nullable Original with(Incoming.@Nullable Original original, Kind kind) {
        if (kind.recipients().isEmpty() && kind.ids().isEmpty()) {
            return original;
        }
        var recipients = new LinkedHashSet<>(kind.recipients());
        if (original == null) {
            return new Incoming.Original(
                    kind.ids().stream().findFirst().orElse(null), null, null, List.copyOf(recipients), null);
        }
        recipients.addAll(original.recipients());
        return new Incoming.Original(
                original.messageId() == null ? kind.ids().stream().findFirst().orElse(null) : original.messageId(),
                original.copy(),
                original.sender(),
                List.copyOf(recipients),
                original.subject());
    }

    private static @Nullable Instant date(@Nullable String value) {
        if (value == null) {
            return null;
        }
        try {
            var date = DateTimeFieldLenientImpl.PARSER
                    .parse(new RawField("Date", value), null)
                    .getDate();
            return date == null ? null : date.toInstant();
        } catch (RuntimeException | Error unreadable) {
            return null;
        }
    }
}
