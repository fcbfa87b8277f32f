package org.tinypixel.bench;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;

/**
 * The load that must hold, in figures of this machine and not in ratios: the target rate, ten times as much, fresh connections, the same without a database, and beside
 * pictures that are held open. Each line says what was promised, what was measured, and whether it holds.
 */
final class Floor {
    private static final double TARGET = 300;
    private static final double BURST = 10 * TARGET;
    private static final double FRESH = 1000;
    private static final double TARGET_P99 = 50;
    private static final double BURST_P99 = 250;
    private static final double FOLDED_SECONDS = 300;
    private static final long HEAP_GROWTH = 256L << 20;
    private static final long HELD_BYTES = 10 * 1024;
    /** Clients block while they wait, so there are as many as answers may be under way. */
    private static final int CLIENTS = 64;

    private final double seconds = Integer.getInteger("bench.burst", 60);
    private final double outage = Integer.getInteger("bench.outage", 60);
    private final int port;
    private final Load load;
    private final Rivals rivals;
    private final Footprint server;
    private final ToLongFunction<String> health;
    private final List<String> views;
    private final Pictures pictures;
    private final StringBuilder table = new StringBuilder("| what | limit | measured | holds |\n|---|---|---|---|\n");
    private long answered;

    /** Opens pictures that the server holds. */
    interface Pictures {
        List<Socket> hold(List<String> paths) throws IOException;
    }

    Floor(
            int port,
            Load load,
            Rivals rivals,
            Footprint server,
            ToLongFunction<String> health,
            List<String> views,
            Pictures pictures) {
        this.port = port;
        this.load = load;
        this.rivals = rivals;
        this.server = server;
        this.health = health;
        this.views = views;
        this.pictures = pictures;
    }

    /** The table of results. */
    String run() throws IOException {
        awaitFolded();
        load.paced(port, CLIENTS, 5, TARGET, true);
        awaitFolded();
        running();
        withoutDatabase();
        beside();
        return table.toString();
    }

    /** B1. */
    private void running() {
        var count = new Count("database on");
        allRates("database on");
        count.compare();
    }

    /** B2: the same while the database is off, and the target rate while what piled up is folded. */
    private void withoutDatabase() throws IOException {
        var before = paced("target, before the outage", seconds, TARGET, true, TARGET_P99);
        awaitFolded();
        var count = new Count("database off, then on");
        rivals.databaseOff();
        var off = System.nanoTime();
        allRates("database off");
        var left = outage - (System.nanoTime() - off) / 1e9;
        if (left > 0) {
            paced("database off: the rest of the outage", left, TARGET, true, TARGET_P99);
        }
        rivals.databaseOn();
        var draining = paced("target, while what piled up is folded", seconds, TARGET, true, TARGET_P99);
        line(
                "p99 while folding beside p99 before",
                "≤ 50 ms both",
                "%.1f ms, %.1f ms".formatted(draining.p99(), before.p99()),
                draining.p99() <= TARGET_P99 && before.p99() <= TARGET_P99);
        count.compare();
    }

    /** B3. */
    private void beside() throws IOException {
        awaitFolded();
        var heap = server.heap();
        var threads = server.threads();
        var resident = server.resident();
        var sockets = pictures.hold(views);
        try {
            var held = health.applyAsLong("held");
            line("pictures held", "= " + views.size(), Long.toString(held), held == views.size());
            var each = (server.heap() - heap) / (double) Math.max(1, held);
            var all = (server.resident() - resident) / (double) Math.max(1, held);
            line(
                    "memory of each",
                    "< 10 KiB",
                    "%.1f KiB heap (%.1f KiB resident)".formatted(each / 1024, all / 1024),
                    each < HELD_BYTES);
            var more = server.threads() - threads;
            line("threads more", "none for each picture", Long.toString(more), more <= views.size() / 100);
            paced("target, beside held pictures", seconds, TARGET, true, TARGET_P99);
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
    }

    private void allRates(String when) {
        paced(when + ": target", seconds, TARGET, true, TARGET_P99);
        paced(when + ": ten times the target", seconds, BURST, true, BURST_P99);
        paced(when + ": fresh connections", seconds, FRESH, false, BURST_P99);
    }

    private Load.Result paced(String what, double length, double rate, boolean keepAlive, double limit) {
        var result = load.paced(port, CLIENTS, length, rate, keepAlive);
        answered += result.answered();
        line(
                what + ", %.0f/s for %.0f s".formatted(rate, length),
                "p99 ≤ %.0f ms, none failed".formatted(limit),
                "%.0f/s, p50 %.1f ms, p99 %.1f ms, failed %d"
                        .formatted(result.perSecond(), result.p50(), result.p99(), result.failed()),
                result.p99() <= limit && result.failed() == 0 && result.perSecond() > rate * 0.99);
        return result;
    }

    private void line(String what, String limit, String measured, boolean holds) {
        var line = "| %s | %s | %s | %s |".formatted(what, limit, measured, holds ? "yes" : "**no**");
        System.out.println(line);
        table.append(line).append('\n');
    }

    /** Seconds until nothing is left, at most twice of what is allowed. */
    private double awaitFolded() {
        var begin = System.nanoTime();
        while (health.applyAsLong("backlog") != 0 && (System.nanoTime() - begin) / 1e9 < 2 * FOLDED_SECONDS) {
            LockSupport.parkNanos(100_000_000);
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    /** What was answered beside what was taken, kept on disk and stored. */
    private final class Count {
        private final String when;
        private final long heap = server.heap();
        private final long accepted = health.applyAsLong("accepted");
        private final long flooding = health.applyAsLong("flooding");
        private final long notStored = health.applyAsLong("notStored");
        private final long rows = rivals.hits();
        private final long answeredBefore = answered;

        Count(String when) {
            this.when = when;
        }

        void compare() {
            var journal = health.applyAsLong("journalBytes");
            var limit = health.applyAsLong("journalLimit");
            var folded = awaitFolded();
            line(when + ": backlog folded", "≤ 300 s", "%.0f s".formatted(folded), folded <= FOLDED_SECONDS);
            var given = answered - answeredBefore;
            var taken = health.applyAsLong("accepted") - accepted;
            var flood = health.applyAsLong("flooding") - flooding;
            var lost = health.applyAsLong("notStored") - notStored;
            var stored = rivals.hits() - rows;
            line(
                    when + ": answered, accepted, rows",
                    "equal, nothing not stored",
                    "%d, %d, %d (and %d counted as flood, %d not stored)".formatted(given, taken, stored, flood, lost),
                    given == taken + flood && stored == taken && lost == 0);
            line(
                    when + ": journal",
                    "≤ %d MiB".formatted(limit >> 20),
                    "%d MiB".formatted(journal >> 20),
                    journal <= limit);
            var grown = server.heap() - heap;
            line(
                    when + ": heap after collection",
                    "≤ 256 MiB more",
                    "%+.1f MiB".formatted(grown / 1048576.0),
                    grown <= HEAP_GROWTH);
        }
    }
}
