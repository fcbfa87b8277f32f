package org.tinypixel.classify;

import org.jspecify.annotations.Nullable;

/**
 * The network that a hit came from.
 *
 * @param group tells networks apart that may be of different people; the same for all addresses of one provider's proxy
 * @param country ISO 3166-1 alpha-2 of the address, null where unknown
 */
record Network(NetworkClass type, String group, @Nullable String country) {
    static final Network NONE = new Network(NetworkClass.UNKNOWN, "", null);
}
