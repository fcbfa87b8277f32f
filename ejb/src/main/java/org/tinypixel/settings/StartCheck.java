package org.tinypixel.settings;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs before the server: checks every setting and writes what the server's Java is started with into a file that only this user can read
 * (passwords must not stand on a command line). Prints that file's name; on mistakes prints them all and exits with 1.
 */
public final class StartCheck {
    private StartCheck() {}

    /**
     * Checks and writes.
     *
     * @param args the folder of the unpacked server
     */
    public static void main(String[] args) {
        System.exit(run(Path.of(args[0]), System.out, System.err));
    }

    static int run(Path server, PrintStream out, PrintStream err) {
        try {
            var settings = SettingsSource.load(System.getenv(), SettingsSource.properties());
            out.println(write(server, settings));
            return 0;
        } catch (SettingsSource.BadSettings mistakes) {
            err.println(mistakes.getMessage());
        } catch (IOException unwritable) {
            err.println("Tinypixel cannot write to its home: " + unwritable.getMessage());
        }
        return 1;
    }

    private static Path write(Path server, Settings settings) throws IOException {
        var run = Files.createDirectories(settings.home().resolve("run"));
        var file = run.resolve("java.args");
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        var lines = arguments(server, settings).stream().map(StartCheck::quoted).toList();
        return Files.write(file, lines, StandardCharsets.UTF_8);
    }

    static List<String> arguments(Path server, Settings settings) {
        var home = settings.home();
        var database = settings.database();
        var arguments = new ArrayList<String>();
        arguments.add("-Dtinypixel.db.driver=" + (database.isPostgreSql() ? "postgresql" : "h2"));
        arguments.add("-Dtinypixel.db.url=" + database.url());
        arguments.add("-Dtinypixel.db.user=" + database.user());
        arguments.add("-Dtinypixel.db.password=" + database.password());
        // With the dialect given, Hibernate asks the database nothing at deployment, so the server starts without one.
        arguments.add("-Dhibernate.dialect=org.hibernate.dialect."
                + (database.isPostgreSql() ? "PostgreSQLDialect" : "H2Dialect"));
        arguments.add("-Dhibernate.boot.allow_jdbc_metadata_access=false");
        arguments.add("-Djboss.bind.address=" + settings.bind());
        arguments.add("-Djboss.http.port=" + settings.httpPort());
        arguments.add("-Djboss.server.base.dir=" + server.resolve("standalone"));
        arguments.add("-Djboss.server.data.dir=" + home.resolve("server").resolve("data"));
        arguments.add("-Djboss.server.log.dir=" + home.resolve("log"));
        arguments.add("-Djboss.server.temp.dir=" + home.resolve("server").resolve("tmp"));
        return arguments;
    }

    /** Java's argument files take double quotes, with backslashes before backslashes and quotes. */
    private static String quoted(String argument) {
        return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
