package org.tinypixel.classify;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tinypixel.hits.Hit;
import org.tinypixel.hits.HitNotes;

/**
 * The network that a hit came from.
 *
 * @param group tells networks apart that may be of different people; the same for all addresses of one provider's proxy
 * @param country ISO 3166-1 alpha-2 of the address, null where unknown
 * @param region the part of the country, by its English name; null where unknown or not wanted
 */
record Network(
        NetworkClass type,
        String group,
        @Nullable String country,
        @Nullable String region) {
    static final Network NONE = new Network(NetworkClass.UNKNOWN, "", null);

    /** Names of the notes (see {@link org.tinypixel.hits.HitNotes}) that keep a network beside its hit. */
    static final String TYPE = ":network";

    static final String GROUP = ":network-group";
    static final String COUNTRY = ":network-country";
    static final String REGION = ":network-region";

    /** Without a region. */
    Network(NetworkClass type, String group, @Nullable String country) {
        this(type, group, country, null);
    }

    /** What is noted of it when the hit is stored: a day later its address is shortened, and lists of networks change. */
    Map<String, String> notes() {
        var notes = new HashMap<String, String>();
        notes.put(TYPE, type.name());
        notes.put(GROUP, group);
        if (type.tellsPeopleApart()) {
            notes.put(HitNotes.APART, "1");
        }
        if (country != null) {
            notes.put(COUNTRY, country);
        }
        if (region != null) {
            notes.put(REGION, region);
        }
        return notes;
    }

    /** As it was noted, else looked up now. */
    static Network of(Hit hit, NetworkLookup networks) {
        if (!hit.headers().containsKey(TYPE)) {
            return networks.of(hit.address());
        }
        var country = hit.header(COUNTRY);
        var region = hit.header(REGION);
        return new Network(
                NetworkClass.valueOf(hit.header(TYPE)),
                hit.header(GROUP),
                country.isEmpty() ? null : country,
                region.isEmpty() ? null : region);
    }
}
