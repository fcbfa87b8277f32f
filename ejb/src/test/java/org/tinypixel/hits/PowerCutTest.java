package org.tinypixel.hits;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

/** What was answered is found again after the power went at any operation of the disk, whatever of the unforced sectors arrived. */
@Tag("HIT3")
final class PowerCutTest {
    private static final JournalLimits SMALL = new JournalLimits(8 << 10, 1 << 20, 1 << 20, 1);

    @Property(tries = 150)
    void every_answered_hit_survives_and_nothing_else_is_made_up(
            @ForAll @IntRange(min = 3, max = 120) int operations,
            @ForAll @IntRange(min = 1, max = 20) int atOnce,
            @ForAll long seed)
            throws IOException {
        var disk = new ForgetfulDisk(operations);
        var before = Files.createTempDirectory("before");
        var after = Files.createTempDirectory("after");
        try {
            var offered = new ArrayList<Hit>();
            var answered = new ArrayList<Hit>();
            loadUntilThePowerGoes(disk, before, atOnce, offered, answered);
            disk.materialize(after, new Random(seed));
            assertThat(found(after)).containsAll(answered).isSubsetOf(offered);
        } finally {
            delete(before);
            delete(after);
        }
    }

    /** Twenty more in any case, so that what comes after the cut is seen not to be answered as stored. */
    private static void loadUntilThePowerGoes(
            ForgetfulDisk disk, Path folder, int atOnce, List<Hit> offered, List<Hit> answered) {
        try (var journal = JournalHitIntake.open(folder, SMALL, disk)) {
            for (var round = 0; round < 12; round++) {
                var stages = new ArrayList<CompletableFuture<Void>>();
                var hits = new ArrayList<Hit>();
                for (var i = 0; i < atOnce; i++) {
                    var hit = TestHits.open();
                    hits.add(hit);
                    stages.add(journal.accept(hit).toCompletableFuture());
                }
                offered.addAll(hits);
                for (var i = 0; i < atOnce; i++) {
                    if (stages.get(i).handle((ok, failure) -> failure == null).join()) {
                        answered.add(hits.get(i));
                    }
                }
            }
        }
    }

    private static List<Hit> found(Path folder) throws IOException {
        var hits = new ArrayList<Hit>();
        try (var journal = JournalHitIntake.open(folder, SMALL, JournalFolder.ChannelOpener.REAL)) {
            var reader =
                    new JournalReader(journal, hits::addAll, new QuietLedger(), InstantSource.fixed(TestHits.NOON));
            while (reader.step()) {
                // until nothing is left
            }
        }
        return hits;
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
