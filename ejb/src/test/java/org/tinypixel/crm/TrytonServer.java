package org.tinypixel.crm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.tinypixel.base.FreePort;

/**
 * A real Tryton, as Debian packages it (tryton-server, tryton-modules-party), on an SQLite database and a free port of this machine. It can be stopped and started again. The
 * finished database is made once a build and copied for each server.
 */
public final class TrytonServer implements AutoCloseable {
    public static final String DATABASE = "tryton";
    public static final String USER = "admin";
    public static final String PASSWORD = "a-test-password";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final Path FILES = Path.of("target", "tryton").toAbsolutePath();

    private final Path folder;
    private final int port = FreePort.next();
    private final Thread last = new Thread(this::end, "end-tryton");
    private Process process;
    private String session;

    private TrytonServer(Path folder) {
        this.folder = folder;
        Runtime.getRuntime().addShutdownHook(last);
    }

    /** A note as people see it in Tryton. */
    public record Note(long id, String text) {}

    /** Starts with an empty database that has the party module. */
    public static TrytonServer start() {
        try {
            Files.createDirectories(FILES);
            var folder = Files.createTempDirectory(FILES, "server");
            Files.copy(template(), folder.resolve(DATABASE + ".sqlite"));
            var server = new TrytonServer(folder);
            server.startAgain();
            return server;
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /** Two test processes may make it at the same time: each its own, the last one stays. */
    private static synchronized Path template() throws IOException {
        var finished = FILES.resolve("template.sqlite");
        if (Files.exists(finished)) {
            return finished;
        }
        var folder = Files.createTempDirectory(FILES, "template");
        // Without the file trytond-admin says that the database does not exist.
        Files.createFile(folder.resolve(DATABASE + ".sqlite"));
        var password = Files.writeString(folder.resolve("password"), PASSWORD);
        configuration(folder, FreePort.next());
        run(
                folder,
                Map.of("TRYTONPASSFILE", password.toString()),
                "trytond-admin",
                "--all",
                "--email",
                "a@example.org");
        run(folder, Map.of(), "trytond-admin", "-u", "party", "--activate-dependencies");
        return Files.move(
                folder.resolve(DATABASE + ".sqlite"),
                finished,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static void configuration(Path folder, int port) throws IOException {
        Files.writeString(
                folder.resolve("trytond.conf"),
                "[database]\nuri = sqlite://\npath = " + folder + "\n[web]\nlisten = 127.0.0.1:" + port + "\n");
    }

    private static void run(Path folder, Map<String, String> environment, String... command) throws IOException {
        var process = process(folder, environment, command);
        try {
            if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(
                        String.join(" ", command) + " failed:\n" + Files.readString(folder.resolve("log")));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static Process process(Path folder, Map<String, String> environment, String... command) throws IOException {
        var full = new ArrayList<String>();
        // Debian's scripts want Debian's Python, wherever another one comes first.
        full.add(Files.exists(Path.of("/usr/bin", command[0])) ? "/usr/bin/" + command[0] : command[0]);
        full.addAll(List.of("-c", folder.resolve("trytond.conf").toString()));
        if (command[0].equals("trytond-admin")) {
            full.addAll(List.of("-d", DATABASE));
        }
        full.addAll(Arrays.asList(command).subList(1, command.length));
        var builder = new ProcessBuilder(full);
        builder.environment().put("PATH", "/usr/bin:/bin:" + System.getenv("PATH"));
        builder.environment().putAll(environment);
        return builder.redirectInput(
                        ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    /** Starts it on the same port and data, after {@link #stop}. */
    public void startAgain() {
        try {
            configuration(folder, port);
            process = process(folder, Map.of(), "trytond");
            var end = System.nanoTime() + LONGEST_START.toNanos();
            while (!answers()) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new IllegalStateException(
                            "Tryton did not start:\n" + Files.readString(folder.resolve("log")));
                }
                process.waitFor(100, TimeUnit.MILLISECONDS);
            }
        } catch (IOException missing) {
            throw new UncheckedIOException("Tryton cannot be started; is tryton-server installed?", missing);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private boolean answers() {
        try {
            return post("/", "common.db.list", List.of(), null).statusCode() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    /** Ends the process; nothing listens then. */
    public void stop() {
        end();
    }

    private void end() {
        if (process != null && process.isAlive()) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    @Override
    public void close() {
        end();
        Runtime.getRuntime().removeShutdownHook(last);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** A new party with mail addresses; gives its id. */
    public long party(String name, String... addresses) {
        var mechanisms = Arrays.stream(addresses)
                .map(address -> Map.of("type", "email", "value", address))
                .toList();
        var values = Map.of("name", name, "contact_mechanisms", List.of(List.of("create", mechanisms)));
        return call("model.party.party.create", List.of(List.of(values))).get(0).asLong();
    }

    /** The notes at a party, oldest first. */
    public List<Note> notes(long party) {
        var found = call(
                "model.ir.note.search_read",
                Arrays.asList(
                        List.of(List.of("resource", "=", "party.party," + party)),
                        0,
                        null,
                        List.of(List.of("id", "ASC")),
                        List.of("message")));
        var notes = new ArrayList<Note>();
        found.forEach(note ->
                notes.add(new Note(note.get("id").asLong(), note.get("message").asText())));
        return notes;
    }

    /** Calls a method as the administrator; fails on any answer but a result. */
    public JsonNode call(String method, List<?> params) {
        var all = new ArrayList<Object>(params);
        all.add(Map.of("language", "en"));
        var answer = post("/" + DATABASE + "/", method, all, session());
        if (answer.statusCode() == 401) {
            session = null;
            answer = post("/" + DATABASE + "/", method, all, session());
        }
        var body = json(answer.body());
        if (!body.has("result")) {
            throw new IllegalStateException(method + " gave " + answer.statusCode() + " " + answer.body());
        }
        return body.get("result");
    }

    private String session() {
        if (session == null) {
            var answer = post(
                    "/" + DATABASE + "/", "common.db.login", List.of(USER, Map.of("password", PASSWORD), "en"), null);
            var result = json(answer.body()).get("result");
            var text = USER + ":" + result.get(0).asText() + ":" + result.get(1).asText();
            session = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }
        return session;
    }

    private HttpResponse<String> post(String path, String method, List<?> params, String authorization) {
        try {
            var body = JSON.writeValueAsString(Map.of("id", 1, "method", method, "params", params));
            var request = HttpRequest.newBuilder(url().resolve(path))
                    .timeout(Duration.ofSeconds(60))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body));
            if (authorization != null) {
                request.header("Authorization", "Session " + authorization);
            }
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
