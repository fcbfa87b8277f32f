package org.tinypixel.database;

import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import java.util.Collections;
import java.util.List;

/**
 * Writes many rows with few statements, past the persistence context. Before a native statement Hibernate compares every entity that it holds with what was read, so a
 * statement a row costs the square of a batch.
 */
public final class ManyRows {
    private static final int MOST = 64;

    private ManyRows() {}

    /**
     * Writes the rows in their order. Entities that wait to be written are not written before it.
     *
     * @param statement with {@code %s} where the rows stand
     * @param row one row's values, each a {@code ?}
     * @param rows the values, none null
     */
    public static void write(EntityManager database, String statement, String row, List<List<Object>> rows) {
        var from = 0;
        while (from < rows.size()) {
            // Powers of two only: few statements, which database and driver know again.
            var to = from + Math.min(MOST, Integer.highestOneBit(rows.size() - from));
            var query = database.createNativeQuery(
                            statement.formatted(String.join(", ", Collections.nCopies(to - from, row))))
                    .setFlushMode(FlushModeType.COMMIT);
            var position = 0;
            for (var values : rows.subList(from, to)) {
                for (var value : values) {
                    query.setParameter(++position, value);
                }
            }
            query.executeUpdate();
            from = to;
        }
    }
}
