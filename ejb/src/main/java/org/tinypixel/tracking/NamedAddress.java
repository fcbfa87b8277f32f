package org.tinypixel.tracking;

import java.util.Optional;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.EmailAddress;

/**
 * An address with the name that stands before it (RFC 5322, section 3.4).
 *
 * @param name not encoded, not quoted; null where there is none
 */
record NamedAddress(EmailAddress address, @Nullable String name) {
    /** Reads {@code anna@example.com} or {@code Anna Example <anna@example.com>}; empty for anything else. */
    static Optional<NamedAddress> parse(String text) {
        if (hasControl(text)) {
            return Optional.empty();
        }
        var stripped = text.strip();
        var open = stripped.lastIndexOf('<');
        if (open < 0 || !stripped.endsWith(">")) {
            return EmailAddress.parse(stripped)
                    .filter(NamedAddress::isAscii)
                    .map(address -> new NamedAddress(address, null));
        }
        var name = unquoted(stripped.substring(0, open).strip());
        return EmailAddress.parse(stripped.substring(open + 1, stripped.length() - 1))
                .filter(NamedAddress::isAscii)
                .map(address -> new NamedAddress(address, name.isEmpty() ? null : name));
    }

    /** Mail servers that take other addresses are still rare (RFC 6531), so such an address is refused and not tried. */
    static boolean isAscii(EmailAddress address) {
        return address.value().chars().allMatch(c -> c < 128);
    }

    static boolean hasControl(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    /** For writing it into a header. */
    Mailbox field() {
        return new Mailbox(name, address.local(), address.domain());
    }

    private static String unquoted(String name) {
        return name.length() >= 2 && name.startsWith("\"") && name.endsWith("\"")
                ? name.substring(1, name.length() - 1)
                        .replaceAll("\\\\(.)", "$1")
                        .strip()
                : name;
    }
}
