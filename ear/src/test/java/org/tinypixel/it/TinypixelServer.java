package org.tinypixel.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.tinypixel.base.FreePort;

/**
 * The built server as a user runs it: {@code bin/tinypixel run} as a process of its own, with an empty home of its own, on free ports of this machine. It can be
 * stopped, killed and started again on the same home. Ends with the tests at the latest.
 */
public final class TinypixelServer implements AutoCloseable {
    /** An administrator's API key that every server of the tests knows. */
    public static final String KEY = "test-bootstrap-key-0123456789abcdef";

    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(40);
    /** What the tests add to how Java is started; nothing in benchmarks. */
    private static final String JAVA = System.getProperty("tinypixel.java", "");

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final Path home;
    private final Path log;
    private final int httpPort = FreePort.next();
    private final int smtpPort = FreePort.next();
    private final Map<String, String> environment = new HashMap<>();
    private final Thread last = new Thread(this::kill, "kill-tinypixel");
    private Process process;

    private TinypixelServer(Path home, Map<String, String> environment) {
        this.home = home;
        this.log = home.resolveSibling(home.getFileName() + ".console");
        this.environment.put("TINYPIXEL_HOME", home.toString());
        this.environment.put("TINYPIXEL_HTTP_PORT", Integer.toString(httpPort));
        this.environment.put("TINYPIXEL_SMTP_PORT", Integer.toString(smtpPort));
        this.environment.put("TINYPIXEL_BOOTSTRAP_KEY", KEY);
        this.environment.putAll(environment);
        Runtime.getRuntime().addShutdownHook(last);
    }

    /** Starts with an empty home and waits until everything works, the database included. */
    public static TinypixelServer start(Map<String, String> environment) {
        return startWithout(environment).awaitStarted();
    }

    /** Starts with an empty home and the usual settings. */
    public static TinypixelServer start() {
        return start(Map.of());
    }

    /** Starts with an empty home and waits only until pixels and links are answered; the database may be away. */
    public static TinypixelServer startWithout(Map<String, String> environment) {
        try {
            var homes = Files.createDirectories(Path.of("target", "homes").toAbsolutePath());
            var server = new TinypixelServer(Files.createTempDirectory(homes, "home"), environment);
            server.run();
            return server;
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /** Starts it again on the same home and ports, after {@link #stop} or {@link #kill}. */
    public TinypixelServer startAgain() {
        run();
        return awaitStarted();
    }

    /** Starts it again and waits only until pixels and links are answered. */
    public TinypixelServer startAgainWithoutDatabase() {
        run();
        return this;
    }

    /** The same, with other settings from now on; an empty value takes a setting away. */
    public TinypixelServer startAgain(Map<String, String> changes) {
        environment.putAll(changes);
        environment.values().removeIf(String::isEmpty);
        return startAgain();
    }

    /** The benchmarks run others, such as one with a second application in it. */
    private static Path installed() {
        return Path.of(System.getProperty("tinypixel.server", "target/server")).toAbsolutePath();
    }

    private void run() {
        var builder = new ProcessBuilder(
                installed().resolve("bin").resolve("tinypixel").toString(), "run");
        builder.environment().keySet().removeIf(name -> name.startsWith("TINYPIXEL_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        builder.environment().merge("JAVA_OPTS", JAVA, (own, ours) -> own + " " + ours);
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            process = builder.start();
        } catch (IOException notBuilt) {
            throw new UncheckedIOException("the server is missing: build it first (mvn package)", notBuilt);
        }
        await("/health/ready");
    }

    /** Waits until everything works, the database included. */
    public TinypixelServer awaitStarted() {
        await("/health/started");
        return this;
    }

    private void await(String path) {
        var end = System.nanoTime() + LONGEST_START.toNanos();
        while (System.nanoTime() < end) {
            if (!process.isAlive()) {
                throw new IllegalStateException("Tinypixel ended at its start:\n" + console());
            }
            if (answers(path)) {
                return;
            }
            pause();
        }
        throw new IllegalStateException(path + " did not answer 200 within " + LONGEST_START + ":\n" + console());
    }

    private boolean answers(String path) {
        try {
            var request = HttpRequest.newBuilder(at(path))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private void pause() {
        try {
            process.waitFor(100, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** Sends SIGTERM and waits until the process ended; requests in flight finish. */
    public void stop() {
        process.destroy();
        awaitEnd();
    }

    /** Sends SIGKILL: nothing in the process gets a chance to clean up. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("Tinypixel did not end within " + LONGEST_STOP + ":\n" + console());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** Ends the server. Its home and its console stay below {@code target/homes} for whoever looks into a failure. */
    @Override
    public void close() {
        stop();
        Runtime.getRuntime().removeShutdownHook(last);
    }

    /** The address of a path; the path begins with a slash. */
    public URI at(String path) {
        return URI.create("http://127.0.0.1:" + httpPort + path);
    }

    public int httpPort() {
        return httpPort;
    }

    /** Where mail programs hand in mails. */
    public int smtpPort() {
        return smtpPort;
    }

    public Path home() {
        return home;
    }

    /** The process, for tests that freeze, trace or measure it. */
    public ProcessHandle process() {
        return process.toHandle();
    }

    /** What the server said on its console since its first start. */
    public String console() {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The lines of the console. */
    public List<String> consoleLines() {
        return console().lines().toList();
    }
}
