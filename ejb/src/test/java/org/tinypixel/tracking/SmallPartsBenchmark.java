package org.tinypixel.tracking;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.HitId;
import org.tinypixel.classify.Classifier;
import org.tinypixel.classify.CopyFacts;
import org.tinypixel.hits.Hit;
import org.tinypixel.hits.HitKind;
import org.tinypixel.settings.Settings;
import org.tinypixel.settings.TestSettings;

/** Time and garbage of the parts that every hit passes; part of {@code mvn -Pbench}. */
public final class SmallPartsBenchmark {
    private SmallPartsBenchmark() {}

    /** A table in Markdown. */
    public static String run() {
        var tokens = new Tokens(new TestSettings()
                .secrets(List.of(new Settings.Secret(3, "a secret that is at least thirty-two characters long")))
                .get());
        var open = tokens.mint(CopyId.next(), Purpose.OPEN, -1, null);
        var to = "https://shop.example/offer?a=1&b=2";
        var click = tokens.mint(CopyId.next(), Purpose.CLICK, 3, to);
        var forged = open.substring(0, 40) + (open.charAt(40) == 'A' ? 'B' : 'A') + open.substring(41);
        var classifier = new Classifier();
        var copy = CopyId.next();
        var facts = new CopyFacts(
                true, null, 3, Instant.EPOCH, Instant.EPOCH, false, false, Set.of(), Set.of(), null, null);
        var table = new StringBuilder("| part | ns | bytes of garbage |\n|---|---|---|\n");
        row(
                table,
                "token of a pixel, good",
                () -> tokens.verify(open, Purpose.OPEN, null).isPresent() ? 1 : 0);
        row(
                table,
                "token of a pixel, forged",
                () -> tokens.verify(forged, Purpose.OPEN, null).isPresent() ? 1 : 0);
        row(
                table,
                "token of a link with its destination",
                () -> tokens.verify(click, Purpose.CLICK, to).isPresent() ? 1 : 0);
        row(table, "destination of a link, parsed", () -> Destination.of(to).isPresent() ? 1 : 0);
        for (var count : new int[] {1, 10, 100}) {
            var hits = hits(copy, count);
            row(
                    table,
                    "fold of a copy with " + count + " hits",
                    () -> classifier.fold(facts, hits).hits().size());
        }
        return table.toString();
    }

    private static List<Hit> hits(CopyId copy, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Hit(
                        HitId.next(),
                        copy,
                        HitKind.OPEN,
                        -1,
                        Instant.EPOCH.plusSeconds(3600L * (i + 1)),
                        "GET",
                        "192.0.2.1",
                        Map.of(
                                "user-agent",
                                "Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Thunderbird/115.9.0"),
                        null))
                .toList();
    }

    private static void row(StringBuilder table, String name, LongSupplier part) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var thread = Thread.currentThread().getId();
        repeat(part, 700_000_000L);
        var times = new ArrayList<Double>();
        var garbage = 0L;
        for (var round = 0; round < 5; round++) {
            var before = threads.getThreadAllocatedBytes(thread);
            var begin = System.nanoTime();
            var count = repeat(part, 200_000_000L);
            times.add((System.nanoTime() - begin) / (double) count);
            garbage = (threads.getThreadAllocatedBytes(thread) - before) / count;
        }
        times.sort(null);
        table.append("| %s | %.0f | %d |\n".formatted(name, times.get(2), garbage));
    }

    private static long repeat(LongSupplier part, long nanos) {
        var end = System.nanoTime() + nanos;
        var count = 0L;
        var sum = 0L;
        while (System.nanoTime() < end) {
            for (var i = 0; i < 10; i++) {
                sum += part.getAsLong();
                count++;
            }
        }
        if (sum < 0) {
            throw new IllegalStateException("every part gives a number, so that none is optimized away");
        }
        return count;
    }
}
