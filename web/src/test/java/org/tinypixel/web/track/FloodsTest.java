package org.tinypixel.web.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tinypixel.base.CopyId;
import org.tinypixel.tracking.Minted;
import org.tinypixel.tracking.Tokens;

@Tag("K8")
final class FloodsTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private static Tokens.Verified link(CopyId copy, int index) {
        return new Tokens.Verified(copy, index);
    }

    @Test
    void so_many_a_minute_are_stored_and_more_are_not() {
        var floods = new Floods(60);
        var token = link(CopyId.next(), -1);
        for (var i = 0; i < 60; i++) {
            assertThat(floods.isOver(token, NOON.plusMillis(i * 900L))).isFalse();
        }
        assertThat(floods.isOver(token, NOON.plusSeconds(59))).isTrue();
        assertThat(floods.isOver(token, NOON.plusSeconds(60))).isFalse();
    }

    @Test
    void each_address_has_its_own_count() {
        var floods = new Floods(1);
        var copy = CopyId.next();
        assertThat(floods.isOver(link(copy, 0), NOON)).isFalse();
        assertThat(floods.isOver(link(copy, 1), NOON)).isFalse();
        assertThat(floods.isOver(link(copy, -1), NOON)).isFalse();
        assertThat(floods.isOver(link(copy, 1), NOON)).isTrue();
    }

    @Test
    void very_many_addresses_never_cost_one_of_them_a_hit() {
        var floods = new Floods(2);
        for (var i = 0; i < 300_000; i++) {
            assertThat(floods.isOver(link(CopyId.next(), -1), NOON)).isFalse();
        }
    }

    @Test
    void the_answer_to_a_flood_is_the_same_and_what_was_not_stored_is_counted() throws IOException {
        try (var server = new TrackServer()) {
            var pixel = Minted.pixel(server.tokens);
            var first = server.get(pixel);
            for (var i = 1; i < 70; i++) {
                var answer = server.get(pixel);
                assertThat(answer.comparableHead()).isEqualTo(first.comparableHead());
                assertThat(answer.body()).isEqualTo(first.body());
            }
            assertThat(server.hits).hasSize(60);
            assertThat(server.counts.flooding()).isEqualTo(10);
            var link = Minted.link(server.tokens, 0, "https://shop.example/");
            for (var i = 0; i < 61; i++) {
                assertThat(server.get(link).header("Location")).isEqualTo("https://shop.example/");
            }
            assertThat(server.counts.flooding()).isEqualTo(11);
        }
    }
}
