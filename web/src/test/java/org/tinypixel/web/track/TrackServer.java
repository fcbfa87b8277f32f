package org.tinypixel.web.track;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.servlet.Servlets;
import jakarta.servlet.ServletException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.tinypixel.hits.Hit;
import org.tinypixel.hits.HitIntake;
import org.tinypixel.tracking.Minted;
import org.tinypixel.tracking.Tokens;

/** The tracking addresses on the web server that WildFly has, on a free port, with a client that sends exactly the bytes it is given. */
final class TrackServer implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-03-02T09:00:00.123456Z");

    final Tokens tokens;
    final TrackCounts counts = new TrackCounts();
    final List<Hit> hits = new CopyOnWriteArrayList<>();
    final Tracking tracking;
    private final Undertow server;
    private volatile Supplier<CompletionStage<Void>> disk = () -> CompletableFuture.completedFuture(null);

    /** What came back. */
    record Answer(String head, byte[] body) {
        int status() {
            return Integer.parseInt(head.substring(9, 12));
        }

        String header(String name) {
            return head.lines()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse(null);
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** Without the one line that tells the time. */
        String comparableHead() {
            return head.replaceAll("(?m)^Date: .*$", "");
        }
    }

    /** Which of the two lets visits in. */
    enum Way {
        EXPRESS,
        SERVLET
    }

    final RobotsAsked robots = new RobotsAsked();

    TrackServer(String... proxies) {
        this(Way.EXPRESS, LIMITS, proxies);
    }

    TrackServer(Way way, Tracking.Limits limits, String... proxies) {
        var settings = Minted.settings(proxies);
        tokens = new Tokens(settings);
        var reader = new HitReader();
        reader.address = new ClientAddress(settings);
        reader.clock = InstantSource.fixed(NOW);
        reader.robots = robots;
        HitIntake intake = hit -> {
            hits.add(hit);
            return disk.get();
        };
        tracking = new Tracking(tokens, intake, reader, counts, limits);
        tracking.start();
        server = start(tracking, way == Way.EXPRESS);
    }

    /** Waits shorter for the disk than a real server, and holds pictures for a few seconds only. */
    static final Tracking.Limits LIMITS = new Tracking.Limits(Duration.ofMillis(50), Duration.ofSeconds(6), 8, 2, 60);

    private static Undertow start(Tracking tracking, boolean express) {
        var deployment = Servlets.deployment()
                .setClassLoader(TrackServer.class.getClassLoader())
                .setContextPath("/")
                .setDeploymentName("track")
                .addServletContextAttribute(Tracking.NAME, tracking)
                .addServlets(Servlets.servlet("track", TrackServlet.class)
                        .setAsyncSupported(true)
                        .addMappings("/t/o/*", "/t/v/*", "/t/c/*"));
        var manager = Servlets.defaultContainer().addDeployment(deployment);
        manager.deploy();
        var found = manager.getDeployment().getServletContext().getAttribute(Switchboard.NAME);
        if (express) {
            ((Switchboard) found).connect(tracking);
        }
        try {
            var server = Undertow.builder()
                    .addHttpListener(0, "127.0.0.1")
                    .setServerOption(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, true)
                    .setHandler(Handlers.path().addPrefixPath("/", manager.start()))
                    .build();
            server.start();
            return server;
        } catch (ServletException broken) {
            throw new IllegalStateException(broken);
        }
    }

    Socket connect() throws IOException {
        var address = (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
        var socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** From now on storing a hit ends like this. */
    void disk(Supplier<CompletionStage<Void>> ending) {
        disk = ending;
    }

    Answer get(String target, String... headers) throws IOException {
        return send("GET", target, headers);
    }

    Answer send(String method, String target, String... headers) throws IOException {
        var request = method + " " + target + " HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n"
                + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n") + "\r\n";
        try (var socket = connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            var all = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(all);
            var text = all.toString(StandardCharsets.ISO_8859_1);
            var end = text.indexOf("\r\n\r\n");
            return new Answer(text.substring(0, end), text.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    @Override
    public void close() {
        tracking.stop();
        server.stop();
    }
}
