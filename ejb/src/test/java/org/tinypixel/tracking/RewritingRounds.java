package org.tinypixel.tracking;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;

/**
 * Runs {@link RewritingBenchmark} with JMH and compares round by round. JMH's harness is made here from the compiled benchmark and not by an annotation processor, so that
 * no other build knows of it.
 */
public final class RewritingRounds {
    private static final List<String> WAYS = List.of("mime4j", "rewriteOne", "rewriteHundred", "oneMore");

    private RewritingRounds() {}

    /** A table in Markdown; every round is a JVM of its own for each way and mail. */
    public static String run(Path folder, int rounds, int seconds) throws IOException {
        var harness = harness(folder);
        Map<String, List<Double>> rates = new HashMap<>();
        for (var round = 0; round < rounds; round++) {
            var result = folder.resolve("round" + round + ".json");
            java(
                    folder,
                    harness + File.pathSeparator + System.getProperty("java.class.path"),
                    "org.openjdk.jmh.Main",
                    ".*RewritingBenchmark.*",
                    "-f",
                    "1",
                    "-wi",
                    "2",
                    "-w",
                    "1s",
                    "-i",
                    "1",
                    "-r",
                    seconds + "s",
                    "-rf",
                    "json",
                    "-rff",
                    result.toString());
            for (var line : new ObjectMapper().readTree(result.toFile())) {
                var name = line.path("benchmark").asText();
                var kind = line.path("params").path("kind").asText();
                rates.computeIfAbsent(kind + name.substring(name.lastIndexOf('.')), key -> new ArrayList<>())
                        .add(line.path("primaryMetric").path("score").asDouble());
            }
        }
        return table(rates, rounds);
    }

    private static String table(Map<String, List<Double>> rates, int rounds) {
        var table = new StringBuilder(
                "| mail | kB | mime4j parse and copy, MB/s | one copy, MB/s | / mime4j min/med/max | 100 copies, MB/s | / mime4j min/med/max | one more copy, MB/s |\n|---|---|---|---|---|---|---|---|\n");
        for (var kind : List.of("letter", "newsletter", "attachment")) {
            var length = RewritingBenchmark.mail(kind).length;
            var speeds = new ArrayList<double[]>();
            for (var way : WAYS) {
                var copies = way.equals("rewriteHundred") ? 100 : 1;
                speeds.add(rates.get(kind + "." + way).stream()
                        .mapToDouble(rate -> rate * copies * length / 1e6)
                        .toArray());
            }
            table.append("| %s | %d | %.0f | %.0f | %s | %.0f | %s | %.0f |\n"
                    .formatted(
                            kind,
                            length / 1000,
                            median(speeds.get(0)),
                            median(speeds.get(1)),
                            ratio(speeds.get(1), speeds.get(0), rounds),
                            median(speeds.get(2)),
                            ratio(speeds.get(2), speeds.get(0), rounds),
                            median(speeds.get(3))));
        }
        return table.toString();
    }

    private static String ratio(double[] of, double[] to, int rounds) {
        var ratios = new double[rounds];
        Arrays.setAll(ratios, i -> of[i] / to[i]);
        Arrays.sort(ratios);
        return "%.2f/%.2f/%.2f".formatted(ratios[0], ratios[rounds / 2], ratios[rounds - 1]);
    }

    private static double median(double[] all) {
        var sorted = all.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Where the classes lie that JMH makes around the benchmark. */
    private static Path harness(Path folder) throws IOException {
        var name = RewritingBenchmark.class.getName().replace('.', '/') + ".class";
        var compiled = folder.resolve("compiled").resolve(name);
        Files.createDirectories(compiled.getParent());
        try (var code = RewritingBenchmark.class.getResourceAsStream("/" + name)) {
            if (code == null) {
                throw new IOException("the benchmark itself is not on the class path");
            }
            Files.write(compiled, code.readAllBytes());
        }
        var sources = Files.createDirectories(folder.resolve("sources"));
        var classes = Files.createDirectories(folder.resolve("classes"));
        var path = System.getProperty("java.class.path");
        java(
                folder,
                path,
                "org.openjdk.jmh.generators.bytecode.JmhBytecodeGenerator",
                folder.resolve("compiled").toString(),
                sources.toString(),
                classes.toString());
        var arguments = new ArrayList<>(List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp", path));
        try (var files = Files.walk(sources)) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
        }
        var failed = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        if (failed != 0) {
            throw new IOException("what JMH wrote does not compile");
        }
        return classes;
    }

    private static void java(Path folder, String path, String... arguments) throws IOException {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", path));
        command.addAll(List.of(arguments));
        var log = folder.resolve("log.txt").toFile();
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException("JMH failed, see " + log);
            }
        } catch (InterruptedException stopped) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        }
    }
}
