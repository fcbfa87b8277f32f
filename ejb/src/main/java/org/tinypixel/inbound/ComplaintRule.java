package org.tinypixel.inbound;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tinypixel.base.EmailAddress;

/** Recognizes complaints: feedback reports (RFC 5965, 6591), and those of providers that send a sentence and the mail. */
final class ComplaintRule {
    /**
     * A complaint.
     *
     * @param recipients who complained, as far as the report tells
     */
    record Complaint(String because, List<EmailAddress> recipients) {
        Complaint {
            recipients = List.copyOf(recipients);
        }
    }

    private static final Pattern SUBJECT = Pattern.compile(
            "(?i)\\s*(?:complaint about|(?:[\\w.-]+ ){0,3}(?:abuse|spam|feedback|fbl|complaint)(?: ?loop)? (?:report|complaint|notification)|e-?mail feedback report).*");

    /** What a mail program writes for a person who asked it to unsubscribe. */
    private static final Pattern ON_BEHALF =
            Pattern.compile("(?i).{0,80}sent this (?:e-?mail|message) to unsubscribe.*", Pattern.DOTALL);

    private ComplaintRule() {}

    static Optional<Complaint> read(Letter letter) {
        var report = letter.parts().stream()
                .filter(part -> part.type().equals("message/feedback-report"))
                .findFirst()
                .map(part -> Fields.read(part.text().strip()))
                .or(() -> inline(letter));
        if (report.isPresent()) {
            var type = report.get().word("Feedback-Type");
            if (type.equals("not-spam")) {
                // Somebody took it out of the spam folder.
                return Optional.empty();
            }
            var recipients = new ArrayList<EmailAddress>();
            for (var name : List.of("Original-Rcpt-To", "Removal-Recipient")) {
                recipients.addAll(report.get().addresses(name));
            }
            return Optional.of(new Complaint("feedback-" + (type.isEmpty() ? "report" : type), recipients));
        }
        if ("feedback-report".equalsIgnoreCase(letter.parameter("report-type"))) {
            return Optional.of(new Complaint("feedback-report", List.of()));
        }
        var subject = letter.fields().readable("Subject");
        if (SUBJECT.matcher(subject).matches() && letter.parts().stream().anyMatch(Returned::isOne)) {
            return Optional.of(new Complaint(
                    "complaint-words",
                    letter.parts().stream()
                            .filter(Returned::isOne)
                            .flatMap(part ->
                                    Fields.read(part.text().strip()).addresses("X-HmXmrOriginalRecipient").stream())
                            .toList()));
        }
        if (letter.fields().word("Auto-Submitted").startsWith("auto-")
                && ON_BEHALF.matcher(letter.text()).lookingAt()) {
            return Optional.of(
                    new Complaint("unsubscribe-by-program", letter.fields().addresses("From")));
        }
        return Optional.empty();
    }

    /** A report whose type got lost on the way. */
    private static Optional<Fields> inline(Letter letter) {
        if (!letter.type().startsWith("multipart/")) {
            return Optional.empty();
        }
        return letter.parts().stream()
                .filter(part ->
                        part.type().startsWith("text/plain") || part.type().startsWith("application/"))
                .filter(part -> part.raw().length() < 20_000)
                .map(Letter.Part::text)
                .map(String::strip)
                .filter(text -> text.regionMatches(true, 0, "Feedback-Type:", 0, 14))
                .map(Fields::read)
                .findFirst();
    }
}
