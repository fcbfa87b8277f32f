package org.tinypixel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.tinypixel.base.FreePort;

/** What a pixel is compared with, each on a port of this machine: nginx's empty_gif, and PHP-FPM with one INSERT a hit over a kept and over a new connection. */
final class Rivals implements AutoCloseable {
    private static final Path PG = Path.of("/usr/lib/postgresql");

    private final Processes processes = new Processes();
    private final Path folder;
    private final Path data;
    private final int databasePort = FreePort.next();
    private boolean closed;
    private final Map<String, Integer> ports = new LinkedHashMap<>();

    Rivals(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.data = Files.createTempDirectory(Path.of("/var/tmp"), "tinypixel-bench");
        // Also where the benchmark is broken off.
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    static boolean hasDatabase() {
        return Files.isDirectory(PG) && Processes.has("runuser");
    }

    private static Path bin() throws IOException {
        try (Stream<Path> versions = Files.list(PG)) {
            return versions.sorted().reduce((first, last) -> last).orElseThrow().resolve("bin");
        }
    }

    /** A cluster of its own with the usual settings: every commit is synced. */
    String startDatabase() throws IOException {
        Processes.run("chown", "postgres", data.toString());
        asPostgres(bin().resolve("initdb").toString(), "-D", cluster(), "-A", "trust", "-E", "UTF8");
        databaseOn();
        query("postgres", "create database rival");
        query(
                "rival",
                "create table pixel (id bigserial primary key, at timestamptz not null, ip text, agent text, path text)");
        return "jdbc:postgresql://127.0.0.1:" + databasePort + "/postgres";
    }

    private String cluster() {
        return data.resolve("cluster").toString();
    }

    void databaseOn() throws IOException {
        asPostgres(
                bin().resolve("pg_ctl").toString(),
                "-D",
                cluster(),
                "-w",
                "-l",
                data.resolve("log").toString(),
                "-o",
                "-p " + databasePort + " -k " + data + " -c listen_addresses=127.0.0.1 -c max_connections=200",
                "start");
    }

    void databaseOff() throws IOException {
        asPostgres(bin().resolve("pg_ctl").toString(), "-D", cluster(), "-m", "immediate", "-w", "stop");
    }

    /** How many hits the server has stored. */
    long hits() {
        return Long.parseLong(query("postgres", "select count(*) from hit").strip());
    }

    private String query(String database, String sql) {
        return asPostgres("psql", "-h", "127.0.0.1", "-p", Integer.toString(databasePort), "-d", database, "-Atc", sql);
    }

    private static String asPostgres(String... command) {
        var all = new String[command.length + 4];
        all[0] = "runuser";
        all[1] = "-u";
        all[2] = "postgres";
        all[3] = "--";
        System.arraycopy(command, 0, all, 4, command.length);
        return Processes.run(all);
    }

    /** Name and port of each rival that this machine has the programs for. */
    Map<String, Integer> start() throws IOException {
        if (!Processes.has("nginx")) {
            return ports;
        }
        var plain = FreePort.next();
        ports.put("nginx empty_gif", plain);
        var servers = new StringBuilder(server(plain, "location / { empty_gif; }"));
        var php = php();
        if (php != null && hasDatabase()) {
            for (var kind : new String[] {"kept", "new"}) {
                var port = FreePort.next();
                ports.put("PHP + INSERT, " + kind + " connection", port);
                var script = Files.writeString(folder.resolve(kind + ".php"), script(kind));
                servers.append(
                        server(
                                port,
                                "location / { fastcgi_pass unix:" + data + "/php.sock; fastcgi_keep_conn on;"
                                        + " fastcgi_param SCRIPT_FILENAME " + script
                                        + "; fastcgi_param REQUEST_METHOD GET;"
                                        + " fastcgi_param REQUEST_URI $request_uri; fastcgi_param REMOTE_ADDR $remote_addr; }"));
            }
            var pool = Files.writeString(
                    folder.resolve("php.conf"),
                    "[global]\nerror_log = " + data
                            + "/php.log\ndaemonize = no\n[www]\nuser = root\ngroup = root\nlisten = " + data
                            + "/php.sock\nlisten.mode = 0666\nlisten.backlog = 1024\npm = static\npm.max_children = 8\n");
            Files.createFile(data.resolve("php.log"));
            processes.start(folder.resolve("php.out"), php, "-F", "-R", "-y", pool.toString());
        }
        var configuration = Files.writeString(
                folder.resolve("nginx.conf"),
                "daemon off; user root; worker_processes auto; pid " + folder.resolve("nginx.pid") + "; error_log "
                        + folder.resolve("nginx.error") + "; events { worker_connections 20000; }\nhttp { access_log "
                        + folder.resolve("nginx.access") + "; keepalive_requests 100000000;\n" + servers + "}\n");
        processes.start(folder.resolve("nginx.out"), "/usr/sbin/nginx", "-c", configuration.toString());
        Processes.awaitPort(plain);
        return ports;
    }

    private static String server(int port, String location) {
        return "server { listen 127.0.0.1:" + port + " backlog=1024; " + location + " }\n";
    }

    private static String php() throws IOException {
        try (Stream<Path> programs = Files.list(Path.of("/usr/sbin"))) {
            return programs.map(Path::toString)
                    .filter(name -> name.contains("php-fpm"))
                    .findFirst()
                    .orElse(null);
        }
    }

    private String script(String kind) {
        var connect = kind.equals("kept") ? "pg_pconnect" : "pg_connect";
        return "<?php\n$db = " + connect + "('host=127.0.0.1 port=" + databasePort
                + " user=postgres dbname=rival');\n"
                + "pg_query_params($db, 'insert into pixel (at, ip, agent, path) values (now(), $1, $2, $3)',"
                + " [$_SERVER['REMOTE_ADDR'], $_SERVER['HTTP_USER_AGENT'] ?? '', $_SERVER['REQUEST_URI']]) or die(http_response_code(500));\n"
                + "header('Content-Type: image/gif');\nheader('Cache-Control: no-store');\n"
                + "echo hex2bin('47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b');\n";
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        processes.close();
        try {
            if (Files.exists(data.resolve("cluster"))) {
                databaseOff();
            }
            Processes.run("rm", "-rf", data.toString());
        } catch (IOException | IllegalStateException left) {
            System.out.println("Left behind: " + data + " (" + left.getMessage() + ")");
        }
    }
}
