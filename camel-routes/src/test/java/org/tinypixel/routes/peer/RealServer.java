package org.tinypixel.routes.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A real mail server of its own: configuration, certificate, users and mailboxes in a folder of the test, on ports of this machine. Needs root, as its processes change
 * their users. Ends with the test.
 */
public abstract class RealServer implements AutoCloseable {
    protected static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path folder;
    private final Path log;
    private Process master;

    /**
     * Makes the folder and its certificate.
     *
     * @param name of the program
     * @param host the name that the server gives itself; its certificate is for this and for this machine
     * @param log where in the folder the server keeps its log
     */
    protected RealServer(String name, String host, String log) {
        try {
            // Its processes have users of their own, who must come as far as this, and it looks at the rights of every
            // folder above its own.
            folder = Files.createTempDirectory(Path.of("/tmp"), name + "-test");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        this.log = folder.resolve(log);
        certificate(host);
    }

    protected final Path folder() {
        return folder;
    }

    /** The certificate of the authority that issued the server's. */
    public final String authority() {
        return read(folder.resolve("ca.pem"));
    }

    /** What the server wrote into its log. */
    public final String log() {
        return Files.exists(log) ? read(log) : "";
    }

    /**
     * Starts the process from which all others come, and waits until it answers.
     *
     * @param greeting with what the server's greeting begins
     */
    protected final void start(int port, char greeting, String... command) {
        var said = folder.resolve("said");
        try {
            master = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        try {
            await(() -> greets(port, greeting), () -> command[0] + " does not answer:\n" + read(said));
        } catch (AssertionError silent) {
            // Whoever makes it has nothing yet that could be ended.
            stop();
            throw silent;
        }
    }

    private static boolean greets(int port, char greeting) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            socket.setSoTimeout(1000);
            return socket.getInputStream().read() == greeting;
        } catch (IOException notYet) {
            return false;
        }
    }

    protected final void await(BooleanSupplier holds, Supplier<String> otherwise) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(otherwise.get() + "\n" + log());
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private void certificate(String host) {
        run("", "sh", "-ec", """
                openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj '/CN=Own authority' -keyout ca.key -out ca.pem
                openssl req -newkey rsa:2048 -nodes -subj /CN=%1$s -keyout server.key -out server.csr
                echo 'subjectAltName=DNS:localhost,DNS:%1$s,IP:127.0.0.1' > names
                openssl x509 -req -days 30 -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -extfile names -out server.pem
                """.formatted(host));
    }

    /** Runs a command in the folder and gives what it said. */
    protected final String run(String input, String... command) {
        try {
            var process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + " failed: " + said);
            }
            return said;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Ends it; the first process ends its own children when it is told to. */
    public final void stop() {
        master.destroy();
        try {
            if (!master.waitFor(20, TimeUnit.SECONDS)) {
                master.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public final void close() {
        stop();
        run("", "rm", "-r", folder.toString());
    }
}
