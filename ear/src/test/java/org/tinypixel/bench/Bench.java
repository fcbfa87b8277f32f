package org.tinypixel.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.postgresql.ds.PGSimpleDataSource;
import org.tinypixel.classify.Classifier;
import org.tinypixel.database.ManyMails;
import org.tinypixel.it.TinypixelServer;

/**
 * The benchmarks: {@code mvn -Pbench}. Rounds are interleaved (all rivals once, then again), ratios are computed round by round, and what counts is their median, because a
 * machine moves by a factor of two between one minute and the next. Writes {@code ear/target/bench/results.md}.
 */
public final class Bench {
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final int SECONDS = Integer.getInteger("bench.seconds", 3);
    private static final int CONNECTIONS = 64;
    private static final int PER_MAIL = 50;
    private static final int PIXELS = 10_000;
    private static final List<String> SUITES =
            List.of(System.getProperty("bench.suites", "throughput,open,outage,fold,held")
                    .split(","));
    private static final Path FOLDER = Path.of("target", "bench").toAbsolutePath();
    private static final String OWN = "Tinypixel pixel";
    private static final String CLICK = "Tinypixel click";
    private static final String BARE = "bare servlet";
    private static final String PORTABLE = "Tinypixel pixel by servlet";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final StringBuilder report = new StringBuilder();
    private TinypixelServer server;
    private TinypixelServer byServlet;
    private Rivals rivals;
    private List<String> pixels = List.of();
    private List<String> clicks = List.of();

    private Bench() {}

    /** Runs all suites, or those that {@code -Dbench.suites=parts,rewriting,lists,throughput,open,outage,fold,held} names. */
    public static void main(String[] arguments) throws IOException {
        Files.createDirectories(FOLDER);
        new Bench().run();
    }

    private void run() throws IOException {
        say("# Benchmark results\n");
        if (SUITES.contains("parts")) {
            say("## Parts without HTTP\n\n"
                    + org.tinypixel.hits.IntakeBenchmark.run(FOLDER.resolve("intake"), ROUNDS, SECONDS));
            say(org.tinypixel.tracking.SmallPartsBenchmark.run());
        }
        if (SUITES.contains("rewriting")) {
            say("## Rewriting beside mime4j\n\n"
                    + org.tinypixel.tracking.RewritingRounds.run(FOLDER.resolve("rewriting"), ROUNDS, SECONDS));
        }
        if (SUITES.contains("lists")) {
            lists();
        }
        if (List.of("parts", "rewriting", "lists").containsAll(SUITES)) {
            return;
        }
        say("%d rounds of %d s, %d connections, client on the same machine with %d processors, load before: %s.\n"
                .formatted(
                        ROUNDS,
                        SECONDS,
                        CONNECTIONS,
                        Runtime.getRuntime().availableProcessors(),
                        Files.exists(Path.of("/proc/loadavg"))
                                ? Files.readString(Path.of("/proc/loadavg")).strip()
                                : "?"));
        try (var others = new Rivals(FOLDER.resolve("rivals"))) {
            rivals = others;
            var settings = new java.util.HashMap<String, String>();
            if (Rivals.hasDatabase()) {
                settings.put("TINYPIXEL_DB_URL", others.startDatabase());
                settings.put("TINYPIXEL_DB_USER", "postgres");
            } else {
                say("PostgreSQL could not be started, so the server runs on its embedded database.\n");
            }
            installBareServlet();
            settings.put("TINYPIXEL_SECRET", "one-secret-for-both-servers-of-the-benchmark");
            server = TinypixelServer.start(settings);
            try {
                mint(PIXELS);
                if (SUITES.contains("throughput")) {
                    // Gone afterwards: what it has to fold would cost the others their processors.
                    try (var portable = withoutExpressLane(settings)) {
                        byServlet = portable;
                        throughput(true);
                        throughput(false);
                    }
                    rivals().removeIf(rival -> rival.name.equals(PORTABLE));
                }
                if (SUITES.contains("open")) {
                    openLoop();
                }
                if (SUITES.contains("outage") && Rivals.hasDatabase()) {
                    outage();
                }
                if (SUITES.contains("fold")) {
                    fold();
                }
                if (SUITES.contains("held")) {
                    held();
                }
                if (SUITES.contains("floor") && Rivals.hasDatabase()) {
                    floor();
                }
            } finally {
                server.close();
            }
        }
    }

    /** What screens ask for, on a database of many mails: one that is filled here, or one that was filled before. */
    private void lists() throws IOException {
        var filled = System.getProperty("bench.database", "");
        if (filled.isEmpty() && !Rivals.hasDatabase()) {
            say("\n## Lists\n\nLeft out, because PostgreSQL could not be started.\n");
            return;
        }
        try (var own = new Rivals(FOLDER.resolve("lists"))) {
            var database = filled.isEmpty() ? own.startDatabase() : filled;
            var copies = Long.getLong("bench.copies", 200_000);
            var running = TinypixelServer.start(Map.of("TINYPIXEL_DB_URL", database, "TINYPIXEL_DB_USER", "postgres"));
            try {
                if (filled.isEmpty()) {
                    // The server has made the tables; nothing may write while they are filled.
                    running.stop();
                    fill(database, copies);
                    running.startAgain();
                }
                say("\n## Lists\n\n"
                        + new Lists(running::at, database, Integer.getInteger("bench.requests", 40)).run());
            } catch (SQLException broken) {
                throw new IOException(broken);
            } finally {
                running.close();
            }
        }
    }

    private static void fill(String database, long copies) throws SQLException {
        var source = new PGSimpleDataSource();
        source.setUrl(database);
        source.setUser("postgres");
        ManyMails.fill(source, copies, Classifier.RULE_VERSION, System.out::println);
    }

    private void floor() throws IOException {
        // So many that none is loaded more often than people do.
        mint(5 * PIXELS);
        var pixel = new Load(Files.createDirectories(FOLDER.resolve("floor")), pixels);
        var process = new Footprint(Long.toString(server.process().pid()));
        say("\n## The floor of load\n\n"
                + new Floor(
                                server.httpPort(),
                                pixel,
                                rivals,
                                process,
                                this::health,
                                views(Integer.getInteger("bench.held", 5000)),
                                this::hold)
                        .run());
    }

    private void say(String text) throws IOException {
        System.out.println(text);
        report.append(text).append('\n');
        Files.writeString(FOLDER.resolve("results.md"), report);
    }

    /** A copy of the built server with a second application, so that both are measured in one process. */
    private static void installBareServlet() throws IOException {
        var copy = FOLDER.resolve("server");
        Processes.run("rm", "-rf", copy.toString());
        Processes.run("cp", "-R", Path.of("target", "server").toAbsolutePath().toString(), copy.toString());
        var war = FOLDER.resolve("bare.war");
        var name = BareServlet.class.getName().replace('.', '/') + ".class";
        try (var jar = new JarOutputStream(Files.newOutputStream(war));
                var in = BareServlet.class.getClassLoader().getResourceAsStream(name)) {
            jar.putNextEntry(new JarEntry("WEB-INF/classes/" + name));
            in.transferTo(jar);
        }
        var wildfly = copy.resolve("wildfly");
        var process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djboss.cli.config=" + wildfly.resolve("bin/jboss-cli.xml"),
                "-jar",
                wildfly.resolve("jboss-modules.jar").toString(),
                "-mp",
                wildfly.resolve("modules").toString(),
                "org.jboss.as.cli",
                "--commands=embed-server --server-config=standalone.xml --std-out=discard,"
                        + "/deployment=bare.war:add(content=[{path=\"" + war
                        + "\",archive=true}],enabled=true),stop-embedded-server");
        process.environment().put("JBOSS_HOME", wildfly.toString());
        var log = FOLDER.resolve("configure.log");
        try {
            if (process.redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start()
                            .waitFor()
                    != 0) {
                throw new IllegalStateException(Files.readString(log));
            }
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
        Processes.run(
                "rm",
                "-rf",
                wildfly + "/standalone/configuration/standalone_xml_history",
                wildfly + "/standalone/data");
        System.setProperty("tinypixel.server", copy.toString());
    }

    /** The same application where pixels go through the servlet, as on a web server that does not know the extension. */
    private static TinypixelServer withoutExpressLane(Map<String, String> settings) throws IOException {
        var copy = FOLDER.resolve("server-portable");
        Processes.run("rm", "-rf", copy.toString());
        Processes.run("cp", "-R", Path.of("target", "server").toAbsolutePath().toString(), copy.toString());
        var war = FOLDER.resolve("web.war");
        try (var ear = FileSystems.newFileSystem(copy.resolve("tinypixel.ear"))) {
            Files.copy(ear.getPath("web.war"), war, StandardCopyOption.REPLACE_EXISTING);
            try (var web = FileSystems.newFileSystem(war)) {
                Files.delete(web.getPath("WEB-INF/classes/META-INF/services/io.undertow.servlet.ServletExtension"));
            }
            Files.copy(war, ear.getPath("web.war"), StandardCopyOption.REPLACE_EXISTING);
        }
        var before = System.setProperty("tinypixel.server", copy.toString());
        try {
            return TinypixelServer.start(settings);
        } finally {
            System.setProperty("tinypixel.server", before);
        }
    }

    /** Copies of real mails, prepared and not sent; so many that no address is asked for more often than people do. */
    private void mint(int copies) throws IOException {
        pixels = new ArrayList<>();
        clicks = new ArrayList<>();
        for (var from = 0; from < copies; from += PER_MAIL) {
            var start = from;
            var to = IntStream.range(0, PER_MAIL)
                    .mapToObj(i -> "{\"email\":\"r" + (start + i) + "@example.org\"}")
                    .collect(Collectors.joining(","));
            var body = "{\"from\":\"anna@example.com\",\"subject\":\"Bench\",\"send\":false,"
                    + "\"html\":\"<p><a href='https://shop.example/offer?a=1'>offer</a></p>\",\"to\":[" + to + "]}";
            var answer = send(HttpRequest.newBuilder(server.at("/api/v1/messages"))
                    .header("Authorization", "Bearer " + TinypixelServer.KEY)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body)));
            find(answer, "\"openUrl\":\"([^\"]+)\"", pixels);
            find(answer, "\"trackedUrl\":\"([^\"]+)\"", clicks);
        }
        if (pixels.size() < copies || clicks.size() < copies) {
            throw new IllegalStateException("only " + pixels.size() + " pixels and " + clicks.size() + " links");
        }
    }

    private static void find(String text, String pattern, List<String> into) {
        var found = Pattern.compile(pattern).matcher(text);
        while (found.find()) {
            var address = URI.create(found.group(1));
            into.add(address.getRawPath() + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery()));
        }
    }

    private String send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private long health(String number) {
        var found = Pattern.compile("\"" + number + "\":(\\d+)")
                .matcher(send(
                        HttpRequest.newBuilder(server.at("/health/ready/hits")).GET()));
        return found.find() ? Long.parseLong(found.group(1)) : -1;
    }

    private record Rival(String name, int port, Load load) {}

    private List<Rival> all() throws IOException {
        var pixel = new Load(Files.createDirectories(FOLDER.resolve("pixel")), pixels);
        var click = new Load(Files.createDirectories(FOLDER.resolve("click")), clicks);
        var bare = new Load(
                Files.createDirectories(FOLDER.resolve("bare")),
                pixels.stream().map(path -> "/bare" + path).toList());
        var all = new ArrayList<Rival>();
        all.add(new Rival(OWN, server.httpPort(), pixel));
        all.add(new Rival(BARE, server.httpPort(), bare));
        all.add(new Rival(CLICK, server.httpPort(), click));
        if (byServlet != null) {
            all.add(new Rival(PORTABLE, byServlet.httpPort(), pixel));
        }
        for (var other : rivals.start().entrySet()) {
            all.add(new Rival(other.getKey(), other.getValue(), pixel));
        }
        return all;
    }

    private List<Rival> known;

    private List<Rival> rivals() throws IOException {
        if (known == null) {
            known = all();
            for (var warm = 0; warm < 2; warm++) {
                for (var rival : known) {
                    rival.load.closed(rival.port, CONNECTIONS, 2, true);
                }
            }
        }
        return known;
    }

    private void throughput(boolean keepAlive) throws IOException {
        var results = new LinkedHashMap<String, List<Load.Result>>();
        var everyone = rivals();
        var before = health("accepted");
        var notStored = health("notStored");
        var answered = 0.0;
        for (var round = 0; round < ROUNDS; round++) {
            for (var rival : everyone) {
                var result = rival.load.closed(rival.port, CONNECTIONS, SECONDS, keepAlive);
                results.computeIfAbsent(rival.name, name -> new ArrayList<>()).add(result);
                if (rival.port == server.httpPort() && rival.load != everyone.get(1).load) {
                    answered += result.perSecond() * SECONDS;
                }
            }
        }
        say("\n## " + (keepAlive ? "Kept connections" : "A fresh connection for each request")
                + ", as fast as it answers\n");
        say("| server | requests/s min/med/max | p50 ms | p99 ms | failed | " + OWN + " / it |");
        say("|---|---|---|---|---|---|");
        var own = results.get(OWN);
        for (var entry : results.entrySet()) {
            var rates = entry.getValue().stream()
                    .mapToDouble(Load.Result::perSecond)
                    .sorted()
                    .toArray();
            say("| %s | %.0f/%.0f/%.0f | %.2f | %.1f | %d | %s |"
                    .formatted(
                            entry.getKey(),
                            rates[0],
                            median(rates),
                            rates[rates.length - 1],
                            median(entry.getValue().stream()
                                    .mapToDouble(Load.Result::p50)
                                    .sorted()
                                    .toArray()),
                            median(entry.getValue().stream()
                                    .mapToDouble(Load.Result::p99)
                                    .sorted()
                                    .toArray()),
                            entry.getValue().stream()
                                    .mapToLong(Load.Result::failed)
                                    .sum(),
                            ratio(own, entry.getValue())));
        }
        say("\nAnswered about %.0f, stored durably %d, counted as flood %d, not stored %d."
                .formatted(answered, health("accepted") - before, health("flooding"), health("notStored") - notStored));
    }

    /** Round by round. */
    private static String ratio(List<Load.Result> own, List<Load.Result> other) {
        var ratios = IntStream.range(0, own.size())
                .mapToDouble(i -> own.get(i).perSecond() / other.get(i).perSecond())
                .sorted()
                .toArray();
        return "%.2f/%.2f/%.2f".formatted(ratios[0], median(ratios), ratios[ratios.length - 1]);
    }

    private static double median(double[] sorted) {
        return sorted[sorted.length / 2];
    }

    /** Latency from the planned arrival, at half of what each of the two can do at most. */
    private void openLoop() throws IOException {
        var pair = rivals().stream().limit(2).toList();
        var rate = pair.stream()
                        .mapToDouble(rival -> rival.load
                                .closed(rival.port, CONNECTIONS, SECONDS, true)
                                .perSecond())
                        .min()
                        .orElseThrow()
                / 2;
        // The client's threads would be the limit otherwise.
        var arrivals = Math.min(rate, 3000);
        var own = new ArrayList<Load.Result>();
        var bare = new ArrayList<Load.Result>();
        for (var round = 0; round < ROUNDS; round++) {
            own.add(pair.get(0).load.paced(pair.get(0).port, 32, 2.0 * SECONDS, arrivals, true));
            bare.add(pair.get(1).load.paced(pair.get(1).port, 32, 2.0 * SECONDS, arrivals, true));
        }
        var ratios = IntStream.range(0, ROUNDS)
                .mapToDouble(i -> own.get(i).p99() / bare.get(i).p99())
                .sorted()
                .toArray();
        say("\n## On schedule: %.0f arrivals/s, time from the planned arrival\n".formatted(arrivals));
        say("| server | p50 ms | p99 ms | failed |\n|---|---|---|---|");
        for (var entry : Map.of(OWN, own, BARE, bare).entrySet()) {
            say("| %s | %.2f | %.1f | %d |"
                    .formatted(
                            entry.getKey(),
                            median(entry.getValue().stream()
                                    .mapToDouble(Load.Result::p50)
                                    .sorted()
                                    .toArray()),
                            median(entry.getValue().stream()
                                    .mapToDouble(Load.Result::p99)
                                    .sorted()
                                    .toArray()),
                            entry.getValue().stream()
                                    .mapToLong(Load.Result::failed)
                                    .sum()));
        }
        say("\np99 / p99 of the bare servlet: %.2f/%.2f/%.2f"
                .formatted(ratios[0], median(ratios), ratios[ratios.length - 1]));
    }

    private void awaitFolded() {
        var end = System.nanoTime() + 600_000_000_000L;
        while (health("backlog") > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(50_000_000);
        }
    }

    /** The same load with the database running, stopped, and while what piled up is folded. */
    private void outage() throws IOException {
        var pixel = rivals().get(0);
        awaitFolded();
        var ratios = new double[ROUNDS];
        var failed = 0L;
        for (var round = 0; round < ROUNDS; round++) {
            var on = pixel.load.closed(pixel.port, CONNECTIONS, SECONDS, true);
            rivals.databaseOff();
            var off = pixel.load.closed(pixel.port, CONNECTIONS, SECONDS, true);
            rivals.databaseOn();
            ratios[round] = off.perSecond() / on.perSecond();
            failed += on.failed() + off.failed();
        }
        Arrays.sort(ratios);
        say("\n## Database stopped\n\nStopped / running: %.2f/%.2f/%.2f; answers other than 200: %d."
                .formatted(ratios[0], median(ratios), ratios[ROUNDS - 1], failed));
        var backlog = health("backlog");
        var begin = System.nanoTime();
        var intake = 300.0;
        var live = pixel.load.paced(pixel.port, 8, 2.0 * SECONDS, intake, true);
        var left = health("backlog");
        var seconds = (System.nanoTime() - begin) / 1e9;
        var drained = (backlog - left + intake * 2.0 * SECONDS) / seconds;
        say(
                "While draining, with %.0f hits/s coming in: %.0f hits/s folded (%.1f times the intake), p99 of live pixels %.1f ms, failed %d."
                        .formatted(intake, drained, drained / intake, live.p99(), live.failed()));
        awaitFolded();
    }

    /** How fast a backlog gets into the database when nothing else goes on. */
    private void fold() throws IOException {
        awaitFolded();
        // Mails that nobody opened yet, as after sending; the others have been loaded dozens of times by now.
        mint(PIXELS);
        var pixel =
                new Rival(OWN, server.httpPort(), new Load(Files.createDirectories(FOLDER.resolve("fresh")), pixels));
        if (Rivals.hasDatabase()) {
            rivals.databaseOff();
        }
        var before = health("accepted");
        while (health("accepted") - before < 30_000) {
            pixel.load.closed(pixel.port, CONNECTIONS, 1, true);
        }
        if (Rivals.hasDatabase()) {
            rivals.databaseOn();
        }
        var backlog = health("backlog");
        while (health("backlog") == backlog) {
            LockSupport.parkNanos(10_000_000);
        }
        var from = health("backlog");
        var begin = System.nanoTime();
        awaitFolded();
        var seconds = (System.nanoTime() - begin) / 1e9;
        say("\n## Folding\n\n%d hits of %d copies stored and folded in %.1f s: %.0f hits/s."
                .formatted(from, pixels.size(), seconds, from / seconds));
    }

    /** Addresses of pictures that are held open. */
    private List<String> views(int count) {
        var views = new ArrayList<String>();
        for (var from = 0; from < count; from += PER_MAIL) {
            var start = from;
            var to = IntStream.range(0, PER_MAIL)
                    .mapToObj(i -> "{\"email\":\"v" + (start + i) + "@example.org\"}")
                    .collect(Collectors.joining(","));
            var body =
                    "{\"from\":\"anna@example.com\",\"subject\":\"Held\",\"send\":false,\"track\":{\"viewTime\":true},"
                            + "\"html\":\"<p>x</p>\",\"to\":[" + to + "]}";
            find(
                    send(HttpRequest.newBuilder(server.at("/api/v1/messages"))
                            .header("Authorization", "Bearer " + TinypixelServer.KEY)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body))),
                    "(/t/v/[A-Za-z0-9_-]{48}\\.gif)",
                    views);
        }
        return views.stream().distinct().limit(count).toList();
    }

    /** Opens pictures and waits until the server holds them; their clients are sockets of this process. */
    private List<Socket> hold(List<String> paths) throws IOException {
        var sockets = new ArrayList<Socket>();
        for (var path : paths) {
            var socket = new Socket(InetAddress.getLoopbackAddress(), server.httpPort());
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\nUser-Agent: held\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            sockets.add(socket);
        }
        var end = System.nanoTime() + 20_000_000_000L;
        while (health("held") < sockets.size() && System.nanoTime() < end) {
            LockSupport.parkNanos(50_000_000);
        }
        return sockets;
    }

    /** Memory of pictures that are held open. */
    private void held() throws IOException {
        var views = views(Integer.getInteger("bench.held", 5000));
        awaitFolded();
        var process = new Footprint(Long.toString(server.process().pid()));
        var heap = process.heap();
        var resident = process.resident();
        var threads = process.threads();
        var sockets = hold(views);
        var holding = health("held");
        var more = (process.heap() - heap) / (double) holding / 1024;
        var all = (process.resident() - resident) / (double) holding / 1024;
        var load = rivals().get(0);
        var live = load.load.paced(load.port, 8, 2.0 * SECONDS, 300, true);
        say(
                "\n## Held pictures\n\n%d held: %.1f KiB heap each, %.1f KiB resident memory each, %d more threads; beside them 300 pixels/s with p99 %.1f ms, failed %d."
                        .formatted(holding, more, all, process.threads() - threads, live.p99(), live.failed()));
        for (var socket : sockets) {
            socket.close();
        }
    }

    static {
        Locale.setDefault(Locale.ROOT);
    }
}
