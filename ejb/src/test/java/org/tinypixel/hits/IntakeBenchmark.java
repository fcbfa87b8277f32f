package org.tinypixel.hits;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;

/** The journal beside H2's store, without any HTTP: hits made durable a second with so many under way at once. Part of {@code mvn -Pbench}. */
public final class IntakeBenchmark {
    private IntakeBenchmark() {}

    /** A table in Markdown: rounds interleaved, the medians. */
    public static String run(Path folder, int rounds, double seconds) throws IOException {
        var table = new StringBuilder(
                "| under way | journal, hits/s | MVStore, hits/s | journal / MVStore min/med/max |\n|---|---|---|---|\n");
        for (var underWay : new int[] {1, 64, 1000}) {
            var own = new ArrayList<Double>();
            var other = new ArrayList<Double>();
            for (var round = 0; round < rounds; round++) {
                var place = Files.createDirectories(folder.resolve("round"));
                try (var journal = JournalHitIntake.open(
                        place.resolve("journal"), JournalLimits.USUAL, JournalFolder.ChannelOpener.REAL)) {
                    own.add(perSecond(journal, underWay, seconds));
                }
                try (var store = MvStoreHitIntake.open(place.resolve("store"))) {
                    other.add(perSecond(store, underWay, seconds));
                }
                delete(place);
            }
            var ratios = new double[rounds];
            Arrays.setAll(ratios, i -> own.get(i) / other.get(i));
            Arrays.sort(ratios);
            table.append("| %d | %.0f | %.0f | %.2f/%.2f/%.2f |\n"
                    .formatted(
                            underWay, median(own), median(other), ratios[0], ratios[rounds / 2], ratios[rounds - 1]));
        }
        return table.toString();
    }

    private static double median(List<Double> all) {
        return all.stream().sorted().skip(all.size() / 2).findFirst().orElseThrow();
    }

    private static double perSecond(HitIntake intake, int underWay, double seconds) {
        var places = new Semaphore(underWay);
        var done = new LongAdder();
        var hit = TestHits.open();
        var begin = System.nanoTime();
        while (System.nanoTime() - begin < seconds * 1e9) {
            places.acquireUninterruptibly();
            var unused = intake.accept(hit).handle((stored, failure) -> {
                places.release();
                if (failure == null) {
                    done.increment();
                }
                return "";
            });
        }
        places.acquireUninterruptibly(underWay);
        return done.sum() / ((System.nanoTime() - begin) / 1e9);
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
