package org.tinypixel.scheduling;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.quartz.utils.ConnectionProvider;

/** Lets Quartz use the application's connections, and knows when it uses none: Quartz interrupts its threads at the end, and a database call that is cut so fails loudly. */
final class Connections implements ConnectionProvider {
    private final DataSource database;
    private final AtomicInteger open = new AtomicInteger();
    private volatile long changedAt = System.nanoTime();

    Connections(DataSource database) {
        this.database = database;
    }

    /** Whether none has been open for that long. */
    boolean isQuiet(Duration since) {
        return open.get() == 0 && System.nanoTime() - changedAt >= since.toNanos();
    }

    @Override
    public Connection getConnection() throws SQLException {
        count(1);
        try {
            return counted(database.getConnection());
        } catch (SQLException | RuntimeException away) {
            count(-1);
            throw away;
        }
    }

    private Connection counted(Connection connection) {
        var closed = new AtomicBoolean();
        return (Connection) Proxy.newProxyInstance(
                Connections.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    } finally {
                        if (method.getName().equals("close") && closed.compareAndSet(false, true)) {
                            count(-1);
                        }
                    }
                });
    }

    private void count(int more) {
        open.addAndGet(more);
        changedAt = System.nanoTime();
    }

    @Override
    public void shutdown() {
        // The pool is the server's.
    }

    @Override
    public void initialize() {
        // Nothing to prepare.
    }
}
