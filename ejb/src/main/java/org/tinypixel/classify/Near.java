package org.tinypixel.classify;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import org.jspecify.annotations.Nullable;

/** Compares addresses as far as they are kept: IPv4 by their first 24 bits, IPv6 by their first 48. */
final class Near {
    private static final int KEPT_V4 = 24;
    private static final int KEPT_V6 = 48;

    private Near() {}

    static boolean isSame(@Nullable String one, @Nullable String other) {
        return one != null && other != null && block(one).equals(block(other));
    }

    private static String block(String text) {
        var address = new IPAddressString(text).getAddress();
        return address == null ? text : block(address);
    }

    private static String block(IPAddress address) {
        var bits = address.isIPv4() ? KEPT_V4 : KEPT_V6;
        return address.getLower().withoutPrefixLength().toPrefixBlock(bits).toCanonicalString();
    }
}
