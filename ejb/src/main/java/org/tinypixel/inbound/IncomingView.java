package org.tinypixel.inbound;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tinypixel.engagement.CopyState;
import org.tinypixel.mail.Reason;

/**
 * What came back to one copy, as screens show it.
 *
 * @param because why it is taken for this kind: a stable key
 * @param sentence what it says, for people
 * @param mailbox the id of the mailbox in which it was found
 * @param from who wrote it, where that is a recipient of ours or answered our mail
 * @param message the id of our mail
 * @param subject of our mail; null where it is no longer stored
 * @param hard the address itself is dead
 * @param text the server's own words
 */
public record IncomingView(
        String id,
        Instant at,
        IncomingKind kind,
        String because,
        String sentence,
        String mailbox,
        @Nullable String from,
        String copy,
        String message,
        @Nullable String subject,
        String recipient,
        boolean hard,
        @Nullable String status,
        @Nullable Integer reply,
        @Nullable String text,
        @Nullable LocalDate returnsOn) {
    static IncomingView of(IncomingRow row, @Nullable CopyState copy) {
        return new IncomingView(
                row.id,
                row.receivedAt,
                row.kind,
                row.because,
                sentence(row),
                row.mailbox,
                row.from,
                row.copy,
                row.message,
                copy == null ? null : copy.subject(),
                row.recipient,
                row.hard,
                row.status,
                row.reply,
                row.text,
                row.returnsOn);
    }

    private static String sentence(IncomingRow row) {
        var sure = row.guessed ? " It names no mail; the addresses fit." : "";
        return switch (row.kind) {
            case REPLY -> (row.other ? "Somebody who was no recipient replied." : row.recipient + " replied.") + sure;
            case AUTO_REPLY ->
                "An automatic reply of " + row.recipient
                        + (row.returnsOn == null ? "." : ": back on " + row.returnsOn + ".") + sure;
            case BOUNCE, DELIVERY_REPORT -> notice(row) + sure;
            case COMPLAINT -> row.recipient + " called the mail spam; no more mail goes there.";
            case UNSUBSCRIBE -> row.recipient + " asked for no more mail.";
            case READ_RECEIPT -> "The mail program of " + row.recipient + " sent a read receipt.";
            case OTHER -> "Something came back.";
        };
    }

    private static String notice(IncomingRow row) {
        if (row.action == null) {
            return "A notice about the mail to " + row.recipient + ".";
        }
        var reason = row.reason == null ? Reason.OTHER : row.reason;
        return switch (row.action) {
            case FAILED -> "Not delivered to " + row.recipient + ": " + lower(reason.sentence());
            case DELAYED -> "Not yet delivered to " + row.recipient + ": " + lower(reason.sentence());
            case DELIVERED -> "Delivered to " + row.recipient + ".";
            case RELAYED, EXPANDED -> "The mail to " + row.recipient + " went on to another server.";
        };
    }

    private static String lower(String sentence) {
        return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }
}
