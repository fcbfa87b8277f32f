package org.tinypixel.routes.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpoolTest {
    @TempDir
    Path folder;

    @Property(tries = 100)
    void what_was_written_comes_back_whole(@ForAll @IntRange(max = 200_000) int size, @ForAll long seed)
            throws IOException {
        var home = Files.createTempDirectory("spool");
        var random = new Random(seed);
        var octets = new byte[size];
        random.nextBytes(octets);
        try (var spool = new Spool(home)) {
            for (var at = 0; at < size; ) {
                var length = Math.min(size - at, 1 + random.nextInt(20_000));
                spool.write(octets, at, length);
                at += length;
            }
            assertThat(spool.total()).isEqualTo(size);
            assertThat(spool.content()).isEqualTo(octets);
            try (var files = Files.list(home)) {
                assertThat(files.count()).isEqualTo(size > Spool.IN_MEMORY ? 1 : 0);
            }
        }
        try (var files = Files.list(home)) {
            assertThat(files).isEmpty();
        }
        Files.delete(home);
    }

    @Test
    void servers_on_the_way_are_counted_in_the_header_only() {
        assertThat(hops("Received: a\r\n b\r\nreceived: c\r\nX-Received: d\r\n\r\nReceived: e\r\n"))
                .isEqualTo(2);
        assertThat(hops("")).isZero();
        assertThat(hops("\r\nReceived: e\r\n")).isZero();
    }

    private static int hops(String message) {
        return Spool.hops(message.getBytes(StandardCharsets.US_ASCII));
    }
}
