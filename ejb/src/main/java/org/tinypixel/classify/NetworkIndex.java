package org.tinypixel.classify;

import inet.ipaddr.IPAddress;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the smallest network that holds an address, which says most about it: one look per length of prefix that occurs, however many networks there are. */
final class NetworkIndex {
    private final TreeMap<Integer, Map<IPAddress, NetworkList.Entry>> four = new TreeMap<>(Comparator.reverseOrder());
    private final TreeMap<Integer, Map<IPAddress, NetworkList.Entry>> six = new TreeMap<>(Comparator.reverseOrder());

    /** Of two entries for one network the first counts. */
    NetworkIndex(Collection<NetworkList> lists) {
        for (var list : lists) {
            for (var entry : list.entries()) {
                var block = entry.block();
                (block.isIPv4() ? four : six)
                        .computeIfAbsent(block.getPrefixLength(), bits -> new HashMap<>())
                        .putIfAbsent(block, entry);
            }
        }
    }

    NetworkList.@Nullable Entry of(IPAddress address) {
        for (var length : (address.isIPv4() ? four : six).entrySet()) {
            var entry = length.getValue().get(address.toPrefixBlock(length.getKey()));
            if (entry != null) {
                return entry;
            }
        }
        return null;
    }
}
