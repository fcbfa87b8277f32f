package org.tinypixel.hits;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.HitId;

/**
 * A hit beside others of the same network.
 *
 * @param network of its address, such as {@code 203.0.113.0/24}
 * @param address whole for a day, then only its network
 * @param crowd what is noted of it so far, see {@link HitNotes#CROWD}; 0 where nothing is
 * @param sameSecond see {@link HitNotes#SECOND}; 0 where nothing is
 */
public record Neighbor(
        HitId hit, CopyId copy, String network, @Nullable String address, Instant at, int crowd, int sameSecond) {
    /** One machine or household: the IPv4 address, the first 64 bits of an IPv6 address; null once it is shortened. */
    public @Nullable String household() {
        return address == null ? null : AddressRule.household(address);
    }

    /** The same with more people around it. */
    public Neighbor among(int people, int inOneSecond) {
        return new Neighbor(hit, copy, network, address, at, people, inOneSecond);
    }
}
