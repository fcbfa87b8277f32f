package org.tinypixel.hits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.HitId;
import org.tinypixel.hits.TakeOverRule.Fate;

@Tag("HIT10")
final class TakeOverTest {
    @TempDir
    Path place;

    private final Map<HitId, Hit> stored = new HashMap<>();
    private final Set<CopyId> unwanted = new HashSet<>();
    private final QuietLedger ledger = new QuietLedger();

    private void run(Instant now) throws IOException {
        HitSink sink = batch -> batch.forEach(hit -> stored.putIfAbsent(hit.id(), hit));
        HitConsent consent = copies -> {
            var wanted = new HashSet<>(copies);
            wanted.removeAll(unwanted);
            return wanted;
        };
        new TakeOver(sink, consent, ledger, InstantSource.fixed(now)).run(place);
    }

    private void put(String name, List<Hit> hits) throws IOException {
        var bytes = new ByteArrayOutputStream();
        hits.stream().map(HitCodec::record).forEach(bytes::writeBytes);
        bytes.writeBytes(new byte[500]);
        Files.createDirectories(place.resolve(name));
        Files.write(place.resolve(name).resolve("000000000007.hits"), bytes.toByteArray());
    }

    private String result(String name) throws IOException {
        assertThat(place.resolve(name)).doesNotExist();
        return Files.readString(place.resolve(name + ".result"));
    }

    @Test
    void all_of_a_dead_nodes_hits_come_in_and_again_changes_nothing() throws IOException {
        var hits = Stream.generate(TestHits::open).limit(2500).toList();
        put("a", hits);
        run(TestHits.NOON.plusSeconds(60));
        assertThat(stored.values()).containsExactlyInAnyOrderElementsOf(hits);
        assertThat(result("a")).startsWith("2500 hits were taken over");
        put("b", hits);
        run(TestHits.NOON.plus(Duration.ofDays(30)));
        assertThat(stored).hasSize(2500);
    }

    @Test
    void hits_older_than_what_the_database_keeps_would_count_twice_and_are_refused() throws IOException {
        put("a", Stream.generate(TestHits::open).limit(3).toList());
        run(TestHits.NOON.plus(TakeOverRule.RAW_HITS_KEPT).plusSeconds(1));
        assertThat(stored).isEmpty();
        assertThat(result("a")).contains("3 older than 90 days");
    }

    @Test
    @Tag("D5")
    void hits_of_people_who_were_erased_or_opted_out_since_stay_out() throws IOException {
        var hits = Stream.generate(TestHits::open).limit(3).toList();
        unwanted.add(hits.get(1).copy());
        put("a", hits);
        run(TestHits.NOON);
        assertThat(stored.values()).containsExactlyInAnyOrder(hits.get(0), hits.get(2));
        assertThat(result("a")).contains("1 of people who are not tracked or not known");
    }

    @Test
    void a_journal_that_was_damaged_gives_what_can_be_read() throws IOException {
        var hits = Stream.generate(TestHits::open).limit(3).toList();
        put("a", hits);
        var file = place.resolve("a").resolve("000000000007.hits");
        var bytes = Files.readAllBytes(file);
        bytes[20] ^= 1;
        Files.write(file, bytes);
        run(TestHits.NOON);
        assertThat(stored).hasSize(2);
        assertThat(result("a")).contains("1 places were damaged");
    }

    @Test
    void without_the_database_it_stays_for_later_and_a_half_copied_one_is_left_alone() throws IOException {
        put("a", List.of(TestHits.open()));
        put(".b", List.of(TestHits.open()));
        ledger.away = true;
        assertThatThrownBy(() -> run(TestHits.NOON)).hasMessage("the database is away");
        assertThat(place.resolve("a")).exists();
        ledger.away = false;
        run(TestHits.NOON);
        assertThat(stored).hasSize(1);
        assertThat(place.resolve(".b")).exists();
    }

    @Test
    void the_running_reader_takes_over_what_lies_there() throws IOException {
        var hits = Stream.generate(TestHits::open).limit(5).toList();
        var limits = new JournalLimits(16 << 10, 8 << 20, 64 << 20, 1);
        try (var journal = JournalHitIntake.open(place.resolve("journal"), limits, JournalFolder.ChannelOpener.REAL)) {
            var taken = new ArrayList<Hit>();
            var reader =
                    new JournalReader(journal, taken::addAll, Set::copyOf, ledger, InstantSource.fixed(TestHits.NOON));
            Files.createDirectories(place.resolve("journal"));
            var real = place.resolve("journal").resolve("take-over");
            put("a", hits);
            Files.createDirectories(real);
            Files.move(place.resolve("a"), real.resolve("a"));
            assertThat(reader.step()).isFalse();
            assertThat(taken).containsExactlyElementsOf(hits);
        }
    }

    @Test
    void an_old_hit_is_refused_before_anybody_asks_who_it_was() {
        var hit = TestHits.open();
        var late = TestHits.NOON.plus(TakeOverRule.RAW_HITS_KEPT).plusMillis(1);
        assertThat(TakeOverRule.decide(hit, true, late)).isEqualTo(Fate.TOO_OLD);
        assertThat(TakeOverRule.decide(hit, true, TestHits.NOON)).isEqualTo(Fate.TAKEN);
        assertThat(TakeOverRule.decide(hit, false, TestHits.NOON)).isEqualTo(Fate.NOT_WANTED);
    }
}
