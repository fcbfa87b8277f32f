package org.tinypixel.hits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes on disks that fail: short in every build, long with {@code -Pchaos}. Where the machine lacks a tool or the right to mount, that test is skipped and says so.
 */
final class JournalChaosTest {
    /** How much longer than in a usual build. */
    private static final int SCALE = Integer.getInteger("tinypixel.chaos", 1);

    private static final JournalLimits SMALL = new JournalLimits(1 << 20, 8 << 20, 256 << 20, 2);

    @TempDir
    Path folder;

    private final History history = new History();

    /** The process in trouble: four clients, each hit with its answer on the standard output; ends by itself after so many. */
    static final class Victim {
        private Victim() {}

        /** The journal's folder, and how many hits. */
        public static void main(String[] args) throws InterruptedException {
            var left = new AtomicInteger(Integer.parseInt(args[1]));
            var journal = JournalHitIntake.open(Path.of(args[0]), SMALL, JournalFolder.ChannelOpener.REAL);
            var clients = new ArrayList<Thread>();
            for (var i = 0; i < 4; i++) {
                var client = new Thread(() -> {
                    while (left.getAndDecrement() > 0) {
                        var hit = TestHits.open();
                        var stored = journal.accept(hit)
                                .toCompletableFuture()
                                .handle((done, failure) -> failure == null)
                                .join();
                        say((stored ? "ok " : "no ") + hit.id());
                    }
                });
                clients.add(client);
                client.start();
            }
            for (var client : clients) {
                client.join();
            }
            say("notStored " + journal.state().notStored());
            System.exit(0);
        }

        private static synchronized void say(String line) {
            var bytes = (line + "\n").getBytes(StandardCharsets.US_ASCII);
            System.out.write(bytes, 0, bytes.length);
            System.out.flush();
        }
    }

    @Test
    @Tag("HIT1")
    @Tag("HIT2")
    void a_kill_at_random_instants_loses_no_answered_hit_and_stores_none_twice() throws Exception {
        var instants = new Random(42);
        for (var kill = 0; kill < 4 * SCALE; kill++) {
            run(folder, 1_000_000, 1 + instants.nextInt(4000));
        }
        assertThat(history.contradictions(stored(folder))).isEmpty();
        System.out.printf("%d kills, %d answered, all stored once%n", 4 * SCALE, history.answers());
    }

    @Test
    @Tag("HIT5")
    void failing_forces_lose_no_answered_hit() throws Exception {
        var fiu = Path.of("/usr/bin/fiu-run");
        assumeTrue(Files.isExecutable(fiu), "libfiu is not installed (Debian: fiu-utils)");
        for (var round = 0; round < SCALE; round++) {
            var before = history.answers();
            // libfiu's own locks sometimes stop a process at its start, before it does anything; such a try says
            // nothing.
            for (var tries = 0; history.answers() == before && tries < 5; tries++) {
                run(
                        folder,
                        1500,
                        Integer.MAX_VALUE,
                        fiu.toString(),
                        "-x",
                        "-c",
                        "enable_random name=posix/io/sync/*,probability=0.1,failinfo=5");
            }
        }
        assertThat(history.answers()).isPositive();
        assertThat(history.contradictions(stored(folder))).isEmpty();
        System.out.printf(
                "failing forces: %d answered, %d refused and counted%n", history.answers(), history.refusals());
    }

    @Test
    @Tag("HIT6")
    void on_a_full_disk_answered_is_stored_and_the_rest_is_counted_exactly() throws Exception {
        var small = folder.resolve("small");
        Files.createDirectories(small);
        var mount = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", small.toString())
                .redirectErrorStream(true)
                .start();
        assumeTrue(mount.waitFor() == 0, "only root may mount a small disk");
        try {
            var counted = run(small.resolve("journal"), 40_000, Integer.MAX_VALUE);
            assertThat(history.refusals()).isPositive();
            assertThat(counted).isEqualTo(history.refusals());
            assertThat(history.contradictions(stored(small.resolve("journal")))).isEmpty();
            System.out.printf(
                    "full disk: %d answered and stored, %d counted as not stored%n", history.answers(), counted);
        } finally {
            new ProcessBuilder("umount", "-l", small.toString()).start().waitFor();
        }
    }

    /** Runs the process to its end, or kills it after so many answers; gives what it counted as not stored. */
    private int run(Path journal, int hits, int killAfter, String... around) throws IOException, InterruptedException {
        var command = Stream.concat(
                        Arrays.stream(around),
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-cp",
                                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                                Victim.class.getName(),
                                journal.toString(),
                                Integer.toString(hits)))
                .toList();
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var speaks = new AtomicBoolean();
        CompletableFuture.delayedExecutor(20, TimeUnit.SECONDS).execute(() -> {
            if (!speaks.get()) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        });
        var counted = -1;
        var answers = 0;
        try (var lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                speaks.set(true);
                if (line.startsWith("ok ") && line.length() == 25) {
                    history.answered(line.substring(3));
                    answers++;
                } else if (line.startsWith("no ") && line.length() == 25) {
                    history.refused(line.substring(3));
                    answers++;
                } else if (line.startsWith("notStored ")) {
                    counted = Integer.parseInt(line.substring(10));
                }
                if (answers == killAfter) {
                    process.toHandle().destroyForcibly();
                }
            }
        }
        process.waitFor();
        return counted;
    }

    /**
     * As the database stores them: each id once, since after a failed force a hit may stand in two files. (That it does so is the contract of the hit table.) A hit
     * without an answer may be there; it was offered all the same, and only the process knew it.
     */
    private Set<String> stored(Path journal) throws IOException {
        var known = new LinkedHashSet<String>();
        try (var intake = JournalHitIntake.open(journal, SMALL, JournalFolder.ChannelOpener.REAL)) {
            var reader = new JournalReader(
                    intake,
                    batch -> batch.forEach(hit -> known.add(hit.id().value())),
                    new QuietLedger(),
                    InstantSource.fixed(TestHits.NOON));
            while (reader.step()) {
                // until nothing is left
            }
        }
        known.forEach(history::offer);
        return known;
    }
}
