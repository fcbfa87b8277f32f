package org.tinypixel.hits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel's own account: each answer comes after the force that came after the write of its record. */
@Tag("HIT1")
@Tag("HIT3")
final class ForcedFirstTest {
    private static final int HITS = 20;
    private static final Pattern WRITTEN = Pattern.compile("pwrite64\\((\\d+), \"(.*)\"");
    private static final Pattern FORCED = Pattern.compile("fdatasync\\((\\d+)");
    private static final Pattern RESUMED = Pattern.compile("<\\.\\.\\. (\\w+) resumed>.*= (-?\\d+)");

    @TempDir
    Path folder;

    /** The process that is watched: one hit after the other, each acknowledged on the standard output. */
    static final class Watched {
        private Watched() {}

        /** The argument is the journal's folder. */
        public static void main(String[] args) {
            var limits = new JournalLimits(1 << 20, 1 << 20, 64 << 20, 1);
            try (var journal = JournalHitIntake.open(Path.of(args[0]), limits, JournalFolder.ChannelOpener.REAL)) {
                for (var i = 0; i < HITS; i++) {
                    var hit = TestHits.open();
                    journal.accept(hit).toCompletableFuture().join();
                    var line = ("ok " + hit.id() + "\n").getBytes(StandardCharsets.US_ASCII);
                    System.out.write(line, 0, line.length);
                    System.out.flush();
                }
            }
        }
    }

    @Test
    void every_answer_comes_after_the_force_of_its_record() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "strace is not installed");
        var trace = folder.resolve("trace");
        var process = new ProcessBuilder(
                        "/usr/bin/strace",
                        "-f",
                        "-s",
                        "400",
                        "-o",
                        trace.toString(),
                        "-e",
                        "trace=pwrite64,fdatasync,fsync,write",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Watched.class.getName(),
                        folder.resolve("journal").toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assumeTrue(!said.contains("Operation not permitted"), "this machine does not let processes be watched");
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(answeredUnforced(Files.readAllLines(trace))).isEmpty();
    }

    @Test
    void the_check_itself_sees_an_answer_that_came_too_early() {
        var early = List.of(
                "10 pwrite64(7, \"...abcdefghijklmnopqrstuv...\", 300, 0) = 300",
                "11 write(1, \"ok abcdefghijklmnopqrstuv\\n\", 26) = 26",
                "10 fdatasync(7) = 0");
        assertThat(answered(early)).containsEntry("abcdefghijklmnopqrstuv", false);
        var failed = List.of(
                "10 pwrite64(7, \"...abcdefghijklmnopqrstuv...\", 300, 0) = 300",
                "10 fdatasync(7) = -1 EIO (Input/output error)",
                "11 write(1, \"ok abcdefghijklmnopqrstuv\\n\", 26) = 26");
        assertThat(answered(failed)).containsEntry("abcdefghijklmnopqrstuv", false);
    }

    private static List<String> answeredUnforced(List<String> trace) {
        var answered = answered(trace);
        assertThat(answered).hasSize(HITS);
        return answered.entrySet().stream()
                .filter(entry -> !entry.getValue())
                .map(java.util.Map.Entry::getKey)
                .toList();
    }

    /** Each acknowledged id, and whether its record was forced by then. */
    private static java.util.Map<String, Boolean> answered(List<String> trace) {
        var waiting = new ArrayList<String>();
        var forced = new StringBuilder();
        var answered = new HashMap<String, Boolean>();
        for (var line : trace) {
            var written = WRITTEN.matcher(line);
            var resumed = RESUMED.matcher(line);
            var answer = line.indexOf("\"ok ");
            if (written.find()) {
                waiting.add(written.group(2));
            } else if ((FORCED.matcher(line).find() && line.endsWith("= 0"))
                    || (resumed.find()
                            && resumed.group(1).equals("fdatasync")
                            && resumed.group(2).equals("0"))) {
                waiting.forEach(forced::append);
                waiting.clear();
            } else if (answer >= 0 && line.contains("write(1")) {
                var id = line.substring(answer + 4, answer + 26);
                answered.put(id, forced.indexOf(id) >= 0);
            }
        }
        return answered;
    }
}
