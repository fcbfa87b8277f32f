package org.tinypixel.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** A real, migrated, empty database for one test class: H2 in memory or a database of its own on a PostgreSQL that this JVM starts once. */
public final class TestDatabase implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final DataSource source;
    private final EntityManagerFactory factory;
    private final Runnable closing;

    private TestDatabase(DataSource source, String dialect, Runnable closing) {
        this.source = source;
        this.closing = closing;
        try {
            Migrations.run(source);
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
        var properties = new HashMap<String, Object>(Map.of(
                "jakarta.persistence.transactionType",
                "RESOURCE_LOCAL",
                "jakarta.persistence.nonJtaDataSource",
                source,
                "jakarta.persistence.jtaDataSource",
                "",
                "hibernate.connection.datasource",
                source,
                "hibernate.dialect",
                dialect,
                // The server only trusts the migrations; here entities and tables are compared.
                "hibernate.hbm2ddl.auto",
                "validate"));
        factory = Persistence.createEntityManagerFactory("tinypixel", properties);
    }

    /** H2 in memory, as embedded. */
    public static TestDatabase h2() {
        var pool = JdbcConnectionPool.create(
                "jdbc:h2:mem:test" + COUNT.incrementAndGet() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=20000", "sa", "");
        pool.setMaxConnections(40);
        return new TestDatabase(pool, "org.hibernate.dialect.H2Dialect", () -> {
            try (var connection = pool.getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("shutdown");
            } catch (SQLException gone) {
                throw new IllegalStateException(gone);
            }
        });
    }

    /** A real PostgreSQL. */
    public static TestDatabase postgreSql() {
        return postgreSql(source -> source);
    }

    /** A real PostgreSQL behind something that watches it. */
    public static TestDatabase postgreSql(UnaryOperator<DataSource> watched) {
        var name = "test" + COUNT.incrementAndGet();
        var server = Server.ONE;
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
        return new TestDatabase(
                watched.apply(server.getDatabase("postgres", name)),
                "org.hibernate.dialect.PostgreSQLDialect",
                () -> {});
    }

    /** Connections outside the entity manager. */
    public DataSource dataSource() {
        return source;
    }

    public EntityManagerFactory factory() {
        return factory;
    }

    /** Runs the work in a transaction of its own; rolls back and passes on what it throws. */
    public <T> T inTransaction(Function<EntityManager, T> work) {
        try (var manager = factory.createEntityManager()) {
            var transaction = manager.getTransaction();
            transaction.begin();
            try {
                var result = work.apply(manager);
                transaction.commit();
                return result;
            } finally {
                if (transaction.isActive()) {
                    transaction.rollback();
                }
            }
        }
    }

    /** The same for work without a result. */
    public void transaction(Consumer<EntityManager> work) {
        inTransaction(manager -> {
            work.accept(manager);
            return "";
        });
    }

    @Override
    public void close() {
        factory.close();
        closing.run();
    }

    private static final class Server {
        static final EmbeddedPostgres ONE = start();

        private static EmbeddedPostgres start() {
            try {
                var server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("max_connections", "200")
                        .start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    try {
                        server.close();
                    } catch (IOException gone) {
                        throw new UncheckedIOException(gone);
                    }
                }));
                return server;
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }
}
