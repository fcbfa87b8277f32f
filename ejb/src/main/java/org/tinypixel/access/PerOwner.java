package org.tinypixel.access;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.tinypixel.base.UserId;

/**
 * Reads the first rows of a list that spans several owners. A database finds the newest rows of one owner at the end of an index, but those of a team only by sorting all
 * that the team ever had, or by passing over everybody else's; so a team's list is put together from its members' lists.
 */
public final class PerOwner {
    /** For more owners than this, passing over what others own is the shorter way. */
    public static final int MOST = 64;

    private PerOwner() {}

    /**
     * The first rows over all owners.
     *
     * @param order of the list, by what no two rows have in common
     * @param read gives the first rows of these owners in that order, at most {@code limit}
     */
    public static <T> List<T> first(
            Set<UserId> owners, int limit, Comparator<T> order, Function<Set<UserId>, List<T>> read) {
        return owners.size() == 1 || owners.size() > MOST
                ? read.apply(owners)
                : owners.stream()
                        .flatMap(owner -> read.apply(Set.of(owner)).stream())
                        .sorted(order)
                        .distinct()
                        .limit(limit)
                        .toList();
    }
}
