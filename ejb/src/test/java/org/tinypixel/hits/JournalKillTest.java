package org.tinypixel.hits;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a real process that accepts hits. A kill leaves what the kernel has; what was not forced is another test's matter. */
@Tag("HIT1")
final class JournalKillTest {
    private static final JournalLimits SMALL = new JournalLimits(256 << 10, 8 << 20, 256 << 20, 1);
    private static final int KILLS = 6;

    @TempDir
    Path folder;

    /** The process that is killed: four threads accept hits one after the other and print the ids that were acknowledged. */
    static final class Victim {
        private Victim() {}

        /** Runs until it is killed; the argument is the journal's folder. */
        public static void main(String[] args) {
            var journal = JournalHitIntake.open(Path.of(args[0]), SMALL, JournalFolder.ChannelOpener.REAL);
            for (var i = 0; i < 4; i++) {
                new Thread(() -> {
                            while (true) {
                                var hit = TestHits.open();
                                journal.accept(hit).toCompletableFuture().join();
                                acknowledge(hit);
                            }
                        })
                        .start();
            }
        }

        private static void acknowledge(Hit hit) {
            var line = (hit.id() + "\n").getBytes(StandardCharsets.US_ASCII);
            System.out.write(line, 0, line.length);
            System.out.flush();
        }
    }

    @Test
    void a_kill_at_any_instant_loses_no_acknowledged_hit() throws IOException, InterruptedException {
        var random = new Random(20260302);
        var acknowledged = new ArrayList<String>();
        for (var kill = 0; kill < KILLS; kill++) {
            acknowledged.addAll(acknowledgedUntilKilled(1 + random.nextInt(3000)));
        }
        var stored = new HashSet<String>();
        try (var journal = JournalHitIntake.open(folder, SMALL, JournalFolder.ChannelOpener.REAL)) {
            var reader = new JournalReader(
                    journal,
                    batch -> batch.forEach(hit -> stored.add(hit.id().value())),
                    new QuietLedger(),
                    InstantSource.fixed(TestHits.NOON));
            while (reader.step()) {
                // until nothing is left
            }
            assertThat(journal.state().damaged()).isZero();
        }
        assertThat(acknowledged).hasSizeGreaterThan(KILLS).doesNotHaveDuplicates();
        assertThat(stored).containsAll(acknowledged);
    }

    private List<String> acknowledgedUntilKilled(int after) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Victim.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var ids = new ArrayList<String>();
        try (var lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                // The pipe may end within a line.
                if (line.length() == 22) {
                    ids.add(line);
                }
                if (ids.size() == after) {
                    // Process.destroyForcibly would also close the stream that is read here.
                    process.toHandle().destroyForcibly();
                }
            }
        }
        process.waitFor();
        return ids;
    }
}
