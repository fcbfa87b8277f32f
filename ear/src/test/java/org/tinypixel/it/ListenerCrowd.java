package org.tinypixel.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Many connections to the live stream, all read by one thread; some stop to read once they listen. */
final class ListenerCrowd implements AutoCloseable {
    private static final int SMALLEST_BUFFER = 4 * 1024;
    private static final Pattern OPENED = Pattern.compile("\"copy\":\"([A-Za-z0-9_-]{22})\".*\"status\":\"opened");

    private final InetSocketAddress server;
    private final Selector selector = Selector.open();
    private final List<One> all = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    private final Thread thread = new Thread(this::read, "listener-crowd");

    ListenerCrowd(int port) throws IOException {
        server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        thread.start();
    }

    /**
     * What one listener heard so far.
     *
     * @param changes events of copies
     * @param opened copies that were opened, by a person or a machine
     */
    record Heard(boolean isOpen, boolean isInOrder, int changes, int opened, long lastId) {}

    /** Only the thread touches what it heard, under its lock. */
    private static final class One {
        private final boolean sleeps;
        private final StringBuilder line = new StringBuilder();
        private final Set<String> opened = new HashSet<>();
        private SelectionKey key;
        private boolean listens;
        private boolean open = true;
        private boolean inOrder = true;
        private boolean ofCopy;
        private int changes;
        private long lastId;

        One(boolean sleeps) {
            this.sleeps = sleeps;
        }

        synchronized Heard heard() {
            return new Heard(open, inOrder, changes, opened.size(), lastId);
        }

        synchronized boolean listens() {
            return listens;
        }

        synchronized void ended() {
            open = false;
        }

        synchronized void take(ByteBuffer some) {
            while (some.hasRemaining()) {
                var next = (char) some.get();
                if (next == '\n') {
                    take(line.toString());
                    line.setLength(0);
                } else {
                    line.append(next);
                }
            }
        }

        private void take(String said) {
            if (said.startsWith("id: ")) {
                var id = Long.parseLong(said.substring(4).strip());
                // A ping repeats the last one.
                inOrder &= id >= lastId;
                lastId = id;
            } else if (said.startsWith("event: ")) {
                ofCopy = said.startsWith("event: copy");
                listens |= said.startsWith("event: ping");
            } else if (ofCopy && said.startsWith("data: ")) {
                changes++;
                var copy = OPENED.matcher(said);
                if (copy.find()) {
                    opened.add(copy.group(1));
                }
            }
        }
    }

    /** Opens one more connection; a sleeper reads until it listens, and with the smallest buffer there is. */
    void add(String apiKey, boolean sleeps) throws IOException {
        var channel = SocketChannel.open();
        if (sleeps) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALLEST_BUFFER);
        }
        channel.connect(server);
        // In HTTP/1.0 nothing stands between the lines.
        channel.write(ByteBuffer.wrap(("GET /api/v1/events/stream HTTP/1.0\r\nHost: localhost\r\nAuthorization: Bearer "
                        + apiKey + "\r\nAccept: text/event-stream\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII)));
        channel.configureBlocking(false);
        var one = new One(sleeps);
        all.add(one);
        one.key = channel.register(selector, SelectionKey.OP_READ, one);
        selector.wakeup();
    }

    void awaitAllListening() {
        var listening =
                ApiClient.eventually(() -> all.stream().filter(One::listens).count(), count -> count == all.size());
        if (listening < all.size()) {
            throw new AssertionError("only " + listening + " of " + all.size() + " listen");
        }
    }

    List<Heard> readers() {
        return all.stream().filter(one -> !one.sleeps).map(One::heard).toList();
    }

    List<Heard> sleepers() {
        return all.stream().filter(one -> one.sleeps).map(One::heard).toList();
    }

    /** Wakes the sleepers. */
    void readOn() {
        all.stream()
                .filter(one -> one.sleeps && one.key.isValid())
                .forEach(one -> one.key.interestOps(SelectionKey.OP_READ));
        selector.wakeup();
    }

    private void read() {
        try {
            while (selector.isOpen()) {
                selector.select(this::read, 100);
            }
        } catch (ClosedSelectorException over) {
            // The test is.
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void read(SelectionKey key) {
        var one = (One) key.attachment();
        try {
            buffer.clear();
            if (((SocketChannel) key.channel()).read(buffer) < 0) {
                throw new IOException("the server ended it");
            }
            var before = one.listens();
            one.take(buffer.flip());
            if (one.sleeps && !before && one.listens()) {
                key.interestOps(0);
            }
        } catch (IOException ended) {
            one.ended();
            key.cancel();
        }
    }

    @Override
    public void close() throws IOException {
        for (var one : all) {
            one.key.channel().close();
        }
        selector.close();
    }
}
