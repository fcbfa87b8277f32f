package org.tinypixel.hits;

import inet.ipaddr.IPAddressString;
import org.jspecify.annotations.Nullable;

/** What stays of an address when its time is over: the network it lies in, which names country and provider and nobody in particular. */
final class AddressRule {
    private static final int KEPT_V4 = 24;
    private static final int KEPT_V6 = 48;
    private static final int HOUSEHOLD_V6 = 64;

    private AddressRule() {}

    /** The network of an address that is whole or shortened already; null where the text is none. */
    static @Nullable String network(String text) {
        var address = new IPAddressString(text).getAddress();
        return address == null || address.isMultiple() ? (address == null ? null : text) : shortened(text);
    }

    /** What one line or machine has: an IPv4 address, or the first 64 bits of an IPv6 address; null where the text is no whole address. */
    static @Nullable String household(String text) {
        var address = new IPAddressString(text).getAddress();
        if (address == null || address.isMultiple()) {
            return null;
        }
        return address.isIPv4()
                ? address.toCanonicalString()
                : address.toPrefixBlock(HOUSEHOLD_V6).toCanonicalString();
    }

    /** Such as {@code 203.0.113.0/24} or {@code 2001:db8:1::/48}; null where the text is no address. */
    static @Nullable String shortened(String text) {
        var address = new IPAddressString(text).getAddress();
        if (address == null || address.isMultiple()) {
            return null;
        }
        return address.toPrefixBlock(address.isIPv4() ? KEPT_V4 : KEPT_V6).toCanonicalString();
    }
}
