package org.tinypixel.hits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalReaderTest {
    private static final JournalLimits SMALL = new JournalLimits(16 << 10, 8 << 20, 64 << 20, 1);

    @TempDir
    Path folder;

    private final List<Hit> stored = new CopyOnWriteArrayList<>();
    private final QuietLedger ledger = new QuietLedger();
    private JournalHitIntake journal;

    @BeforeEach
    void open() {
        journal = JournalHitIntake.open(folder, SMALL, JournalFolder.ChannelOpener.REAL);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private JournalReader reader(HitSink sink) {
        return new JournalReader(
                journal, sink, ledger, InstantSource.fixed(TestHits.NOON.plusSeconds(60)), Duration.ofNanos(1000));
    }

    private List<Hit> accept(int count) {
        var hits = Stream.generate(TestHits::open).limit(count).toList();
        hits.stream()
                .map(hit -> journal.accept(hit).toCompletableFuture())
                .toList()
                .forEach(java.util.concurrent.CompletableFuture::join);
        return hits;
    }

    private static void all(JournalReader reader) throws IOException {
        while (reader.step()) {
            // until nothing is left
        }
    }

    @Test
    void batches_hold_at_most_a_thousand_hits_in_order_over_all_files() throws IOException {
        var hits = accept(2300);
        var sizes = new ArrayList<Integer>();
        all(reader(batch -> {
            sizes.add(batch.size());
            stored.addAll(batch);
        }));
        assertThat(stored).isEqualTo(hits);
        assertThat(sizes).allMatch(size -> size <= JournalReader.BATCH);
        try (var files = Files.list(folder)) {
            assertThat(files.filter(file -> file.toString().endsWith(".hits")))
                    .as("folded files are kept for a while")
                    .hasSizeGreaterThan(10);
        }
        var later = new JournalReader(
                journal,
                stored::addAll,
                ledger,
                InstantSource.fixed(TestHits.NOON.plus(JournalReader.KEPT).plusSeconds(61)));
        assertThat(later.step()).isFalse();
        try (var files = Files.list(folder)) {
            assertThat(files.filter(file -> file.toString().endsWith(".hits")))
                    .as("and then deleted; the one in use and the one ahead stay")
                    .hasSizeLessThanOrEqualTo(2);
        }
        assertThat(stored).as("nothing came twice").hasSize(2300);
    }

    @Test
    @Tag("HIT8")
    void after_a_standby_took_over_all_that_is_kept_is_offered_again() throws IOException {
        var hits = accept(1500);
        all(reader(stored::addAll));
        assertThat(stored).isEqualTo(hits);
        stored.clear();
        ledger.history = "two";
        var late = accept(3);
        all(reader(stored::addAll));
        assertThat(stored)
                .containsExactlyElementsOf(
                        Stream.concat(hits.stream(), late.stream()).toList());
        assertThat(journal.state().backlog()).isZero();
        stored.clear();
        all(reader(stored::addAll));
        assertThat(stored).as("once").isEmpty();
    }

    @Test
    @Tag("HIT8")
    void a_restart_in_the_same_history_repeats_nothing_and_still_keeps_the_folded_files() throws IOException {
        accept(1500);
        all(reader(stored::addAll));
        journal.close();
        stored.clear();
        open();
        all(reader(stored::addAll));
        assertThat(stored).isEmpty();
        ledger.history = "two";
        all(reader(stored::addAll));
        assertThat(stored).hasSize(1500);
    }

    @Test
    void a_batch_that_fails_is_offered_again_and_nothing_is_skipped() throws IOException {
        var hits = accept(3);
        ledger.away = true;
        var reader = reader(batch -> {
            throw new IllegalStateException("no connection");
        });
        assertThatThrownBy(reader::step).hasMessage("the database is away");
        ledger.away = false;
        all(reader(stored::addAll));
        assertThat(stored).isEqualTo(hits);
    }

    @Test
    void the_position_moves_only_after_what_was_committed_is_durable() throws IOException {
        accept(2);
        var crashing = reader(batch -> {
            stored.addAll(batch);
            ledger.away = true;
        });
        assertThatThrownBy(crashing::step).isInstanceOf(IllegalStateException.class);
        ledger.away = false;
        all(reader(stored::addAll));
        assertThat(stored).as("once before the crash, once after it").hasSize(4);
        assertThat(ledger.settled).isEqualTo(1);
    }

    @Test
    void one_hit_that_the_database_never_takes_stops_only_itself() throws IOException {
        var hits = accept(100);
        var poison = hits.get(40);
        all(reader(batch -> {
            if (batch.contains(poison)) {
                throw new IllegalArgumentException("value too long");
            }
            stored.addAll(batch);
        }));
        assertThat(stored).hasSize(99).doesNotContain(poison);
        assertThat(journal.state().refused()).isEqualTo(1);
        assertThat(Files.readAllBytes(folder.resolve("refused.kept"))).isEqualTo(HitCodec.record(poison));
    }

    @Test
    void when_idle_the_journal_says_it_is_folded_up_to_now_and_before_that_only_up_to_its_last_hit()
            throws IOException {
        accept(1);
        var reader = reader(stored::addAll);
        reader.step();
        assertThat(ledger.published).last().isEqualTo(TestHits.NOON.minusSeconds(1));
        Eventually.isTrue(() -> {
            try {
                reader.step();
            } catch (IOException broken) {
                throw new AssertionError(broken);
            }
            return ledger.published.get(ledger.published.size() - 1).equals(TestHits.NOON.plusSeconds(59));
        });
    }

    @Test
    @Tag("HIT4")
    void damage_in_the_middle_costs_one_hit_is_counted_and_the_file_is_kept() throws IOException {
        var hits = accept(200);
        journal.close();
        Path first;
        try (var files = Files.list(folder)) {
            first = files.filter(file -> file.toString().endsWith(".hits"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
        try (var file = new RandomAccessFile(first.toFile(), "rw")) {
            file.seek(30);
            file.write('#');
        }
        open();
        all(reader(stored::addAll));
        assertThat(stored).isEqualTo(hits.subList(1, 200));
        assertThat(journal.state().damaged()).isEqualTo(1);
        assertThat(Path.of(first + ".damaged")).exists();
    }

    @Test
    void a_damaged_position_repeats_hits_and_loses_none() throws IOException {
        var hits = accept(5);
        all(reader(stored::addAll));
        journal.close();
        stored.clear();
        Files.write(folder.resolve("position"), new byte[24]);
        open();
        all(reader(stored::addAll));
        assertThat(stored).containsAll(hits);
        assertThat(journal.state().notStored()).isZero();
    }

    @Test
    void a_running_reader_wakes_for_each_hit_and_folds_the_rest_when_it_stops() throws InterruptedException {
        var reader = reader(stored::addAll);
        var thread = new Thread(reader);
        thread.start();
        for (var i = 1; i <= 20; i++) {
            var count = i;
            accept(1);
            Eventually.isTrue(() -> stored.size() == count);
        }
        reader.stop();
        thread.join();
        var late = accept(3);
        assertThat(reader.finish(Duration.ofMinutes(1))).isTrue();
        assertThat(stored).hasSize(23).containsAll(late);
    }
}
