package org.tinypixel.hits;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tinypixel.hits.TakeOverRule.Fate;

/**
 * Stores the journals of dead nodes that {@code bin/tinypixel take-over} put below this node's own, each in a folder of its own. A folder goes when all of it is in
 * the database, and a sentence stays in {@code <name>.result}; broken off, it begins again, which the hits' ids make harmless.
 */
final class TakeOver {
    private static final Logger LOG = LoggerFactory.getLogger(TakeOver.class);

    private final HitSink sink;
    private final HitConsent consent;
    private final JournalReader.Ledger ledger;
    private final InstantSource clock;
    private final SegmentReader reader = new SegmentReader();

    TakeOver(HitSink sink, HitConsent consent, JournalReader.Ledger ledger, InstantSource clock) {
        this.sink = sink;
        this.consent = consent;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Takes over all that lies there. Throws where the database is away. */
    void run(Path adopted) throws IOException {
        if (!Files.isDirectory(adopted)) {
            return;
        }
        for (var journal : list(adopted)) {
            var name = journal.getFileName().toString();
            if (Files.isDirectory(journal) && !name.startsWith(".")) {
                take(journal, adopted.resolve(name + ".result"));
            }
        }
    }

    private void take(Path journal, Path result) throws IOException {
        Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
        var damaged = 0;
        for (var file : list(journal)) {
            if (file.getFileName().toString().contains(".hits")) {
                damaged += take(file, fates);
            }
        }
        ledger.settle();
        var sentence =
                "%d hits were taken over (those known before count once), %d older than %d days and %d of people who are not tracked or not known were left out, %d places were damaged."
                        .formatted(
                                fates.getOrDefault(Fate.TAKEN, 0),
                                fates.getOrDefault(Fate.TOO_OLD, 0),
                                TakeOverRule.RAW_HITS_KEPT.toDays(),
                                fates.getOrDefault(Fate.NOT_WANTED, 0),
                                damaged);
        LOG.info("Journal {}: {}", journal.getFileName(), sentence);
        Files.writeString(result, sentence + "\n", StandardCharsets.UTF_8);
        for (var file : list(journal)) {
            Files.delete(file);
        }
        Files.delete(journal);
    }

    private int take(Path file, Map<Fate, Integer> fates) throws IOException {
        var at = 0L;
        var damaged = 0;
        while (true) {
            var chunk = reader.read(file, at, Long.MAX_VALUE, JournalReader.BATCH);
            damaged += chunk.damaged();
            if (!chunk.hits().isEmpty()) {
                store(chunk.hits(), fates);
            }
            if (chunk.ended()) {
                return damaged;
            }
            at = chunk.next();
        }
    }

    private void store(List<Hit> hits, Map<Fate, Integer> fates) {
        var now = clock.instant();
        var wanted = consent.wanted(hits.stream().map(Hit::copy).collect(Collectors.toSet()));
        var byFate = hits.stream()
                .collect(Collectors.groupingBy(hit -> TakeOverRule.decide(hit, wanted.contains(hit.copy()), now)));
        byFate.forEach((fate, some) -> fates.merge(fate, some.size(), Integer::sum));
        var taken = byFate.getOrDefault(Fate.TAKEN, List.of());
        if (!taken.isEmpty()) {
            sink.store(taken);
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
