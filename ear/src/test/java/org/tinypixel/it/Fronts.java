package org.tinypixel.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.tinypixel.base.FreePort;

/** Real web servers before Tinypixel, configured as the documentation shows, on free ports of this machine. End with the test. */
final class Fronts implements AutoCloseable {
    private static final Path HOW_TO = Path.of("..", "docs", "how-to");

    private final Path folder;
    private final List<Process> running = new ArrayList<>();

    Fronts(Path folder) {
        this.folder = folder;
    }

    /** Starts nginx with the first configuration that the page shows, without its certificate; gives its port. */
    int nginx(String page, TinypixelServer... behind) {
        var port = FreePort.next();
        var shown = Pattern.compile("```nginx\\n(.*?)```", Pattern.DOTALL).matcher(read(HOW_TO.resolve(page)));
        if (!shown.find()) {
            throw new IllegalStateException(page + " shows no configuration");
        }
        var servers = shown.group(1)
                .replaceAll("(?m)^ {3}", "")
                .replace("listen 443 ssl;", "listen 127.0.0.1:" + port + ";")
                .replaceAll("(?m)^\\s*ssl_.*$", "")
                .replace("http://127.0.0.1:8080", "http://127.0.0.1:" + behind[0].httpPort());
        for (var i = 0; i < behind.length; i++) {
            servers = servers.replace("node" + (i + 1) + ".internal:8080", "127.0.0.1:" + behind[i].httpPort());
        }
        var configuration = write(
                "nginx.conf",
                "daemon off; master_process off; pid " + folder.resolve("nginx.pid") + "; error_log "
                        + folder.resolve("nginx.error")
                        + ";\nevents { worker_connections 1000; }\nhttp {\naccess_log off; "
                        + temporary() + "\n" + servers + "}\n");
        return started("nginx", port, "nginx", "-c", configuration.toString());
    }

    private String temporary() {
        var all = new StringBuilder();
        for (var name : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) {
            all.append(name).append("_temp_path ").append(folder.resolve(name)).append("; ");
        }
        return all.toString();
    }

    /** Starts HAProxy as it comes, in front of one server; gives its port. */
    int haproxy(TinypixelServer behind) {
        var port = FreePort.next();
        var configuration = write("haproxy.cfg", """
                defaults
                    mode http
                    timeout connect 5s
                    timeout client 20s
                    timeout server 20s
                frontend in
                    bind 127.0.0.1:%d
                    default_backend tinypixel
                backend tinypixel
                    server one 127.0.0.1:%d
                """.formatted(port, behind.httpPort()));
        return started("haproxy", port, "haproxy", "-db", "-f", configuration.toString());
    }

    private int started(String name, int port, String... command) {
        var program = List.of("/usr/sbin/", "/usr/bin/", "/usr/local/sbin/").stream()
                .map(place -> Path.of(place + command[0]))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name + " is not installed"));
        command[0] = program.toString();
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve(name + ".out").toFile())
                    .start();
            running.add(process);
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            awaitPort(process, name, port);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return port;
    }

    private void awaitPort(Process process, String name, int port) throws IOException {
        var end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (process.isAlive() && System.nanoTime() < end) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
                return;
            } catch (IOException notYet) {
                LockSupport.parkNanos(20_000_000);
            }
        }
        throw new IllegalStateException(name + " did not start:\n" + read(folder.resolve(name + ".out")));
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    @Override
    public void close() {
        for (var process : running) {
            process.destroy();
            try {
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                process.destroyForcibly();
            }
        }
    }
}
