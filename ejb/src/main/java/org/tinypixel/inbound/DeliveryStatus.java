package org.tinypixel.inbound;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.EmailAddress;

/** The groups of a delivery status (RFC 3464, section 2), also where they stand in plain text or have lost their blank lines. */
final class DeliveryStatus {
    private static final Set<String> OF_RECIPIENT = Set.of(
            "original-recipient",
            "final-recipient",
            "action",
            "status",
            "remote-mta",
            "diagnostic-code",
            "last-attempt-date",
            "final-log-id",
            "will-retry-until",
            "x-actual-recipient");

    /** How Cisco's gateways wrap what the server said: their own guess before it, in words that are no one's. */
    private static final Pattern QUOTED =
            Pattern.compile("[45]\\.\\d\\.\\d - [^'\\n]{1,80}? ([45]\\d\\d)-'(.{1,1500})'");

    private static final int MOST = 200;

    private DeliveryStatus() {}

    /** One for each recipient. */
    static List<Fields> recipients(String text) {
        var groups = new ArrayList<Fields>();
        var seen = new ArrayList<String>();
        var block = new StringBuilder();
        for (var line : Lines.of(text)) {
            var name = Fields.name(line);
            if (name == null) {
                if (line.isBlank()) {
                    // A blank line ends a group, unless it has not begun.
                    flush(groups, seen, block);
                } else if (!seen.isEmpty()) {
                    // Folded, or broken by a program that forgot to indent.
                    block.append(' ').append(line.strip()).append('\n');
                }
                continue;
            }
            var key = name.strip().toLowerCase(Locale.ROOT);
            if (!OF_RECIPIENT.contains(key)) {
                if (!seen.isEmpty()) {
                    block.append(line).append('\n');
                }
                continue;
            }
            if (seen.contains(key) && (key.equals("final-recipient") || key.equals("action") || key.equals("status"))) {
                flush(groups, seen, block);
            }
            seen.add(key);
            block.append(line).append('\n');
            if (groups.size() >= MOST) {
                break;
            }
        }
        flush(groups, seen, block);
        return groups;
    }

    private static void flush(List<Fields> groups, List<String> seen, StringBuilder block) {
        var whole = seen.contains("action") || (seen.contains("status") && seen.contains("final-recipient"));
        var named = seen.contains("final-recipient")
                || seen.contains("original-recipient")
                || seen.contains("status")
                || seen.contains("diagnostic-code");
        if (whole && named) {
            groups.add(Fields.read(block.toString()));
        }
        seen.clear();
        block.setLength(0);
    }

    /** As the mail was addressed, else where it went last. */
    static @Nullable EmailAddress recipient(Fields group) {
        for (var name : List.of("Original-Recipient", "Final-Recipient", "X-Actual-Recipient")) {
            var value = group.get(name);
            var found = Addresses.in(value.substring(value.indexOf(';') + 1));
            if (!found.isEmpty()) {
                return found.get(0);
            }
        }
        return null;
    }

    static Report.Action action(Fields group) {
        return switch (group.word("Action")) {
            case "delayed" -> Report.Action.DELAYED;
            case "delivered", "deliverable" -> Report.Action.DELIVERED;
            case "relayed" -> Report.Action.RELAYED;
            case "expanded" -> Report.Action.EXPANDED;
            default -> group.get("Status").startsWith("2.") ? Report.Action.DELIVERED : Report.Action.FAILED;
        };
    }

    /** The words behind the type of a diagnostic code. */
    static String said(Fields group) {
        var value = Fields.decoded(group.get("Diagnostic-Code"));
        var type = value.indexOf(';');
        var said = type >= 0 && type < 20 ? value.substring(type + 1).strip() : value;
        var quoted = QUOTED.matcher(said);
        return quoted.lookingAt() ? quoted.group(1) + " " + quoted.group(2) : said;
    }

    /**
     * Whether the answer is a template that the recipient's side chose in a rule, after it had taken the whole mail: then it proves nothing of the address. Receiving rules of Amazon
     * SES answer so, always in the name of an {@code inbound-smtp} host.
     */
    static boolean isTemplate(String text) {
        return Fields.read(text.strip()).get("Reporting-MTA").contains("inbound-smtp.");
    }

    /** Whether a program of the reporting system failed, no mail server (RFC 3464 leaves the types open; {@code x-unix} is of Sendmail and Postfix). */
    static boolean isProgram(Fields group) {
        return group.get("Diagnostic-Code").toLowerCase(Locale.ROOT).startsWith("x-unix");
    }
}
