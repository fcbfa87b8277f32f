package org.tinypixel.database;

import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.List;

/** Typed results of native queries, which JPA 3.1 hands out raw. */
public final class Rows {
    private Rows() {}

    /** One column of every row. */
    public static <T> List<T> of(Query query, Class<T> type) {
        var rows = new ArrayList<T>();
        for (var row : query.getResultList()) {
            rows.add(type.cast(row));
        }
        return rows;
    }
}
