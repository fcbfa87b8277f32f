package org.tinypixel.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What Java is started with, besides the options that are the same everywhere ({@code bin/java.options}). */
final class ServerArguments {
    private static final String POSTGRESQL_DEFAULTS =
            "ApplicationName=tinypixel&connectTimeout=5&socketTimeout=60&tcpKeepAlive=true";

    private ServerArguments() {}

    static List<String> of(Path installed, StartCheck.Home home, Settings settings) throws IOException {
        var wildfly = installed.resolve("wildfly");
        var arguments = new ArrayList<String>();
        arguments.addAll(database(settings.database()));
        arguments.add("-Djboss.bind.address=" + settings.bind());
        arguments.add("-Djboss.http.port=" + settings.httpPort());
        arguments.add("-Djboss.tx.node.id=" + node(home));
        arguments.add("-Djboss.server.config.dir=" + home.server("configuration"));
        arguments.add("-Djboss.server.data.dir=" + home.server("data"));
        arguments.add("-Djboss.server.temp.dir=" + home.server("tmp"));
        arguments.add("-Djboss.server.log.dir=" + home.log());
        arguments.add("-Djava.io.tmpdir=" + home.server("tmp"));
        arguments.add("-Dlogging.configuration="
                + home.server("configuration").resolve("logging.properties").toUri());
        arguments.add("-jar");
        arguments.add(wildfly.resolve("jboss-modules.jar").toString());
        arguments.add("-mp");
        arguments.add(wildfly.resolve("modules").toString());
        arguments.add("org.jboss.as.standalone");
        arguments.add("-Djboss.home.dir=" + wildfly);
        arguments.add("-Djboss.server.base.dir=" + wildfly.resolve("standalone"));
        arguments.add("--read-only-server-config=standalone.xml");
        return arguments;
    }

    static List<String> database(Settings.Database database) {
        var postgreSql = database.isPostgreSql();
        return List.of(
                "-Dtinypixel.db.driver=" + (postgreSql ? "postgresql" : "h2"),
                "-Dtinypixel.db.url=" + (postgreSql ? withDefaults(database.url()) : database.url()),
                "-Dtinypixel.db.user=" + database.user(),
                // The server takes no empty password; a database that asks for none ignores this one.
                "-Dtinypixel.db.password=" + (database.password().isEmpty() ? "none" : database.password()),
                // With the dialect given, Hibernate asks the database nothing at deployment, so the server starts
                // without one.
                "-Dhibernate.dialect=org.hibernate.dialect." + (postgreSql ? "PostgreSQLDialect" : "H2Dialect"),
                "-Dhibernate.boot.allow_jdbc_metadata_access=false");
    }

    /** A database that accepts and then never answers must not hold a thread for ever. What the address says itself wins: the driver takes the last. */
    private static String withDefaults(String url) {
        var question = url.indexOf('?');
        return question < 0
                ? url + "?" + POSTGRESQL_DEFAULTS
                : url.substring(0, question + 1) + POSTGRESQL_DEFAULTS + "&" + url.substring(question + 1);
    }

    /** Tells the transactions of several nodes apart; stays the same for this home, as its transaction log does. */
    private static String node(StartCheck.Home home) throws IOException {
        var file = home.server("data").resolve("node");
        if (!Files.exists(file)) {
            var random = new byte[8];
            new SecureRandom().nextBytes(random);
            Files.writeString(file, HexFormat.of().formatHex(random));
        }
        return Files.readString(file).strip();
    }
}
