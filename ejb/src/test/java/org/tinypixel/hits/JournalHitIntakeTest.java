package org.tinypixel.hits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("HIT1")
final class JournalHitIntakeTest implements HitIntakeContract {
    private static final JournalLimits SMALL = new JournalLimits(64 << 10, 8 << 20, 4 << 20, 1);

    @TempDir
    Path folder;

    private final FaultyDisk disk = new FaultyDisk();
    private JournalHitIntake journal;

    @Override
    public JournalHitIntake intake() {
        if (journal == null) {
            journal = JournalHitIntake.open(folder, SMALL, disk);
        }
        return journal;
    }

    /** A copy of the files as they are, read by a new process: what a kill leaves. */
    @Override
    public List<Hit> afterCrash() {
        intake();
        try (var copy = Stopped.copyOf(folder)) {
            return copy.hits();
        }
    }

    @AfterEach
    void close() {
        if (journal != null) {
            journal.close();
        }
    }

    @Test
    @Tag("HIT5")
    void after_a_failed_force_the_unanswered_hits_go_into_a_new_file_and_the_old_one_is_left_alone() {
        intake().accept(TestHits.open()).toCompletableFuture().join();
        disk.failForces(1);
        var hit = TestHits.open();
        intake().accept(hit).toCompletableFuture().join();
        assertThat(afterCrash()).contains(hit);
        assertThat(disk.forcesAfterFailure()).isZero();
        assertThat(intake().state().notStored()).isZero();
    }

    @Test
    @Tag("HIT6")
    void on_a_full_disk_every_hit_not_stored_is_counted_and_intake_heals_when_space_returns() {
        disk.full(true);
        for (var i = 0; i < 3; i++) {
            assertThatThrownBy(() -> intake().accept(TestHits.open())
                            .toCompletableFuture()
                            .join())
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(HitIntake.NotStored.class);
        }
        assertThat(intake().state().notStored()).isEqualTo(3);
        assertThat(intake().state().problem()).contains("No space left on device");
        disk.full(false);
        var hit = Eventually.value(() -> {
            var next = TestHits.open();
            return intake().accept(next)
                    .toCompletableFuture()
                    .handle((done, failure) -> failure == null ? next : null)
                    .join();
        });
        assertThat(afterCrash()).containsExactly(hit);
        assertThat(intake().state().problem()).isNull();
    }

    @Test
    @Tag("HIT6")
    void at_the_disk_limit_hits_are_refused_until_the_backlog_is_folded() throws IOException {
        var stored = new ArrayList<CompletableFuture<Void>>();
        for (var i = 0; i < 20_000; i++) {
            stored.add(intake().accept(TestHits.open()).toCompletableFuture());
        }
        var answers = stored.stream()
                .map(stage -> stage.handle((done, failure) -> failure == null).join())
                .toList();
        assertThat(answers).contains(true, false);
        var state = intake().state();
        assertThat(state.accepted()).isEqualTo(answers.stream().filter(ok -> ok).count());
        assertThat(state.notStored())
                .isEqualTo(answers.stream().filter(ok -> !ok).count());
        assertThat(state.backlog()).isEqualTo(state.accepted());
        assertThat(state.diskBytes()).isLessThanOrEqualTo(SMALL.disk());
        var folded = new ArrayList<Hit>();
        var reader = new JournalReader(intake(), folded::addAll, new QuietLedger(), InstantSource.fixed(TestHits.NOON));
        while (reader.step()) {
            // until nothing is left
        }
        assertThat(folded).hasSize((int) state.accepted());
        assertThat(intake().state().backlog()).isZero();
        Eventually.value(() -> intake().accept(TestHits.open())
                .toCompletableFuture()
                .handle((done, failure) -> failure == null ? Boolean.TRUE : null)
                .join());
    }

    @Test
    void what_waits_for_a_slow_disk_is_bounded() {
        disk.hold();
        var refused = Stream.generate(TestHits::open)
                .limit(60_000)
                .map(hit -> intake().accept(hit).toCompletableFuture())
                .filter(CompletableFuture::isCompletedExceptionally)
                .count();
        disk.release();
        assertThat(refused).isPositive();
        assertThat(intake().state().notStored()).isGreaterThanOrEqualTo(refused);
    }

    @Test
    void a_stop_finishes_what_is_queued() {
        var hits = Stream.generate(TestHits::open).limit(500).toList();
        var stored = hits.stream()
                .map(hit -> intake().accept(hit).toCompletableFuture())
                .toList();
        intake().close();
        assertThat(stored).allMatch(CompletableFuture::isDone).noneMatch(CompletableFuture::isCompletedExceptionally);
        try (var copy = Stopped.copyOf(folder)) {
            assertThat(copy.hits()).containsExactlyElementsOf(hits);
        }
        assertThat(intake().accept(TestHits.open()).toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void a_second_server_in_the_same_home_is_kept_out() {
        intake().accept(TestHits.open()).toCompletableFuture().join();
        var second = JournalHitIntake.open(folder, SMALL, JournalFolder.ChannelOpener.REAL);
        assertThatThrownBy(() ->
                        second.accept(TestHits.open()).toCompletableFuture().join())
                .hasMessageContaining("another server");
        second.close();
    }

    @Test
    void the_backlog_of_an_earlier_run_is_counted() {
        for (var i = 0; i < 7; i++) {
            intake().accept(TestHits.open()).toCompletableFuture().join();
        }
        intake().close();
        journal = JournalHitIntake.open(folder, SMALL, disk);
        assertThat(Eventually.value(() -> journal.state().backlog() == 7 ? 7L : null))
                .isEqualTo(7);
    }

    @Test
    void a_hit_with_letters_of_all_alphabets_comes_back_as_it_was() {
        var plain = TestHits.open();
        var hit = new Hit(
                plain.id(),
                plain.copy(),
                HitKind.CLICK,
                3,
                plain.receivedAt().plusNanos(123_000),
                "HEAD",
                null,
                java.util.Map.of("user-agent", "é 自動 \uD83D\uDE00", "referer", ""),
                "session");
        intake().accept(hit).toCompletableFuture().join();
        var held = plain.held(java.time.Duration.ofMillis(61_234));
        intake().accept(held).toCompletableFuture().join();
        assertThat(afterCrash()).containsExactly(hit, held);
    }

    @Test
    @Tag("HIT6")
    void on_a_disk_that_others_filled_up_the_reserve_goes_on() {
        var reserved = new JournalLimits(64 << 10, 8 << 20, 4 << 20, 4);
        journal = JournalHitIntake.open(folder, reserved, disk);
        Eventually.isTrue(() -> journal.state().diskBytes() == 4L * reserved.segment());
        disk.reserveOnly(true);
        var stored = Stream.generate(TestHits::open)
                .limit(900)
                .map(hit -> journal.accept(hit)
                        .toCompletableFuture()
                        .handle((done, failure) -> failure == null)
                        .join())
                .toList();
        assertThat(stored).as("four files of 64 kB hold more than 800 hits").doesNotContain(false);
    }

    /** The journal's files after a kill, in a folder of their own. */
    private record Stopped(Path folder) implements AutoCloseable {
        static Stopped copyOf(Path folder) {
            try {
                var copy = Files.createTempDirectory("journal");
                try (var files = Files.list(folder)) {
                    for (var file : files.toList()) {
                        Files.copy(file, copy.resolve(file.getFileName()));
                    }
                }
                return new Stopped(copy);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }

        List<Hit> hits() {
            try (var journal = JournalHitIntake.open(folder, SMALL, JournalFolder.ChannelOpener.REAL)) {
                var hits = new ArrayList<Hit>();
                var reader =
                        new JournalReader(journal, hits::addAll, new QuietLedger(), InstantSource.fixed(TestHits.NOON));
                while (reader.step()) {
                    // until nothing is left
                }
                return hits;
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }

        @Override
        public void close() {
            try (var files = Files.list(folder)) {
                for (var file : files.toList()) {
                    Files.delete(file);
                }
                Files.delete(folder);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }
}
