package org.tinypixel.database;

import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings the tables to what this version wants; the same files serve H2 and PostgreSQL, with what they name differently put in. */
final class Migrations {
    private Migrations() {}

    /** Runs what is missing. Several nodes may call this at once: Flyway locks. */
    static void run(DataSource database) throws SQLException {
        Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(database)
                .locations("classpath:db/migration")
                .placeholders(types(database))
                .load()
                .migrate();
    }

    private static Map<String, String> types(DataSource database) throws SQLException {
        try (var connection = database.getConnection()) {
            var h2 = connection.getMetaData().getDatabaseProductName().equals("H2");
            return h2
                    ? Map.of("clob", "clob", "blob", "blob", "bytewise", "", "stored", "")
                    : Map.of("clob", "text", "blob", "bytea", "bytewise", " collate \"C\"", "stored", "stored");
        }
    }
}
