package org.tinypixel.access;

import org.jspecify.annotations.Nullable;

/**
 * Where a person signs in from.
 *
 * @param address IPv4 or IPv6 text, after trusted proxies
 * @param userAgent at most 512 characters
 */
public record Client(@Nullable String address, @Nullable String userAgent) {
    private static final int LONGEST = 512;

    public Client {
        userAgent = userAgent == null || userAgent.length() <= LONGEST ? userAgent : userAgent.substring(0, LONGEST);
    }
}
