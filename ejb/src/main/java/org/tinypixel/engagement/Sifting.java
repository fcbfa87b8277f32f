package org.tinypixel.engagement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.tinypixel.base.PageRequest;
import org.tinypixel.base.PageRequest.Mark;

/**
 * Fills a page of a list by reading it in portions and keeping what fits. Where much fits the page is full soon; a database that is asked in one query may rather look for all that
 * fits first.
 */
final class Sifting {
    private static final int PORTION = 200;
    private static final int MOST = 150;

    private Sifting() {}

    /**
     * The first rows that fit, one more than the page has; empty where so many rows were passed over that another way is better.
     *
     * @param read gives one row more than asked for
     * @param sift keeps those that fit, in their order
     * @param place where a row stands in the list
     */
    static <T> Optional<List<T>> first(
            PageRequest page,
            Function<PageRequest, List<T>> read,
            UnaryOperator<List<T>> sift,
            Function<T, Mark> place) {
        var found = new ArrayList<T>();
        var portion = new PageRequest(PORTION - 1, page.after());
        for (var number = 0; number < MOST; number++) {
            var rows = read.apply(portion);
            found.addAll(rows.isEmpty() ? rows : sift.apply(rows));
            if (found.size() > page.limit()) {
                return Optional.of(List.copyOf(found.subList(0, page.limit() + 1)));
            }
            if (rows.size() < PORTION) {
                return Optional.of(List.copyOf(found));
            }
            portion = new PageRequest(PORTION - 1, place.apply(rows.get(rows.size() - 1)));
        }
        return Optional.empty();
    }
}
