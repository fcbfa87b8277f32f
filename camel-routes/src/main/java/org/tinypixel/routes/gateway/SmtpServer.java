package org.tinypixel.routes.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens, gives each connection a thread up to a limit, and cuts off peers whose time is over. */
final class SmtpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpServer.class);
    private static final int BACKLOG = 100;
    private static final Duration FIRST = Duration.ofSeconds(30);

    /** A thread that reads gives up by itself, and says so; this is for those that cannot. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private static final Duration STOPPING = Duration.ofSeconds(10);

    private final Session.Setup setup;
    private final int mostConnections;
    private final ThreadFactory threads;
    private final List<ServerSocket> listeners = new ArrayList<>();
    private final Set<Wire> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch stop = new CountDownLatch(1);

    SmtpServer(Session.Setup setup, int mostConnections, ThreadFactory threads) {
        this.setup = setup;
        this.mostConnections = mostConnections;
        this.threads = threads;
        threads.newThread(this::watch).start();
    }

    /**
     * Begins to listen; gives the port, which the system chose where 0 was asked for.
     *
     * @param tlsFirst whether TLS begins with the first byte
     */
    int listen(InetAddress bind, int port, boolean tlsFirst) throws IOException {
        var listener = new ServerSocket();
        try {
            // After a stop the old connections linger, and the port is free all the same.
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress(bind, port), BACKLOG);
        } catch (IOException taken) {
            listener.close();
            throw taken;
        }
        listeners.add(listener);
        threads.newThread(() -> accept(listener, tlsFirst)).start();
        return listener.getLocalPort();
    }

    /** Connections at this moment. */
    int connections() {
        return open.size();
    }

    private void accept(ServerSocket listener, boolean tlsFirst) {
        while (!listener.isClosed()) {
            try {
                begin(listener.accept(), tlsFirst);
            } catch (IOException failed) {
                if (!listener.isClosed()) {
                    // Too many open files, for example: trying again at once would only heat the machine.
                    LOG.warn("The SMTP gateway could not take a connection: {}", failed.getMessage());
                    pause();
                }
            }
        }
    }

    private void begin(Socket socket, boolean tlsFirst) {
        try {
            var wire = new Wire(socket, FIRST);
            if (open.size() >= mostConnections || isStopping()) {
                refuse(socket);
                return;
            }
            open.add(wire);
            try {
                threads.newThread(() -> serve(wire, socket.getInetAddress(), tlsFirst))
                        .start();
            } catch (RuntimeException | OutOfMemoryError noThread) {
                LOG.warn("The SMTP gateway got no thread for a connection: {}", noThread.getMessage());
                open.remove(wire);
                refuse(socket);
            }
        } catch (IOException gone) {
            closeQuietly(socket);
        }
    }

    /** Some bytes always fit into a new connection, so this waits for nobody. */
    private void refuse(Socket socket) throws IOException {
        try (socket) {
            var reply = isStopping() ? ReplyRule.stopping() : ReplyRule.tooManyConnections();
            socket.getOutputStream().write(reply.bytes());
            socket.shutdownOutput();
        }
    }

    private void serve(Wire wire, InetAddress peer, boolean tlsFirst) {
        try {
            new Session(setup, wire, peer, tlsFirst).run();
        } finally {
            open.remove(wire);
        }
    }

    private void watch() {
        while (!pause()) {
            for (var wire : open) {
                if (wire.late().compareTo(GRACE) > 0) {
                    wire.abort();
                }
            }
        }
    }

    private boolean isStopping() {
        return stop.getCount() == 0;
    }

    /** A second, or until the server stops; whether it stops. */
    private boolean pause() {
        try {
            return stop.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Takes no more connections, lets mails that are being stored get their answer, and then closes the others. */
    @Override
    public void close() {
        stop.countDown();
        for (var listener : listeners) {
            try {
                listener.close();
            } catch (IOException gone) {
                LOG.debug("A listener was closed already: {}", gone.getMessage());
            }
        }
        // Who only waits for a command notices at once; who is being answered gets the answer.
        for (var wire : open) {
            wire.hurry();
        }
        var end = System.nanoTime() + STOPPING.toNanos();
        while (!open.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        open.forEach(Wire::abort);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            LOG.debug("A connection was closed already: {}", gone.getMessage());
        }
    }
}
