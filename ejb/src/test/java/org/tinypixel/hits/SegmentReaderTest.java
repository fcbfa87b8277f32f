package org.tinypixel.hits;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damages a small journal in every place there is. */
@Tag("HIT4")
final class SegmentReaderTest {
    private final List<Hit> hits = Stream.generate(TestHits::open).limit(4).toList();
    private final List<byte[]> records = hits.stream().map(HitCodec::record).toList();
    private final byte[] journal = journal();

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void file() {
        file = folder.resolve("000000000001.hits");
    }

    private byte[] journal() {
        var bytes = new ByteArrayOutputStream();
        records.forEach(bytes::writeBytes);
        bytes.writeBytes(new byte[64]);
        return bytes.toByteArray();
    }

    /** The index of the record that the byte belongs to; the number of records for the zeros behind. */
    private int recordAt(int place) {
        var end = 0;
        for (var i = 0; i < records.size(); i++) {
            end += records.get(i).length;
            if (place < end) {
                return i;
            }
        }
        return records.size();
    }

    private SegmentReader.Chunk read(byte[] bytes) {
        try {
            Files.write(file, bytes);
            var chunk = new SegmentReader().read(file, 0, bytes.length, 100);
            assertThat(chunk.ended()).isTrue();
            return chunk;
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    private List<Hit> without(int index) {
        return hits.stream()
                .filter(hit -> index >= hits.size() || !hit.equals(hits.get(index)))
                .toList();
    }

    @Test
    void a_whole_journal_is_read_to_its_end() {
        var chunk = read(journal);
        assertThat(chunk.hits()).isEqualTo(hits);
        assertThat(chunk.damaged()).isZero();
    }

    @Test
    void a_flipped_bit_anywhere_costs_one_record_and_is_counted() {
        for (var place = 0; place < journal.length - 64; place++) {
            var bytes = journal.clone();
            bytes[place] ^= 0x10;
            var chunk = read(bytes);
            var index = recordAt(place);
            assertThat(chunk.hits()).as("byte %d", place).isEqualTo(without(index));
            // Damage in the last record looks like a torn tail: nothing good follows it.
            assertThat(chunk.damaged()).as("byte %d", place).isEqualTo(index == hits.size() - 1 ? 0 : 1);
        }
    }

    @Test
    void a_cut_anywhere_costs_only_what_was_cut() {
        for (var length = 0; length < journal.length; length++) {
            var chunk = read(Arrays.copyOf(journal, length));
            assertThat(chunk.hits()).as("%d bytes", length).isEqualTo(hits.subList(0, recordAt(length)));
            assertThat(chunk.damaged()).isZero();
        }
    }

    @Test
    void zeros_in_place_of_any_stretch_cost_only_the_records_they_touch() {
        for (var place = 0; place < journal.length - 64; place++) {
            var bytes = journal.clone();
            var end = Math.min(place + 40, journal.length - 64);
            Arrays.fill(bytes, place, end, (byte) 0);
            if (Arrays.equals(bytes, journal)) {
                continue;
            }
            var chunk = read(bytes);
            var kept = hits.subList(0, recordAt(place));
            assertThat(chunk.hits()).as("from byte %d", place).containsAll(kept);
            assertThat(chunk.hits())
                    .as("from byte %d", place)
                    .containsAll(hits.subList(recordAt(end - 1) + 1, hits.size()));
            assertThat(hits).containsAll(chunk.hits());
        }
    }

    @Test
    void a_byte_written_twice_anywhere_costs_at_most_one_record() {
        for (var place = 0; place < journal.length - 64; place++) {
            var bytes = new byte[journal.length + 1];
            System.arraycopy(journal, 0, bytes, 0, place + 1);
            System.arraycopy(journal, place, bytes, place + 1, journal.length - place);
            assertThat(read(bytes).hits())
                    .as("byte %d", place)
                    .containsAll(without(recordAt(place)))
                    .hasSizeGreaterThanOrEqualTo(hits.size() - 1);
        }
    }

    @Test
    void a_record_written_twice_is_read_twice_and_its_id_removes_the_repeat() {
        var bytes = new ByteArrayOutputStream();
        records.forEach(record -> {
            bytes.writeBytes(record);
            bytes.writeBytes(record);
        });
        assertThat(read(bytes.toByteArray()).hits()).hasSize(8).hasSameElementsAs(hits);
    }

    @Test
    void a_record_of_a_newer_version_is_passed_over_and_counted() {
        var newer = records.get(1).clone();
        newer[HitCodec.HEAD] = 99;
        var checksum = HitCodec.checksum(newer, HitCodec.HEAD, newer.length - HitCodec.HEAD);
        java.nio.ByteBuffer.wrap(newer).putInt(4, checksum);
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(records.get(0));
        bytes.writeBytes(newer);
        bytes.writeBytes(records.get(2));
        var chunk = read(bytes.toByteArray());
        assertThat(chunk.hits()).containsExactly(hits.get(0), hits.get(2));
        assertThat(chunk.damaged()).isEqualTo(1);
    }

    @Test
    void reading_in_small_steps_finds_the_same_also_across_the_window() throws IOException {
        var many = Stream.generate(TestHits::open).limit(3000).toList();
        var bytes = new ByteArrayOutputStream();
        many.forEach(hit -> bytes.writeBytes(HitCodec.record(hit)));
        bytes.writeBytes(new byte[300_000]);
        Files.write(file, bytes.toByteArray());
        var reader = new SegmentReader();
        var found = new java.util.ArrayList<Hit>();
        var at = 0L;
        while (true) {
            var chunk = reader.read(file, at, bytes.size(), 7);
            found.addAll(chunk.hits());
            at = chunk.next();
            if (chunk.ended()) {
                break;
            }
        }
        assertThat(found).isEqualTo(many);
    }
}
