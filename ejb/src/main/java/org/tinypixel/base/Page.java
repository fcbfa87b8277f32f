package org.tinypixel.base;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a longer list.
 *
 * @param next what to ask with for the rows that follow, opaque; null at the end
 */
public record Page<T>(List<T> items, @Nullable String next) {
    public Page {
        items = List.copyOf(items);
    }

    /** A list that ends here. */
    public static <T> Page<T> all(List<T> items) {
        return new Page<>(items, null);
    }

    /**
     * Cuts a list that was read with one row more than asked for.
     *
     * @param cursor makes the cursor that continues behind a row
     */
    public static <T> Page<T> of(List<T> oneMore, int limit, Function<T, String> cursor) {
        if (oneMore.size() <= limit) {
            return all(oneMore);
        }
        var items = oneMore.subList(0, limit);
        return new Page<>(items, cursor.apply(items.get(limit - 1)));
    }

    public <R> Page<R> map(Function<T, R> change) {
        return new Page<>(items.stream().map(change).toList(), next);
    }
}
