package org.tinypixel.hits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tinypixel.database.LargeDatabase;

/** How less is kept of old hits. */
@Tag("B6")
final class HitPlansTest {
    private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");

    private final LargeDatabase large = LargeDatabase.one();

    @Test
    void old_hits_are_found_in_portions() {
        large.watch(
                "a portion",
                manager ->
                        assertThat(new HitRows(manager).rawBefore(LATER, 100)).hasSizeBetween(25, 100),
                400);
    }

    @Test
    void addresses_are_shortened_in_portions() {
        large.watch(
                "a portion",
                manager ->
                        assertThat(new HitRows(manager).shortenAddresses(LATER)).isTrue(),
                500);
    }
}
