package org.tinypixel.inbound;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Recognizes read receipts (RFC 8098). */
final class ReceiptRule {
    /**
     * A receipt.
     *
     * @param displayed a person had it displayed; one that a program sent by itself, or that tells of deleting, says nothing of that
     * @param original the id of the mail that it tells of, null where it does not name it
     */
    record Receipt(boolean displayed, @Nullable String original) {}

    private ReceiptRule() {}

    static Optional<Receipt> read(Letter letter) {
        var fields = letter.parts().stream()
                .filter(part -> part.type().equals("message/disposition-notification")
                        || part.type().equals("message/global-disposition-notification"))
                .findFirst()
                .map(part -> Fields.read(part.text().strip()));
        if (fields.isEmpty()) {
            return "disposition-notification".equalsIgnoreCase(letter.parameter("report-type"))
                    ? Optional.of(new Receipt(false, null))
                    : Optional.empty();
        }
        var disposition = fields.get().get("Disposition").toLowerCase(Locale.ROOT);
        var type = disposition.substring(disposition.indexOf(';') + 1).strip();
        return Optional.of(new Receipt(
                disposition.startsWith("manual-action") && type.startsWith("displayed"),
                MessageIds.only(fields.get().first("Original-Message-ID"))));
    }
}
