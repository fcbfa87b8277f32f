package org.tinypixel.classify;

import org.jspecify.annotations.Nullable;

/** Names the network of an address. The same address gives the same answer as long as the program runs. */
interface NetworkLookup {
    /**
     * Names it.
     *
     * @param address IPv4 or IPv6 as text; anything else, and null, is {@link Network#NONE}
     */
    Network of(@Nullable String address);
}
