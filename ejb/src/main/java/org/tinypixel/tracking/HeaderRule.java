package org.tinypixel.tracking;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which header fields a client may add, and what may stand in them. What is wrong is refused, never cleaned: a cleaned line break is still an attack. */
final class HeaderRule {
    private static final Pattern NAME = Pattern.compile("[!-9;-~]{1,76}");
    private static final Pattern IDS = Pattern.compile("(?:<[!-;=?-~]+>\\s*)+");
    private static final Set<String> OURS = Set.of(
            "from",
            "sender",
            "to",
            "cc",
            "bcc",
            "subject",
            "date",
            "message-id",
            "mime-version",
            "return-path",
            "received",
            "delivered-to",
            "authentication-results",
            "dkim-signature",
            "domainkey-signature");
    private static final Set<String> OURS_BY_START = Set.of("content-", "resent-", "arc-", "received-", "x-tinypixel-");
    private static final int LONGEST = 8000;
    private static final int LONGEST_WORD = 900;

    private HeaderRule() {}

    /** What is wrong with a field, as a sentence; empty where it can be sent as it is. */
    static Optional<String> refuse(String name, String value) {
        var lower = name.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches()) {
            return Optional.of("The name of a header has 1 to 76 printable ASCII characters and no colon.");
        }
        if (OURS.contains(lower) || OURS_BY_START.stream().anyMatch(lower::startsWith)) {
            return Optional.of(
                    "The header " + name + " is set by Tinypixel; use the other fields of the request for it.");
        }
        if (NamedAddress.hasControl(value)) {
            return Optional.of("The header " + name + " must not hold line breaks or other control characters.");
        }
        if (value.length() > LONGEST || hasLongWord(value) || !hasWholeCharacters(value)) {
            return Optional.of("The header " + name + " is too long or damaged.");
        }
        if ((lower.equals("in-reply-to") || lower.equals("references"))
                && !IDS.matcher(value.strip()).matches()) {
            return Optional.of(
                    "The header " + name + " holds Message-IDs in angle brackets, such as <abc@example.com>.");
        }
        if (lower.equals("reply-to") && NamedAddress.parse(value).isEmpty()) {
            return Optional.of("The header Reply-To holds one address, such as Anna <anna@example.com>.");
        }
        return Optional.empty();
    }

    /** Half a surrogate pair is no character, and no character set can carry it. */
    static boolean hasWholeCharacters(String text) {
        return text.codePoints()
                .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    private static boolean hasLongWord(String value) {
        for (var word : value.split(" ", -1)) {
            if (word.length() > LONGEST_WORD) {
                return true;
            }
        }
        return false;
    }
}
