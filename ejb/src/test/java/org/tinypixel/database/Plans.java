package org.tinypixel.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.tinypixel.base.Json;

/** Stands before a PostgreSQL and keeps the plan of every statement that runs through it, as it was carried out with the query's own values. */
public final class Plans {
    private final List<Plan> seen = new ArrayList<>();
    private boolean watching;

    /**
     * How one query was carried out.
     *
     * @param read rows that were looked at, those that were passed over among them
     * @param sorted the most rows that one sort took
     * @param scanned tables that were read from one end to the other
     */
    public record Plan(String query, long read, long sorted, List<String> scanned, String text) {
        @Override
        public String toString() {
            return "reads " + read + ", sorts " + sorted + ", scans " + scanned + ": "
                    + query.replaceAll("(\\?,)+\\?", "?..");
        }
    }

    /** The same database, watched. */
    public DataSource before(DataSource source) {
        return proxy(DataSource.class, (proxy, method, values) -> {
            var result = call(source, method, values);
            return result instanceof Connection connection ? watched(connection) : result;
        });
    }

    /** What the work asked. */
    public List<Plan> of(Runnable work) {
        seen.clear();
        watching = true;
        try {
            work.run();
        } finally {
            watching = false;
        }
        return List.copyOf(seen);
    }

    private Connection watched(Connection connection) {
        return proxy(Connection.class, (proxy, method, values) -> {
            var result = call(connection, method, values);
            return watching && result instanceof PreparedStatement statement && values[0] instanceof String query
                    ? watched(connection, statement, query)
                    : result;
        });
    }

    private PreparedStatement watched(Connection connection, PreparedStatement statement, String query) {
        var given = new ArrayList<Given>();
        return proxy(PreparedStatement.class, (proxy, method, values) -> {
            if (method.getName().startsWith("set") && values.length > 1 && values[0] instanceof Integer) {
                given.add(new Given(method, values));
            }
            if (method.getName().equals("executeQuery") || method.getName().equals("executeUpdate")) {
                seen.add(explain(connection, query, given));
            }
            return call(statement, method, values);
        });
    }

    private record Given(Method method, Object[] values) {}

    /** On few rows reading a whole table may be the best way; what counts is whether there is another. */
    private static Plan explain(Connection connection, String query, List<Given> given) throws Throwable {
        try (var setting = connection.createStatement()) {
            setting.execute("set enable_seqscan = off");
        }
        // To explain a change is to carry it out; it comes once more, for good.
        var before = connection.setSavepoint();
        try (var statement = connection.prepareStatement("explain (analyze, format json) " + query)) {
            for (var one : given) {
                call(statement, one.method, one.values);
            }
            try (var rows = statement.executeQuery()) {
                rows.next();
                return read(query, rows.getString(1));
            }
        } finally {
            connection.rollback(before);
        }
    }

    private static Plan read(String query, String text) throws JsonProcessingException, SQLException {
        var scanned = new ArrayList<String>();
        var counts = new long[2];
        walk(Json.MAPPER.readTree(text).at("/0/Plan"), scanned, counts);
        return new Plan(query, counts[0], counts[1], scanned, text);
    }

    private static void walk(JsonNode node, List<String> scanned, long[] counts) {
        var kind = node.path("Node Type").asText();
        var loops = node.path("Actual Loops").asLong();
        if (kind.equals("Seq Scan")) {
            scanned.add(node.path("Relation Name").asText());
        }
        if (kind.endsWith("Scan")) {
            counts[0] += loops
                    * (node.path("Actual Rows").asLong()
                            + node.path("Rows Removed by Filter").asLong()
                            + node.path("Rows Removed by Index Recheck").asLong());
        }
        for (var child : node.path("Plans")) {
            if (kind.endsWith("Sort")) {
                counts[1] = Math.max(counts[1], child.path("Actual Rows").asLong());
            }
            walk(child, scanned, counts);
        }
    }

    private static Object call(Object target, Method method, Object[] values) throws Throwable {
        try {
            return method.invoke(target, values);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
