package org.tinypixel.settings;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs before the server: checks every setting, prepares the home and writes what the server's Java is started with into a file that only
 * this user can read (passwords must not stand on a command line). Prints that file's name; on mistakes prints them all and exits with 1.
 */
public final class StartCheck {
    /** A server that was just told to stop needs a moment; one that simply runs is reported after it. */
    private static final int SECONDS_FOR_THE_OLD_ONE = 5;

    private StartCheck() {}

    /**
     * Checks and writes.
     *
     * @param args the folder of the unpacked server; the process that will be the server
     */
    public static void main(String[] args) {
        System.exit(run(Path.of(args[0]), Long.parseLong(args[1]), System.out, System.err));
    }

    static int run(Path server, long process, PrintStream out, PrintStream err) {
        try {
            var settings = SettingsSource.load(System.getenv(), SettingsSource.properties());
            var home = new Home(settings.home());
            var other = home.process().filter(running -> running.pid() != process && !endsSoon(running));
            if (other.isPresent()) {
                err.println("Tinypixel already runs with the home " + settings.home() + " (process "
                        + other.get().pid() + "). Stop it first, or set another TINYPIXEL_HOME.");
                return 1;
            }
            home.prepare(server, process);
            out.println(write(home, ServerArguments.of(server, home, settings)));
            return 0;
        } catch (SettingsSource.BadSettings mistakes) {
            err.println(mistakes.getMessage());
        } catch (IOException unwritable) {
            err.println("Tinypixel cannot write to its home: " + unwritable.getMessage());
        }
        return 1;
    }

    private static boolean endsSoon(ProcessHandle process) {
        try {
            process.onExit().get(SECONDS_FOR_THE_OLD_ONE, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException | ExecutionException runs) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Path write(Home home, List<String> arguments) throws IOException {
        var file = home.argumentFile();
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        var lines = arguments.stream().map(StartCheck::quoted).toList();
        return Files.write(file, lines, StandardCharsets.UTF_8);
    }

    /** Java's argument files take double quotes, with backslashes before backslashes and quotes. */
    static String quoted(String argument) {
        return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** The folders that the server process itself needs in Tinypixel's home. */
    record Home(Path folder) {
        Path run() {
            return folder.resolve("run");
        }

        Path argumentFile() {
            return run().resolve("java.args");
        }

        /** The server's own files: its configuration of this start, transaction log, unpacked application. */
        Path server(String part) {
            return folder.resolve("server").resolve(part);
        }

        Path log() {
            return folder.resolve("log");
        }

        /** The server that uses this home, as far as one can tell. A number that another program has now does not count. */
        Optional<ProcessHandle> process() throws IOException {
            var file = run().resolve("pid");
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            var number = Files.readString(file).strip();
            return number.matches("[0-9]{1,18}")
                    ? ProcessHandle.of(Long.parseLong(number)).filter(this::isOurs)
                    : Optional.empty();
        }

        private boolean isOurs(ProcessHandle process) {
            return process.isAlive()
                    && process.info()
                            .commandLine()
                            .map(line -> line.contains(argumentFile().toString()))
                            .orElse(true);
        }

        /** Makes the folders, and this start's copy of the configuration, so that a new version brings its own. */
        void prepare(Path installed, long process) throws IOException {
            for (var part : List.of("tmp", "configuration")) {
                deleteAll(server(part));
            }
            for (var made : List.of(run(), log(), server("data"), server("tmp"), server("configuration"))) {
                Files.createDirectories(made);
            }
            try (var files = Files.list(installed.resolve("wildfly/standalone/configuration"))) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(
                            file,
                            server("configuration").resolve(file.getFileName().toString()));
                }
            }
            Files.writeString(run().resolve("pid"), process + "\n");
        }

        private static void deleteAll(Path old) throws IOException {
            if (!Files.isDirectory(old)) {
                return;
            }
            try (var files = Files.walk(old)) {
                for (var file :
                        files.sorted((one, other) -> other.compareTo(one)).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
