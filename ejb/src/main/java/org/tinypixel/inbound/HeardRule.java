package org.tinypixel.inbound;

import org.jspecify.annotations.Nullable;
import org.tinypixel.mail.Reason;

/** What follows from an incoming message for one copy. Pure. */
final class HeardRule {
    private HeardRule() {}

    static Heard.What what(Incoming incoming, Match match) {
        return switch (incoming.kind()) {
            case REPLY -> match.other() ? Heard.What.OTHER_REPLY : Heard.What.REPLY;
            case AUTO_REPLY -> Heard.What.AUTO_REPLY;
            case COMPLAINT -> Heard.What.COMPLAINT;
            case UNSUBSCRIBE -> Heard.What.UNSUBSCRIBE;
            case READ_RECEIPT -> incoming.displayed() ? Heard.What.DISPLAYED : Heard.What.DELIVERED;
            case BOUNCE, DELIVERY_REPORT, OTHER -> ofReport(match.report());
        };
    }

    /** A notice whose report cannot be read says at least that something did not go on; nothing is concluded from it. */
    private static Heard.What ofReport(@Nullable Report report) {
        if (report == null) {
            return Heard.What.NOTICE;
        }
        return switch (report.action()) {
            case FAILED -> report.hard() ? Heard.What.BOUNCED_HARD : Heard.What.BOUNCED_SOFT;
            case DELAYED -> Heard.What.DELAYED;
            case DELIVERED -> Heard.What.DELIVERED;
            case RELAYED, EXPANDED -> Heard.What.NOTICE;
        };
    }

    /** The sentence that people read. */
    static String because(Incoming incoming, Match match) {
        var sure = match.guessed() ? " It names no mail; the addresses fit." : "";
        return switch (what(incoming, match)) {
            case REPLY -> "A reply arrived." + sure;
            case OTHER_REPLY -> "Somebody who was no recipient replied.";
            case AUTO_REPLY ->
                incoming.returnsOn() == null
                        ? "An automatic reply arrived." + sure
                        : "An automatic reply arrived: back on " + incoming.returnsOn() + "." + sure;
            case DELIVERED ->
                incoming.kind() == IncomingKind.READ_RECEIPT
                        ? "The mail program says that the mail was deleted without being displayed."
                        : "The mail server says that the mail was delivered." + said(match);
            case NOTICE ->
                match.report() == null
                        ? "A mail server sent a notice about the mail that cannot be read: look into the mailbox."
                        : "The mail went on to a server that sends no further notice." + said(match);
            case DELAYED, BOUNCED_HARD, BOUNCED_SOFT -> failure(match) + said(match) + sure;
            case DISPLAYED -> "A read receipt arrived: the mail was displayed.";
            case COMPLAINT -> "The recipient called the mail spam.";
            case UNSUBSCRIBE -> "The recipient asked by mail for no more mail.";
        };
    }

    private static String failure(Match match) {
        var report = match.report();
        return report == null ? Reason.OTHER.sentence() : report.reason().sentence();
    }

    private static String said(Match match) {
        var report = match.report();
        return report == null || report.text().isBlank()
                ? ""
                : " The mail server said: "
                        + report.text().replaceAll("\\s+", " ").strip();
    }
}
