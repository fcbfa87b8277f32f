package org.tinypixel.it.stock;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Chooses free ports for the WildFly of the in-container tests before Arquillian reads its configuration, so that several builds fit on one machine. */
public final class FreePorts implements LauncherSessionListener {
    private static final int[] USUAL = {3528, 3529, 4712, 4713, 8080, 8443, 9990, 9993};

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        var offset = IntStream.generate(() -> ThreadLocalRandom.current().nextInt(2_000, 20_000))
                .limit(100)
                .filter(FreePorts::allFree)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no free ports"));
        System.setProperty("stock.offset", Integer.toString(offset));
        System.setProperty("stock.http.port", Integer.toString(8080 + offset));
        System.setProperty("stock.management.port", Integer.toString(9990 + offset));
    }

    private static boolean allFree(int offset) {
        return IntStream.of(USUAL).allMatch(port -> isFree(port + offset));
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
