package org.tinypixel.base;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Ports of this machine for servers that a test starts. Chosen at random below those that systems hand to outgoing connections (from 32768 on Linux, from 49152 elsewhere, RFC 6335), so that
 * no connection of a neighbor takes one between the choice and the start, or while its server is down to be started again; and never twice in one process.
 */
public final class FreePort {
    private static final int FROM = 20_000;
    private static final int TO = 32_000;
    private static final Set<Integer> CHOSEN = ConcurrentHashMap.newKeySet();

    private FreePort() {}

    /** A port at which nobody listens. */
    public static int next() {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(FROM, TO))
                .limit(1_000)
                .filter(port -> CHOSEN.add(port) && isFree(port))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no free port from " + FROM + " to " + TO));
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
